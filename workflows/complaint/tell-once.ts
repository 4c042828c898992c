import type { Notice } from './notice.ts'

/**
 * When several rungs of a case go off at once each stays its own event, but a person gets one notice, the gravest and
 * latest (design.md §4).
 * @param together what went off at once, in order; their `told` are shortened
 */
export function tellOnce(together: { told: Notice[] }[]): void {
  const weight = (kind: string, index: number) => (kind === 'late' ? together.length : 0) + index
  const best = new Map<string, number>()
  for (const [index, { told }] of together.entries()) {
    for (const { to, kind } of told) best.set(to, Math.max(best.get(to) ?? -1, weight(kind, index)))
  }
  for (const [index, one] of together.entries()) {
    one.told = one.told.filter(({ to, kind }) => best.get(to) === weight(kind, index))
  }
}
