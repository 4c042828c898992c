import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Response } from 'express'
import { people, posts, preferences } from '../../db/schema.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import type { Language } from './i18n.ts'
import { drawnMark } from './password.ts'
import { Problem } from './problem.ts'

/** Who is asking: the signed-in person as pages and API see them. */
export interface Person {
  login: string
  name: string
  language: Language
  roles: Role[]
  /** has gone through the first-run tour, or put it away */
  toured: boolean
  /** has still the password that was drawn for them, and must choose one before anything else */
  hasDrawnPassword: boolean
}

/** Select these beside a session or a token, so that one query answers "who is this". */
export const personColumns = {
  login: people.login,
  name: people.name,
  language: people.language,
  roles: sql`(select coalesce(string_agg(distinct ${posts.role}, ' '), '') from ${posts} where ${eq(
    posts.person,
    people.login,
  )})`.mapWith((roles: string) => roles.split(' ').filter(Boolean) as Role[]),
  toured: sql<boolean>`exists (select from ${preferences} where ${and(
    eq(preferences.person, people.login),
    isNotNull(preferences.tourDoneAt),
  )})`,
  hasDrawnPassword: sql<boolean>`starts_with(${people.passwordHash}, ${drawnMark})`,
}

/** The person behind this request; a page or call that needs one answers 401 without. */
export function personOf(response: Response): Person {
  const { person } = response.locals
  if (!person) throw new Problem(401, 'unauthenticated')
  return person
}

export const hasRole = (person: Person, ...roles: Role[]): boolean => roles.some(role => person.roles.includes(role))
