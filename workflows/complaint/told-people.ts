import { holdersOf, nextUp, seatOf } from '../organisation/organisation.ts'
import type { Role } from '../organisation/roles.ts'
import { type StandIn, standIns } from '../organisation/stand-ins.ts'
import type { Told } from '../policy/policy.ts'
import { appealDeciders, pendingAppeals } from './appeals.ts'
import { awayFrom, homeOf } from './away.ts'
import { runningOf } from './clock-run.ts'
import type { NoticeKind } from './codes.ts'
import { type Clock, type Context, openStep, type Step } from './context.ts'
import { decidersOf } from './deciding.ts'
import type { Notice, NoticeFacts, NoticeParams } from './notice.ts'
import { excludedFromGranting, granterRole, recusalDecidersOf } from './request-duties.ts'
import { pendingRecusals } from './requests.ts'
import type { Appeal, RecusalRequest } from './waiting.ts'

/** What finds the people of a part in the case: the case, the organisation, and the UTC instant at which they are looked for. */
export type Standing = Pick<NoticeFacts, 'after' | 'organisation'> & { event: { at: string } }

/** The log-ins of those whom a rung of one limit tells by their part in the case (domain.md §1.4). */
export function toldPeople(facts: Standing, told: Told, { kind, entry }: Pick<Clock, 'kind' | 'entry'>): string[] {
  const step = kind === 'review' || kind === 'approve' ? openStep(facts.after) : undefined
  switch (told) {
    case 'actor':
      if (step) return deciders(facts, facts.after, step).map(one => one.person)
      if (kind === 'recusal') return recusalDue(facts.after, entry).flatMap(one => recusalDeciders(facts, one))
      if (kind === 'appeal') return appealDue(facts.after, entry).flatMap(one => appealedTo(facts, one))
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

/**
 * A department outside every unit has no unit leader: the centre hears of it, for ten minutes must not wake the director.
 * Of a case that is the centre's own the director hears.
 */
function unitLeader(facts: Standing): string[] {
  const { organisation, after } = facts
  const seat = seatOf(organisation, 'unit-leader', homeOf(after))
  if (holdersOf(organisation, seat).length > 0) return role(facts, 'unit-leader')
  const centre = seatOf(organisation, 'service-head', homeOf(after))
  return role(facts, centre.department === after.department ? 'director' : 'service-head')
}

/** The people of the seat above a role's seat. */
export function above(facts: Standing, below: Role): string[] {
  const seat = nextUp(facts.organisation, seatOf(facts.organisation, below, homeOf(facts.after)))
  return seat ? role(facts, seat.role) : []
}

/** The seat that was found when the recusal was asked for, without those who must stay away from it. */
export function recusalDeciders({ after, organisation, event }: Standing, asked: RecusalRequest): string[] {
  return recusalDecidersOf(after, organisation, asked, event.at).map(one => one.person)
}

/** The recusal that a limit is about: they begin in the same order. */
function recusalDue(context: Context, entry: number): RecusalRequest[] {
  const order = runningOf(context.clocks, 'recusal').findIndex(one => one.entry === entry)
  return order < 0 ? [] : pendingRecusals(context).slice(order, order + 1)
}

/** The appeal that a limit is about: they begin in the same order. */
function appealDue(context: Context, entry: number): Appeal[] {
  const order = runningOf(context.clocks, 'appeal').findIndex(one => one.entry === entry)
  return order < 0 ? [] : pendingAppeals(context).slice(order, order + 1)
}

export function appealedTo({ after, organisation, event }: Standing, appeal: Appeal): string[] {
  return appealDeciders(after, organisation, appeal, event.at).map(one => one.person)
}

export function granters(facts: Standing & Pick<NoticeFacts, 'version'>): string[] {
  const { after, version, organisation, event } = facts
  const excluded = excludedFromGranting(after, organisation)
  const role = granterRole(after, version.policy)
  return standIns(organisation, role, homeOf(after), excluded, event.at).map(one => one.person)
}

/** Handler, else head, else registrar (design.md §3 People). */
export function owner(facts: Standing): string[] {
  const { handler, department, registrar } = facts.after
  if (handler) return [handler]
  return department ? role(facts, 'head') : [registrar]
}

export function role(facts: Standing, name: Role): string[] {
  const { organisation, after, event } = facts
  return standIns(organisation, name, homeOf(after), awayFrom(after), event.at).map(one => one.person)
}

export function deciders(facts: Standing, context: Context, step: Step): StandIn[] {
  return decidersOf(context, facts.organisation, step, facts.event.at)
}

export function known(login: string | null): string[] {
  return login ? [login] : []
}

export function to(people: string[], kind: NoticeKind, params: NoticeParams = {}): Notice[] {
  return people.map(person => ({ kind, to: person, params }))
}
