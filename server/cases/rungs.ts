import { complaint } from '../../workflows/complaint/complaint.ts'
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
