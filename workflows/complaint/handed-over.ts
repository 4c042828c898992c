import { withoutPerson } from '../organisation/organisation.ts'
import type { AcceptedOf } from './accepted.ts'
import { pendingAppeals } from './appeals.ts'
import { openStep, runningClock } from './context.ts'
import type { Notice, NoticeFacts } from './notice.ts'
import { pendingExtensions, pendingRecusals } from './requests.ts'
import { appealedTo, deciders, granters, recusalDeciders, role, to } from './told-people.ts'

type Find = (facts: NoticeFacts) => string[]

/** Whoever answers from now on for somebody who leaves hears of it; who was asked before knows already. */
export function handedOver(facts: NoticeFacts, event: AcceptedOf<'hand-over'>): Notice[] {
  const [extensionAsked] = pendingExtensions(facts.after)
  const left = { ...facts, organisation: withoutPerson(facts.organisation, event.from) }
  const newly = (find: Find) => find(left).filter(one => !find(facts).includes(one))
  const step = openStep(facts.after)
  const decide: Find = one =>
    step && step.kind !== 'consent' ? deciders(one, one.after, step).map(it => it.person) : []
  return [
    ...to(takingOver(facts, event, left, newly), 'assigned', underWay(facts)),
    ...to(newly(decide), 'approval-asked', { step: step?.kind ?? null, role: step?.role ?? null, onBehalfOf: null }),
    ...(extensionAsked
      ? to(newly(granters), 'extension-asked', { by: extensionAsked.by, until: extensionAsked.until })
      : []),
    ...pendingRecusals(facts.after).flatMap(asked =>
      to(
        newly(one => recusalDeciders(one, asked)),
        'recusal-asked',
        { by: asked.by },
      ),
    ),
    ...pendingAppeals(facts.after).flatMap(appeal =>
      to(
        newly(one => appealedTo(one, appeal)),
        'appealed',
        { by: appeal.by },
      ),
    ),
  ]
}

/** The successor, or the head of the department where none was named; a new head also where the head has something to do. */
function takingOver(
  { before, after }: NoticeFacts,
  event: AcceptedOf<'hand-over'>,
  left: NoticeFacts,
  newly: (find: Find) => string[],
): string[] {
  if (after.department === null) return []
  const head: Find = one => role(one, 'head')
  const headIsAsked = after.handler === null || runningClock(after, 'attend') !== undefined
  const present = headIsAsked ? newly(head) : []
  if (before.handler !== event.from) return present
  return [...(event.to ? [event.to] : head(left)), ...present]
}

/** Nobody who takes over a case that has been attended should rush to the customer. */
function underWay({ before }: NoticeFacts): Record<string, number> {
  return runningClock(before, 'attend') === undefined ? { underWay: 1 } : {}
}
