import type { Transaction } from '../../db/client.ts'
import { complaint } from '../../workflows/complaint/complaint.ts'
import { statePath } from '../../workflows/complaint/machine.ts'
import { pauseCap } from '../../workflows/complaint/pause-cap.ts'
import type { Snapshot } from '../../workflows/decide.ts'
import type { Deps } from '../deps.ts'
import { type Batch, snapshotOf } from './apply.ts'
import type { LoadedCase } from './load.ts'
import { alarmWrites } from './save.ts'

/** What is due first on the case by now, as the clock's event: a rung, or the end of a pause that is used up. */
export function dueAlarm(deps: Deps, batch: Batch) {
  const snapshot = snapshotOf(batch)
  if (!snapshot) return undefined
  const end = pauseCap(snapshot.context, batch.version.policy)
  const rung = firstRung(snapshot, batch)
  const first = end && (!rung || end.at <= rung.at) ? { at: end.at, event: { type: 'resume' } } : rung
  return first && first.at <= deps.now().toISOString() ? first.event : undefined
}

/**
 * Brings the rows by which the clock finds a case to what the rules say of it, where they call too early: nothing is due.
 * @returns the case, which has not changed
 */
export async function alarmsSetRight(deps: Deps, tx: Transaction, batch: Batch, { id, ...loaded }: LoadedCase) {
  const { number, revision, seq, snapshot } = loaded
  const { context, value } = snapshot
  const deadlines = complaint.deadlinesOf(context, batch.version, batch.calendars)
  const pauseEndsAt = pauseCap(context, batch.version.policy)?.at ?? null
  for (const write of alarmWrites(tx, id, deadlines, pauseEndsAt)) await tx.execute(write)
  deps.log.warn({ number }, 'clock: nothing was due, its rows are set right')
  const next = [...deadlines.map(one => one.nextRungAt), pauseEndsAt].filter(one => one !== null).sort()
  return { number, revision, seq, state: statePath(value), nextRungAt: next[0] ?? null }
}

function firstRung({ context }: Snapshot, { version, calendars }: Batch) {
  const rungs = complaint
    .deadlinesOf(context, version, calendars)
    .flatMap(({ nextRungAt: at, nextRung: rung, kind, entry }) =>
      at === null ? [] : [{ at, event: { type: 'deadline-reach', kind, entry, rung } }],
    )
  return rungs.sort((one, other) => (one.at < other.at ? -1 : 1))[0]
}
