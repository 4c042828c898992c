import { changed, opened } from './changes.ts'
import { type Accepted, type AcceptedOf, openStep, type Step } from './context.ts'

/** What is on record of the round after one of its events: who decided, and whether it went on to the customer. */
export interface RoundRecord {
  roles: Set<Step['role']>
  passed: boolean
}

const beyondDecisions: ReadonlySet<string> = new Set(['consent', 'perform', 'resolve', 'conclude', 'call-back'])

/** For each recorded event the step that it decided, as the case stood then; null where it decided none. */
export function decidedSteps(
  number: string,
  recorded: readonly Accepted[],
  first: AcceptedOf<'open'>,
): (Step | null)[] {
  let context = opened({ number, event: first })
  return recorded.map((event, index) => {
    if (index === 0) return null
    const before = context
    context = changed(before, event)
    return event.type === 'approve' || event.type === 'return' ? (openStep(before) ?? null) : null
  })
}

/**
 * Reads on from one event to the end of its round.
 * @param decided as `decidedSteps` gives it for the same events
 */
export function roundAfter(recorded: readonly Accepted[], decided: (Step | null)[], index: number): RoundRecord {
  const rest = recorded.slice(index + 1)
  const end = rest.findIndex(one => one.type === 'plan')
  const round = end < 0 ? rest : rest.slice(0, end)
  const roles = round.flatMap((_, at) => decided[index + 1 + at]?.role ?? [])
  return { roles: new Set(roles), passed: round.some(one => beyondDecisions.has(one.type)) }
}

/** The steps of a round that nobody was asked for in fact, though the round went on past them. */
export function neverAsked(steps: readonly Step[], { roles, passed }: RoundRecord): Step[] {
  const waiting = steps.filter(one => one.by === null && one.kind !== 'consent')
  const last = waiting.findLastIndex(one => roles.has(one.role))
  return waiting.filter((one, index) => !roles.has(one.role) && (passed || index < last))
}

/** A level that was only the proposal is proposed anew; one that a person chose against it stays chosen. */
export function proposedAgain(event: Accepted): Accepted {
  if (event.type !== 'register' || event.level !== event.computed.grading?.proposed) return event
  const { level: _proposed, ...rest } = event
  return rest as Accepted
}
