import { isActive, seatOf } from '../organisation/organisation.ts'
import type { Role } from '../organisation/roles.ts'
import { ladderOf, toldAt } from '../policy/ladder.ts'
import { informedOf, lastApproverOf, typeOf } from '../policy/steps.ts'
import type { Accepted, AcceptedOf } from './accepted.ts'
import type { LimitKind } from './codes.ts'
import { type Context, openStep, runningClock } from './context.ts'
import { nextDueOf } from './deadlines.ts'
import { handedOver } from './handed-over.ts'
import type { Notice, NoticeFacts } from './notice.ts'
import { requestNotices } from './request-notices.ts'
import { above, deciders, known, owner, role, to, toldPeople } from './told-people.ts'

/**
 * Everyone who is told about an event (domain.md §1.4 ladders, §1.5 chain); nobody twice for one reason, nobody who has
 * left, and nobody about what they did themselves, except that they are late.
 */
export function noticesOf(facts: NoticeFacts): Notice[] {
  const { event, organisation } = facts
  const list =
    event.type === 'deadline-reach'
      ? rungNotices(facts, event)
      : [...informs(facts), ...asked(facts), ...(byType[event.type]?.(facts) ?? [])].filter(one => one.to !== event.by)
  return once(list.filter(notice => isActive(organisation, notice.to)))
}

const byType: { [T in Accepted['type']]?: (facts: NoticeFacts) => Notice[] } = {
  register: facts => knownByType(facts),
  amend: facts => (hasTurnedInto(facts) ? knownByType(facts) : []),
  dispatch: facts => assigned(facts),
  transfer: facts => assigned(facts),
  assign: facts => assigned(facts),
  'hand-over': facts => (facts.event.type === 'hand-over' ? handedOver(facts, facts.event) : []),
  reopen: facts => assigned(facts),
  'hand-back': facts => [
    ...to(role(facts, 'service-head'), 'handed-back'),
    ...to([facts.after.registrar], 'handed-back'),
  ],
  approve: facts => (stillDeciding(facts.after) ? [] : approved(facts)),
  // a lower level may need nobody any more whom the round still waits for
  regrade: facts => (stillDeciding(facts.before) && !stillDeciding(facts.after) ? approved(facts) : []),
  return: facts => to([...owner(facts), ...known(facts.before.proposer)], 'returned'),
  'call-back': facts =>
    facts.event.type === 'call-back' && facts.event.outcome === 'dissatisfied'
      ? to([...owner(facts), ...role(facts, 'head'), ...oneLevelUp(facts)], 'dissatisfied')
      : [],
  note: facts => to(facts.event.computed.mentions ?? [], 'mentioned', { by: facts.event.by }),
  recuse: facts => (facts.before.handler !== facts.after.handler ? to(role(facts, 'head'), 'assigned') : []),
  resume: facts => pauseEnded(facts),
  ...requestNotices,
  close: facts => [...closed(facts), ...penalised(facts)],
  withdraw: facts => closed(facts),
  decline: facts => closed(facts),
  merge: facts => closed(facts),
}

const informedSeat: Partial<Record<LimitKind, Role>> = {
  'inform-leader': 'unit-leader',
  'inform-centre': 'service-head',
  'inform-director': 'director',
}

function informs(facts: NoticeFacts): Notice[] {
  const limits = [...(facts.event.computed.inform ?? []), ...(comesToAnotherUnit(facts) ? leaderLimit : [])]
  return limits.flatMap(limit => {
    const seat = informedSeat[limit]
    return seat ? to(role(facts, seat), 'informed', { limit }) : []
  })
}

const leaderLimit: LimitKind[] = ['inform-leader']

/** The limit was met by telling the first unit's leader; the leader of the unit that has the case now hears of it too. */
function comesToAnotherUnit({ before, after, event, organisation }: NoticeFacts): boolean {
  if (event.type !== 'dispatch' && event.type !== 'transfer') return false
  const toldBefore = before.clocks.some(clock => clock.kind === 'inform-leader' && clock.metAt !== null)
  const unitOf = ({ department }: Context) => department && seatOf(organisation, 'unit-leader', department).department
  return toldBefore && unitOf(before) !== unitOf(after)
}

/** A step that has just opened, or that other people must answer now, asks its stand-ins. */
function asked(facts: NoticeFacts): Notice[] {
  const step = openStep(facts.after)
  if (!step || step.kind === 'consent') return []
  const was = openStep(facts.before)
  const known =
    was && was.role === step.role && facts.before.round === facts.after.round ? deciders(facts, facts.before, was) : []
  return deciders(facts, facts.after, step)
    .filter(one => !known.some(other => other.person === one.person))
    .map(one => ({
      kind: 'approval-asked' as const,
      to: one.person,
      params: { step: step.kind, role: step.role, onBehalfOf: one.onBehalfOf },
    }))
}

/** Whom the route of this kind of matter keeps informed (domain.md §2.1 P4). */
function knownByType(facts: NoticeFacts): Notice[] {
  const roles = typeOf(facts.version.policy, facts.after.category)?.inform ?? []
  return to(
    roles.flatMap(one => role(facts, one)),
    'informed',
  )
}

/** A registered case has become a matter of another kind: its route makes it known as if it had been registered so. */
function hasTurnedInto({ before, after, version: { policy } }: NoticeFacts): boolean {
  return before.level !== null && typeOf(policy, before.category) !== typeOf(policy, after.category)
}

/** Whoever takes over a case that has been attended has no customer to rush to. */
function assigned(facts: NoticeFacts): Notice[] {
  const underWay = facts.event.type === 'assign' && runningClock(facts.before, 'attend') === undefined
  return to([...known(facts.after.handler), ...role(facts, 'head')], 'assigned', underWay ? { underWay: 1 } : {})
}

function approved(facts: NoticeFacts): Notice[] {
  const informed = informedOf(facts.version.policy, facts.after.compensation).flatMap(one => role(facts, one))
  return [
    ...to([...owner(facts), ...known(facts.after.proposer)], 'approved'),
    ...to(informed, 'informed', { amount: facts.after.compensation }),
  ]
}

function closed(facts: NoticeFacts): Notice[] {
  const parties = [facts.before.registrar, ...known(facts.before.handler), ...headIfAny(facts)]
  return to(parties, 'closed', { outcome: facts.after.outcome })
}

/** Staff hear of their own penalty, and how long they may appeal against it. */
function penalised({ event, version }: NoticeFacts): Notice[] {
  const people = event.type === 'close' ? (event.penalties ?? []).map(one => one.person) : []
  return to([...new Set(people)], 'penalised', { days: version.policy.penaltyAppealWorkDays })
}

/** Time counts again without anybody's doing. */
function pauseEnded(facts: NoticeFacts): Notice[] {
  const { by, computed } = facts.event
  if (by !== null || !computed.capped) return []
  const { dueAt } = nextDueOf(facts.deadlines)
  return to(owner(facts), 'pause-ended', { days: computed.capped.days, dueAt })
}

function headIfAny(facts: NoticeFacts): string[] {
  return facts.before.department ? role(facts, 'head') : []
}

function rungNotices(facts: NoticeFacts, event: AcceptedOf<'deadline-reach'>): Notice[] {
  const { version, after, deadlines } = facts
  const rung = ladderOf(version.policy, event.kind).find(one => one.percent === event.rung)
  const deadline = deadlines.find(one => one.kind === event.kind && one.entry === event.entry)
  if (!rung || !deadline) return []
  const people = toldAt(rung, after.level).flatMap(told => toldPeople(facts, told, event))
  const params = { limit: event.kind, entry: event.entry, rung: event.rung, dueAt: deadline.dueAt }
  return to(people, event.rung < 100 ? 'warning' : 'late', params)
}

/** One level above whoever approved last at this level. */
function oneLevelUp(facts: NoticeFacts): string[] {
  const level = facts.before.level
  return level ? above(facts, lastApproverOf(facts.version.policy, level)) : []
}

function stillDeciding(context: Context): boolean {
  return context.steps.some(step => step.kind !== 'consent' && step.by === null)
}

function once(list: Notice[]): Notice[] {
  return list.filter((one, index) => list.findIndex(other => other.to === one.to && other.kind === one.kind) === index)
}
