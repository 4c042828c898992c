import { canonical } from '../../workflows/evidence/canonical.ts'
import { iso } from './instant.ts'

export type Row = Record<string, unknown>

/** Where two sides differ, and what each says. */
export interface Found {
  where: string
  expected: string
  found: string
}

/** The first place where the database does not say what it should. */
export interface Difference extends Found {
  /** of the case; else which stored document it is */
  number: string
}

/** Rows in any order. */
export function comparedLists(where: string, expected: readonly object[], found: Row[]): Found | null {
  const texts = (list: readonly object[]) => list.map(row => canonical(normal(without(row as Row, ['caseId'])))).sort()
  const [left, right] = [texts(expected), texts(found)]
  const index = left.findIndex((text, at) => text !== right[at])
  if (index < 0 && left.length === right.length) return null
  const at = index < 0 ? left.length : index
  return { where, expected: left[at] ?? 'no further row', found: right[at] ?? 'no further row' }
}

/** Each expected column against the row that was read. */
export function comparedColumns(table: string, expected: Row, found: Row): Found | null {
  for (const [column, value] of Object.entries(expected)) {
    const wrong = compared(`${table}.${column}`, value, found[column])
    if (wrong) return wrong
  }
  return null
}

/** Two values, equal when their canonical bytes are. */
export function compared(where: string, expected: unknown, found: unknown): Found | null {
  const [left, right] = [canonical(normal(expected ?? null)), canonical(normal(found ?? null))]
  return left === right ? null : { where, expected: left, found: right }
}

/** Instants in one spelling, whatever text the driver gave. */
function normal(value: unknown): unknown {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}/.test(value)) return iso(value)
  if (Array.isArray(value)) return value.map(normal)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, normal(inner)]))
}

/** A row without some of its columns. */
export function without(row: Row, columns: string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column)))
}
