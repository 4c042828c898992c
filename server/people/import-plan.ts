import { isInPlace } from '../../workflows/organisation/organisation.ts'
import type { DepartmentKind, Role } from '../../workflows/organisation/roles.ts'
import type { Language, Translate } from '../web/i18n.ts'
import { personIn } from './import-person.ts'
import { type Fault, plain, type TableRow } from './import-table.ts'

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

/** Somebody who is there, as they will be; only the posts that are new, and what else is. */
interface PlannedChange extends PlannedPerson {
  changes: { field: 'name' | 'email' | 'language'; from: string; to: string }[]
}

/** What an import does. It takes nothing away. */
export interface ImportPlan {
  created: PlannedPerson[]
  changed: PlannedChange[]
  unchanged: { login: string; name: string }[]
}

/** The house, to be asked by log-in, and by what people call a department. */
export interface Known {
  person(login: string): House['people'][number] | undefined
  holds(login: string, post: { role: string; department: string }): boolean
  /** the role belongs to the level of that department, or they hold the post already */
  fits(login: string, post: PlannedPost): boolean
  /** codes of the departments that are called so; a code goes before a name */
  departments(word: string): string[]
}

/**
 * Compares a table of people with who is there. Lines with one log-in are one person, each line with one post; what is
 * left blank stays as it is.
 * @returns what would be done, or everything that is wrong, in the order of the lines
 */
export function planImport(rows: TableRow[], house: House, t: Translate): { plan: ImportPlan } | { faults: Fault[] } {
  const known = knownIn(house)
  const plan: ImportPlan = { created: [], changed: [], unchanged: [] }
  const faults: Fault[] = []
  for (const [login, lines] of Map.groupBy(rows, row => row.cells.login ?? '')) {
    const read = personIn(login, lines, known, t)
    if ('faults' in read) faults.push(...read.faults)
    else place(plan, read.person, known)
  }
  return faults.length > 0 ? { faults: faults.sort((one, other) => one.line - other.line) } : { plan }
}

function knownIn({ departments, people, posts }: House): Known {
  const active = departments.filter(one => one.active)
  const codes = new Set(active.map(one => one.code))
  const words = Map.groupBy(
    active.flatMap(({ code, nameZh, nameEn }) =>
      [...new Set([code, nameZh, nameEn].map(plain))].map(word => ({ word, code })),
    ),
    one => one.word,
  )
  const byLogin = new Map(people.map(one => [one.login, one]))
  const key = (login: string, post: { role: string; department: string }) =>
    [login, post.role, post.department].join(' ')
  const held = new Set(posts.map(one => key(one.person, one)))
  return {
    person: login => byLogin.get(login),
    holds: (login, post) => held.has(key(login, post)),
    fits: (login, post) => isInPlace({ departments }, post) || held.has(key(login, post)),
    departments: word => (codes.has(word) ? [word] : (words.get(plain(word)) ?? []).map(one => one.code)),
  }
}

function place(plan: ImportPlan, person: PlannedPerson, known: Known): void {
  const { login, name } = person
  const before = known.person(login)
  if (!before) {
    plan.created.push(person)
    return
  }
  const posts = person.posts.filter(post => !known.holds(login, post))
  const changes = (['name', 'email', 'language'] as const)
    .filter(field => before[field] !== person[field])
    .map(field => ({ field, from: before[field], to: person[field] }))
  if (posts.length + changes.length > 0) plan.changed.push({ ...person, posts, changes })
  else plan.unchanged.push({ login, name })
}
