import type { Level } from '../complaint/codes.ts'
import { exceeds } from './money.ts'
import type { Policy } from './policy.ts'

/** The entries of a record in the order of a list: a stored document does not keep its own. */
export function inOrder<K extends string, V>(order: readonly K[], record: Partial<Record<K, V>>): [K, V][] {
  return order.flatMap(key => (record[key] === undefined ? [] : [[key, record[key]] as [K, V]]))
}

/** What was ticked in a list, in the order of that list: in which order it was written down means nothing. */
export function ticked<T extends string>(order: readonly string[], list: readonly T[]): T[] {
  const place = (one: string) => (order.includes(one) ? order.indexOf(one) : order.length)
  return [...list].sort((one, other) => place(one) - place(other) || Number(one > other) - Number(one < other))
}

/** The levels of a policy from the mildest to the gravest. */
export const ranked = ({ levels }: Policy): Level[] =>
  [...levels].sort((one, other) => one.rank - other.rank).map(one => one.code)

/** The levels of the policy first, then those that a document names although the policy has none such. */
export function allLevels(order: Level[], perLevel: object): Level[] {
  return [...new Set([...order, ...(Object.keys(perLevel) as Level[])])]
}

/** Bounds (CNY) that rise, with an open end. */
export function isRising(bounds: (string | null)[]): boolean {
  return bounds.every((bound, index) => {
    const before = bounds[index - 1]
    if (bound === null) return index === bounds.length - 1
    return index < bounds.length - 1 && (typeof before !== 'string' || exceeds(bound, before))
  })
}
