import { and, asc, eq, gt, lte, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { delegations, departments, people, posts } from '../../db/schema.ts'
import type { Deps } from '../deps.ts'

const listed = {
  login: people.login,
  name: people.name,
  email: people.email,
  language: people.language,
  active: people.active,
}

export const departmentsForPage = ({ db }: Deps) => db.select().from(departments).orderBy(asc(departments.code))

export const peopleForPage = ({ db }: Deps) => db.select(listed).from(people).orderBy(asc(people.login))

export const postsForPage = ({ db }: Deps) =>
  db
    .select({ id: posts.id, person: posts.person, role: posts.role, department: posts.department })
    .from(posts)
    .orderBy(asc(posts.role), asc(posts.person))

/** Delegations that run now, with the names of both sides. */
export function delegationsForPage({ db, now }: Deps) {
  const [delegator, delegate] = [alias(people, 'delegator'), alias(people, 'delegate')]
  const at = now().toISOString()
  return db
    .select({
      delegator: delegator.name,
      delegate: delegate.name,
      role: delegations.role,
      department: delegations.department,
      startsAt: delegations.startsAt,
      endsAt: delegations.endsAt,
    })
    .from(delegations)
    .innerJoin(delegator, eq(delegator.login, delegations.delegator))
    .innerJoin(delegate, eq(delegate.login, delegations.delegate))
    .where(and(lte(delegations.startsAt, at), gt(delegations.endsAt, at)))
    .orderBy(asc(delegations.endsAt))
}

/** Who stands in for a person, and for whom the person does, now or later. */
export function delegationsAround({ db, now }: Deps, login: string) {
  const [delegator, delegate] = [alias(people, 'delegator'), alias(people, 'delegate')]
  return db
    .select({
      delegator: delegator.name,
      delegate: delegate.name,
      role: delegations.role,
      startsAt: delegations.startsAt,
      endsAt: delegations.endsAt,
    })
    .from(delegations)
    .innerJoin(delegator, eq(delegator.login, delegations.delegator))
    .innerJoin(delegate, eq(delegate.login, delegations.delegate))
    .where(
      and(
        or(eq(delegations.delegator, login), eq(delegations.delegate, login)),
        gt(delegations.endsAt, now().toISOString()),
      ),
    )
    .orderBy(asc(delegations.startsAt))
}

export async function personForPage({ db }: Deps, login: string) {
  const [person] = await db.select(listed).from(people).where(eq(people.login, login))
  return person
}
