import { holdersOf, nextUp, type Organisation, type Seat, seatOf } from '../organisation/organisation.ts'
import { fourEyes, type StandIn } from '../organisation/stand-ins.ts'
import type { Policy } from '../policy/policy.ts'
import { lastApproverOf } from '../policy/steps.ts'
import { excludedFromDeciding, homeOf } from './away.ts'
import type { Context } from './context.ts'
import { votersOf } from './deciding.ts'
import type { EventOf } from './events.ts'
import type { Appeal } from './waiting.ts'

/** Appeals that wait for their decision, in the order in which they came. */
export function pendingAppeals({ appeal, moreAppeals = [] }: Pick<Context, 'appeal' | 'moreAppeals'>): Appeal[] {
  return [...(appeal ? [appeal] : []), ...moreAppeals]
}

/** The appeal that a decision is about: that of the person named, else the customer's, else the only one. */
export function appealNamed(
  context: Context,
  { person }: Pick<EventOf<'decide-appeal'>, 'person'>,
): Appeal | undefined {
  const pending = pendingAppeals(context)
  if (person !== undefined) return pending.find(one => one.person === person)
  return pending.find(one => one.against === 'outcome') ?? (pending.length === 1 ? pending[0] : undefined)
}

/** An appeal against the outcome that is found right opens the case again; one against a penalty leaves it closed. */
export function overturns(context: Context, event: Pick<EventOf<'decide-appeal'>, 'person' | 'outcome'>): boolean {
  return event.outcome === 'changed' && appealNamed(context, event)?.against === 'outcome'
}

/** Everybody who has decided the case: the steps of this round, whoever settled it, and those known from before. */
export function firstInstance(context: Context, before: readonly string[]): string[] {
  const settled = context.settledBy ? [context.settledBy] : []
  return [...new Set([...votersOf(context), ...settled, ...before])].sort()
}

/** The next level above the last approver at which somebody has not decided the case; the highest where there is none. */
export function secondInstance(
  context: Context,
  organisation: Organisation,
  policy: Policy,
  first: readonly string[],
): Seat {
  const role = context.level ? lastApproverOf(policy, context.level) : 'head'
  let seat = seatOf(organisation, role, homeOf(context))
  for (let above = nextUp(organisation, seat); above; above = nextUp(organisation, seat)) {
    seat = above
    if (holdersOf(organisation, seat).some(one => !first.includes(one))) return seat
  }
  return seat
}

/**
 * Who may decide an appeal: that seat without anybody who has decided the case; where nobody is left in it or above, the
 * last instance answers again, for nobody decides on a decision of somebody above them (domain.md §1.7); another leader
 * only where the last instance must stay away.
 * @param at UTC instant that decides which delegations run
 */
export function appealDeciders(context: Context, organisation: Organisation, appeal: Appeal, at: string): StandIn[] {
  const { decider, person, first } = appeal
  const excluded = [...excludedFromDeciding(context, organisation), ...(person ? [person] : [])]
  const decided = first ?? firstInstance(context, []).filter(one => !holdersOf(organisation, decider).includes(one))
  const seat = seatOf(organisation, decider.role, decider.department)
  return fourEyes(organisation, seat, { excluded, decided, reserved: [] }, true, at)
}
