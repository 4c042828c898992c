import { holdersOf, type Organisation, type Seat, seatOf } from '../organisation/organisation.ts'
import type { Role } from '../organisation/roles.ts'
import type { Policy } from '../policy/policy.ts'
import { homeOf } from './away.ts'
import type { Context } from './context.ts'
import { decidersOf, votersOf } from './deciding.ts'
import type { EventOf } from './events.ts'
import type { ExtensionRequest, RecusalRequest } from './waiting.ts'

/** Recusals that wait for their decision, each of another person, in the order in which they were asked for. */
export function pendingRecusals({
  recusalAsked,
  moreRecusals = [],
}: Pick<Context, 'recusalAsked' | 'moreRecusals'>): RecusalRequest[] {
  return [...(recusalAsked ? [recusalAsked] : []), ...moreRecusals]
}

/** The recusal that a decision is about: that of the person named, else the only one. */
export function recusalNamed(
  context: Context,
  { person }: Pick<EventOf<'decide-recusal'>, 'person'>,
): RecusalRequest | undefined {
  const pending = pendingRecusals(context)
  if (person !== undefined) return pending.find(one => one.person === person)
  return pending.length === 1 ? pending[0] : undefined
}

/** More time that was asked for, for each limit and by each who asked, in order. */
export function pendingExtensions({
  extensionAsked,
  moreExtensions = [],
}: Pick<Context, 'extensionAsked' | 'moreExtensions'>): ExtensionRequest[] {
  return [...(extensionAsked ? [extensionAsked] : []), ...moreExtensions]
}

/** The limit whose extension is refused: the one named, else that of the first request. */
export function refusedKind(context: Context, { kind }: Pick<EventOf<'refuse-extension'>, 'kind'>) {
  return kind ?? pendingExtensions(context)[0]?.kind
}

/** What is left of the waiting requests, under the names that the case keeps them by. */
export function recusalsLeft(context: Context, pending: RecusalRequest[]): Partial<Context> {
  const [recusalAsked = null, ...moreRecusals] = pending
  return { recusalAsked, ...((context.moreRecusals || moreRecusals.length > 0) && { moreRecusals }) }
}

export function extensionsLeft(context: Context, pending: ExtensionRequest[]): Partial<Context> {
  const [extensionAsked = null, ...moreExtensions] = pending
  return { extensionAsked, ...((context.moreExtensions || moreExtensions.length > 0) && { moreExtensions }) }
}

/**
 * Whether somebody works on this case or decides on it, or may be given it in its department, so that they could stay
 * away from it. @param at UTC instant
 */
export function hasPart(context: Context, policy: Policy, organisation: Organisation, person: string, at: string) {
  const { handler, registrar, proposer, settledBy, level, steps, path } = context
  if ([handler, registrar, proposer, settledBy, ...votersOf(context)].includes(person)) return true
  const home = path[0] ?? homeOf(context)
  if (organisation.posts.some(post => post.person === person && post.department === home)) return path.length > 0
  const calls: Role[] = context.resolvedAt !== null && context.closedAt === null ? ['service-rep'] : []
  const roles: Role[] = ['head', 'unit-leader', 'service-head', ...calls]
  const deciding = level ? (policy.approval.byLevel[level] ?? []) : []
  const seats: Seat[] = [...roles, ...deciding].map(role => seatOf(organisation, role, home))
  const asked = steps.flatMap(step => (step.kind === 'consent' ? [] : (step.joint?.seats ?? [step])))
  const own = asked.map(seat => seatOf(organisation, seat.role, seat.department))
  const stepping = steps.filter(one => one.kind !== 'consent' && one.by === null)
  return (
    [...seats, ...own].some(seat => holdersOf(organisation, seat).includes(person)) ||
    stepping.some(step => decidersOf(context, organisation, step, at).some(one => one.person === person))
  )
}
