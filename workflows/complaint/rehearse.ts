import type { Accepted } from './accepted.ts'
import { Rehearsal } from './rehearsal.ts'
import { firstRingOf } from './rehearsal-clocks.ts'
import { answeredBy, recordedContexts, roundFrom } from './rehearsal-record.ts'
import type { RehearsalFacts, Rehearsed } from './rehearsed.ts'

/**
 * Applies a version's grading, steps, deadlines and ladders to the recorded events of one case. Pure; nothing is
 * written. Of the version that really ran it gives what was recorded.
 * @param recorded the case's events in order, the opening first, with what was computed for them then
 */
export function rehearse(number: string, recorded: readonly Accepted[], facts: RehearsalFacts): Rehearsed {
  const [first] = recorded
  if (first?.type !== 'open') throw new Error(`${number} does not begin with its opening`)
  const run = new Rehearsal(number, first, { ...facts, firstRing: firstRingOf(recorded, first) })
  const contexts = recordedContexts(number, recorded, first)
  for (const [index, event] of recorded.entries()) {
    if (index === 0 || event.type === 'deadline-reach') continue
    run.live(event, answeredBy(event, contexts[index - 1]), () => roundFrom(recorded, contexts, index))
  }
  run.climbUntil(facts.until)
  return run.result()
}
