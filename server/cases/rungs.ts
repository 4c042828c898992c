import { complaint } from '../../workflows/complaint/complaint.ts'
import type { Decision } from '../../workflows/decide.ts'
import type { Deps } from '../deps.ts'
import { type Batch, snapshotOf } from './apply.ts'

/** The earliest rung of the case that is due now, as the clock's event. */
export function dueRung(deps: Deps, batch: Batch) {
  const snapshot = snapshotOf(batch)
  if (!snapshot) return undefined
  const now = deps.now().toISOString()
  const [next] = complaint
    .deadlinesOf(snapshot.context, batch.version, batch.calendars)
    .filter(one => one.nextRungAt !== null && one.nextRungAt <= now)
    .sort((one, other) => ((one.nextRungAt ?? '') < (other.nextRungAt ?? '') ? -1 : 1))
  return next && { type: 'deadline-reach', kind: next.kind, entry: next.entry, rung: next.nextRung }
}

/**
 * After downtime several rungs of a case go off at once: each stays its own event, but a person gets one notice,
 * the gravest and latest (design.md §4).
 */
export function tellOnce(decisions: Decision[]): void {
  const weight = (kind: string, index: number) => (kind === 'late' ? decisions.length : 0) + index
  const best = new Map<string, number>()
  for (const [index, { told }] of decisions.entries()) {
    for (const { to, kind } of told) best.set(to, Math.max(best.get(to) ?? -1, weight(kind, index)))
  }
  for (const [index, decision] of decisions.entries()) {
    decision.told = decision.told.filter(({ to, kind }) => best.get(to) === weight(kind, index))
  }
}
