import { canonical } from '../evidence/canonical.ts'
import type { Cell, Value } from './cells.ts'
import type { Policy } from './policy.ts'
import { tablesOf } from './tables.ts'

/** One field that two versions of a policy fill differently; null where a version has no such field. */
export interface Difference extends Pick<Cell, 'table' | 'row' | 'column'> {
  before: Value | null
  after: Value | null
}

/** What changes from one version to the other, in the order in which the tables are read. */
export function differenceOf(before: Policy, after: Policy): Difference[] {
  const old = byPlace(before)
  const fresh = byPlace(after)
  return placesOf([...old.keys()], [...fresh.keys()])
    .map(place => differenceAt(old.get(place), fresh.get(place)))
    .filter(one => one !== null)
}

/** All places in the order of the new version; one that is gone stands where it stood, beside what took its place. */
function placesOf(old: string[], fresh: string[]): string[] {
  const places = [...fresh]
  for (const [index, place] of old.entries()) {
    if (!places.includes(place)) places.splice(places.indexOf(old[index - 1] ?? '') + 1, 0, place)
  }
  return places
}

function differenceAt(old: Cell | undefined, fresh: Cell | undefined): Difference | null {
  const place = fresh ?? old
  if (!place || (old && fresh && canonical(old.value) === canonical(fresh.value))) return null
  const { table, row, column } = place
  return { table, row, column, before: old?.value ?? null, after: fresh?.value ?? null }
}

function byPlace(policy: Policy): Map<string, Cell> {
  return new Map(tablesOf(policy).map(cell => [`${cell.table}/${cell.row}/${cell.column}`, cell]))
}
