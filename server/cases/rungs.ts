import { complaint } from '../../workflows/complaint/complaint.ts'
import { pauseCap } from '../../workflows/complaint/pause-cap.ts'
import type { Snapshot } from '../../workflows/decide.ts'
import type { Deps } from '../deps.ts'
import { type Batch, snapshotOf } from './apply.ts'

/** What is due first on the case by now, as the clock's event: a rung, or the end of a pause that is used up. */
export function dueAlarm(deps: Deps, batch: Batch) {
  const snapshot = snapshotOf(batch)
  if (!snapshot) return undefined
  const end = pauseCap(snapshot.context, batch.version.policy)
  const rung = firstRung(snapshot, batch)
  const first = end && (!rung || end.at <= rung.at) ? { at: end.at, event: { type: 'resume' } } : rung
  return first && first.at <= deps.now().toISOString() ? first.event : undefined
}

function firstRung({ context }: Snapshot, { version, calendars }: Batch) {
  const rungs = complaint
    .deadlinesOf(context, version, calendars)
    .flatMap(({ nextRungAt: at, nextRung: rung, kind, entry }) =>
      at === null ? [] : [{ at, event: { type: 'deadline-reach', kind, entry, rung } }],
    )
  return rungs.sort((one, other) => (one.at < other.at ? -1 : 1))[0]
}
