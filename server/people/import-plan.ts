import type { Translate } from '../web/i18n.ts'
import { type House, type Known, knownIn, type PlannedPerson } from './import-known.ts'
import { personIn } from './import-person.ts'
import type { Fault, TableRow } from './import-table.ts'

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

/**
 * Compares a table of people with who is there. Lines with one log-in are one person, each line with one post; what is
 * left blank stays as it is.
 * @returns what would be done, or everything that is wrong, in the order of the lines
 */
export function planImport(rows: TableRow[], house: House, t: Translate): { plan: ImportPlan } | { faults: Fault[] } {
  const people = Map.groupBy(rows, row => row.cells.login ?? '')
  const known = knownIn(house, [...people.keys()])
  const plan: ImportPlan = { created: [], changed: [], unchanged: [] }
  const faults: Fault[] = []
  for (const [login, lines] of people) {
    const read = personIn(login, lines, known, t)
    if ('faults' in read) faults.push(...read.faults)
    else place(plan, read.person, known)
  }
  return faults.length > 0 ? { faults: faults.sort((one, other) => one.line - other.line) } : { plan }
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
