import { isInPlace } from '../../workflows/organisation/organisation.ts'
import type { DepartmentKind, Role } from '../../workflows/organisation/roles.ts'
import type { Language } from '../web/i18n.ts'
import { plain } from './import-table.ts'

/** Who and what is there already, as far as an import looks at it. */
export interface House {
  departments: { code: string; nameZh: string; nameEn: string; kind: DepartmentKind; active: boolean }[]
  people: { login: string; name: string; email: string; language: Language; active: boolean }[]
  posts: { person: string; role: string; department: string }[]
}

export interface PlannedPost {
  role: Role
  department: string
}

export interface PlannedPerson {
  login: string
  name: string
  email: string
  language: Language
  posts: PlannedPost[]
}

/** The house, to be asked by log-in, and by what people call a department. */
export interface Known {
  person(login: string): House['people'][number] | undefined
  /** another log-in, there already or before it in the table, that differs in capitals alone */
  alike(login: string): string | undefined
  holds(login: string, post: { role: string; department: string }): boolean
  /** the role belongs to the level of that department, or they hold the post already */
  fits(login: string, post: PlannedPost): boolean
  /** codes of the departments that are called so; a code goes before a name */
  departments(word: string): string[]
}

/** @param logins of the table */
export function knownIn({ departments, people, posts }: House, logins: string[]): Known {
  const active = departments.filter(one => one.active)
  const codes = new Set(active.map(one => one.code))
  const words = Map.groupBy(
    active.flatMap(({ code, nameZh, nameEn }) =>
      [...new Set([code, nameZh, nameEn].map(plain))].map(word => ({ word, code })),
    ),
    one => one.word,
  )
  const byLogin = new Map(people.map(one => [one.login, one]))
  const spelled = new Map([...logins.toReversed(), ...byLogin.keys()].map(one => [one.toLowerCase(), one]))
  const key = (login: string, post: { role: string; department: string }) =>
    [login, post.role, post.department].join(' ')
  const held = new Set(posts.map(one => key(one.person, one)))
  return {
    person: login => byLogin.get(login),
    alike: login => {
      const first = spelled.get(login.toLowerCase())
      return byLogin.has(login) || first === login ? undefined : first
    },
    holds: (login, post) => held.has(key(login, post)),
    fits: (login, post) => isInPlace({ departments }, post) || held.has(key(login, post)),
    departments: word => (codes.has(word) ? [word] : (words.get(plain(word)) ?? []).map(one => one.code)),
  }
}
