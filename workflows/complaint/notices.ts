import { holdersOf, nextUp, type Organisation, seatOf } from '../organisation/organisation.ts'
import type { Role } from '../organisation/roles.ts'
import { type StandIn, standIns } from '../organisation/stand-ins.ts'
import { ladderOf, toldAt } from '../policy/ladder.ts'
import type { PolicyVersion, Told } from '../policy/policy.ts'
import { informedOf, lastApproverOf, typeOf } from '../policy/steps.ts'
import type { LimitKind, NoticeKind } from './codes.ts'
import { type Accepted, type AcceptedOf, type Context, openStep, type Step, seatsAsked } from './context.ts'
import type { Deadline } from './deadlines.ts'
import {
  awayFrom,
  excludedFromAppeal,
  excludedFromDeciding,
  excludedFromGranting,
  excludedFromRecusal,
  granterRole,
  homeOf,
} from './duties.ts'

type NoticeParams = Record<string, string | number | null>

/** One message that an event causes: to one person, for one reason. */
export interface Notice {
  kind: NoticeKind
  to: string
  params: NoticeParams
}

export interface NoticeFacts {
  before: Context
  after: Context
  event: Accepted
  version: PolicyVersion
  organisation: Organisation
  /** as they stand after the event */
  deadlines: readonly Deadline[]
}

/**
 * Everyone who is told about an event (domain.md §1.4 ladders, §1.5 chain); nobody twice for one reason, and nobody
 * about what they did themselves, except that they are late.
 */
export function noticesOf(facts: NoticeFacts): Notice[] {
  const { event } = facts
  if (event.type === 'deadline-reach') return once(rungNotices(facts, event))
  const list = [...informs(facts), ...asked(facts), ...(byType[event.type]?.(facts) ?? [])]
  return once(list.filter(notice => notice.to !== event.by))
}

const byType: { [T in Accepted['type']]?: (facts: NoticeFacts) => Notice[] } = {
  register: facts => knownByType(facts),
  dispatch: facts => assigned(facts),
  transfer: facts => assigned(facts),
  assign: facts => assigned(facts),
  reopen: facts => assigned(facts),
  'hand-back': facts => [
    ...to(role(facts, 'service-head'), 'handed-back'),
    ...to([facts.after.registrar], 'handed-back'),
  ],
  approve: facts => (stillDeciding(facts.after) ? [] : approved(facts)),
  return: facts => to([...owner(facts), ...known(facts.before.proposer)], 'returned'),
  'call-back': facts =>
    facts.event.type === 'call-back' && facts.event.outcome === 'dissatisfied'
      ? to([...owner(facts), ...role(facts, 'head'), ...oneLevelUp(facts)], 'dissatisfied')
      : [],
  note: facts => to(facts.event.computed.mentions ?? [], 'mentioned', { by: facts.event.by }),
  recuse: facts => (facts.before.handler !== facts.after.handler ? to(role(facts, 'head'), 'assigned') : []),
  'ask-extension': facts => requestAsked(facts, 'extension-asked', granters(facts)),
  extend: facts => extensionDecided(facts, 'extension-granted'),
  'refuse-extension': facts => extensionDecided(facts, 'extension-refused'),
  'ask-recusal': facts => requestAsked(facts, 'recusal-asked', secondDeciders(facts, facts.after.recusalAsked)),
  'decide-recusal': facts => recusalDecided(facts),
  appeal: facts => requestAsked(facts, 'appealed', secondDeciders(facts, facts.after.appeal)),
  'decide-appeal': facts => appealDecided(facts),
  close: facts => closed(facts),
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
  return (facts.event.computed.inform ?? []).flatMap(limit => {
    const seat = informedSeat[limit]
    return seat ? to(role(facts, seat), 'informed', { limit }) : []
  })
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

function assigned(facts: NoticeFacts): Notice[] {
  return to([...known(facts.after.handler), ...role(facts, 'head')], 'assigned')
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

function requestAsked({ event }: NoticeFacts, kind: NoticeKind, people: string[]): Notice[] {
  const until: NoticeParams = event.type === 'ask-extension' ? { until: event.until } : {}
  return to(people, kind, { by: event.by, ...until })
}

function granters(facts: NoticeFacts): string[] {
  const { after, version, organisation, event } = facts
  const excluded = excludedFromGranting(after, organisation)
  const role = granterRole(after, version.policy)
  return standIns(organisation, role, homeOf(after), excluded, event.at).map(one => one.person)
}

/** The seat that was found when the request was made, without those who must stay away from it. */
function secondDeciders({ after, organisation, event }: Standing, request: Context['appeal' | 'recusalAsked']) {
  if (!request) return []
  const excluded = 'against' in request ? excludedFromAppeal(after, organisation) : excludedFromRecusal(after)
  const { role, department } = request.decider
  return standIns(organisation, role, department, excluded, event.at).map(one => one.person)
}

function extensionDecided(facts: NoticeFacts, kind: NoticeKind): Notice[] {
  const { event, before } = facts
  const until: NoticeParams = event.type === 'extend' ? { until: event.until } : {}
  return to([...owner(facts), ...known(before.extensionAsked?.by ?? null)], kind, { by: event.by, ...until })
}

/** Whoever asked, whoever answers for the case now, and the person themselves. */
function recusalDecided(facts: NoticeFacts): Notice[] {
  const { recusalAsked } = facts.before
  const people = [...known(recusalAsked?.by ?? null), ...known(recusalAsked?.person ?? null), ...owner(facts)]
  return to(people, 'recusal-decided', { by: facts.event.by })
}

function appealDecided(facts: NoticeFacts): Notice[] {
  const { appeal, registrar } = facts.before
  const people = [registrar, ...known(appeal?.by ?? null), ...known(appeal?.person ?? null), ...owner(facts)]
  return to([...people, ...role(facts, 'service-head')], 'appeal-decided', { by: facts.event.by })
}

function headIfAny(facts: NoticeFacts): string[] {
  return facts.before.department ? role(facts, 'head') : []
}

function rungNotices(facts: NoticeFacts, event: AcceptedOf<'deadline-reach'>): Notice[] {
  const { version, after, deadlines } = facts
  const rung = ladderOf(version.policy, event.kind).find(one => one.percent === event.rung)
  const deadline = deadlines.find(one => one.kind === event.kind && one.entry === event.entry)
  if (!rung || !deadline) return []
  const people = toldAt(rung, after.level).flatMap(told => toldPeople(facts, told, event.kind))
  const params = { limit: event.kind, entry: event.entry, rung: event.rung, dueAt: deadline.dueAt }
  return to(people, event.rung < 100 ? 'warning' : 'late', params)
}

/** What finds the people of a part in the case: the case, the organisation, and the UTC instant at which they are looked for. */
type Standing = Pick<NoticeFacts, 'after' | 'organisation'> & { event: { at: string } }

/** The log-ins of those whom a rung tells by their part in the case (domain.md §1.4). */
export function toldPeople(facts: Standing, told: Told, kind: LimitKind): string[] {
  const step = kind === 'review' || kind === 'approve' ? openStep(facts.after) : undefined
  switch (told) {
    case 'actor':
      if (step) return deciders(facts, facts.after, step).map(one => one.person)
      if (kind === 'recusal') return secondDeciders(facts, facts.after.recusalAsked)
      if (kind === 'appeal') return secondDeciders(facts, facts.after.appeal)
      return kind === 'attend' ? role(facts, 'head') : owner(facts)
    case 'owner':
      return owner(facts)
    case 'next-up':
      return above(facts, step?.role ?? 'head')
    case 'centre':
      return role(facts, 'service-head')
    case 'unit-leader':
      return unitLeader(facts)
    default:
      return role(facts, told)
  }
}

/** A department outside every unit has no unit leader: the centre hears of it, for ten minutes must not wake the director. */
function unitLeader(facts: Standing): string[] {
  const seat = seatOf(facts.organisation, 'unit-leader', homeOf(facts.after))
  return role(facts, holdersOf(facts.organisation, seat).length > 0 ? 'unit-leader' : 'service-head')
}

/** The people of the seat above a role's seat. */
function above(facts: Standing, below: Role): string[] {
  const seat = nextUp(facts.organisation, seatOf(facts.organisation, below, homeOf(facts.after)))
  return seat ? role(facts, seat.role) : []
}

/** One level above whoever approved last at this level. */
function oneLevelUp(facts: NoticeFacts): string[] {
  const level = facts.before.level
  return level ? above(facts, lastApproverOf(facts.version.policy, level)) : []
}

/** Handler, else head, else registrar (design.md §3 People). */
function owner(facts: Standing): string[] {
  const { handler, department, registrar } = facts.after
  if (handler) return [handler]
  return department ? role(facts, 'head') : [registrar]
}

function role(facts: Standing, name: Role): string[] {
  const { organisation, after, event } = facts
  return standIns(organisation, name, homeOf(after), awayFrom(after), event.at).map(one => one.person)
}

function deciders(facts: Standing, context: Context, step: Step): StandIn[] {
  const excluded = excludedFromDeciding(context, facts.organisation)
  return seatsAsked(step).flatMap(({ role, department }) =>
    standIns(facts.organisation, role, department, excluded, facts.event.at),
  )
}

function stillDeciding(context: Context): boolean {
  return context.steps.some(step => step.kind !== 'consent' && step.by === null)
}

function known(login: string | null): string[] {
  return login ? [login] : []
}

function to(people: string[], kind: NoticeKind, params: NoticeParams = {}): Notice[] {
  return people.map(person => ({ kind, to: person, params }))
}

function once(list: Notice[]): Notice[] {
  return list.filter((one, index) => list.findIndex(other => other.to === one.to && other.kind === one.kind) === index)
}
