import { holdersOf, type Organisation, seatOf } from '../organisation/organisation.ts'
import type { Role } from '../organisation/roles.ts'
import { type Capacity, capacitiesOf, standIns } from '../organisation/stand-ins.ts'
import type { Policy } from '../policy/policy.ts'
import { lastApproverOf } from '../policy/steps.ts'
import { awayFrom, excludedFromDeciding, homeOf } from './away.ts'
import { type Context, openStep, seatsAsked } from './context.ts'
import { decidersOf, votersOf } from './deciding.ts'
import type { ComplaintEvent } from './events.ts'

/** What a duty may look at. `event` is missing when we only ask what may be offered. */
export interface DutyFacts {
  context: Context
  /** a log-in, or null for the clock */
  actor: string | null
  /** UTC instant */
  at: string
  organisation: Organisation
  policy: Policy
  event?: ComplaintEvent
  /** on whom a penalty was laid, by log-in, where an appeal may be made */
  penalised?: readonly string[]
}

/** The capacity in which the event may be done (the clock has none), or the rule that forbids it. */
export type Duty = (facts: DutyFacts) => { capacity: Capacity | null } | { rule: string }

export const no = (rule: string) => ({ rule })

export function headCloses({ context, policy }: DutyFacts): boolean {
  return context.level !== null && policy.closing.byHead.includes(context.level)
}

export function anyOf(...choices: Duty[]): Duty {
  return facts => {
    let refused: { rule: string } = no('not-on-duty')
    for (const choice of choices) {
      const answer = choice(facts)
      if ('capacity' in answer) return answer
      if (refused.rule === 'not-on-duty') refused = answer
    }
    return refused
  }
}

export function clockOnly({ actor }: DutyFacts) {
  return actor === null ? { capacity: null } : no('clock-only')
}

/** Arranges who works here, without any say in what they decide. */
export function administrator({ actor, at, organisation }: DutyFacts) {
  const capacity = actor ? capacitiesOf(organisation, actor, at).find(one => one.role === 'admin') : undefined
  return capacity ? { capacity } : no('not-on-duty')
}

export function staff({ actor, at, organisation }: DutyFacts) {
  const post = actor ? capacitiesOf(organisation, actor, at).find(one => !outsideCases.has(one.role)) : undefined
  return post
    ? { capacity: { role: 'receiver' as const, department: post.department, onBehalfOf: null } }
    : no('staff-only')
}
const outsideCases: ReadonlySet<Role> = new Set(['admin', 'auditor'])

export function registrar({ context, actor }: DutyFacts) {
  if (actor !== context.registrar) return no('not-on-duty')
  if (awayFrom(context).includes(actor)) return no('own-matter')
  return { capacity: { role: 'receiver' as const, department: context.registrarDepartment, onBehalfOf: null } }
}

export function handler(facts: DutyFacts) {
  if (facts.actor === null || facts.actor !== facts.context.handler) return no('not-on-duty')
  if (awayFrom(facts.context).includes(facts.actor)) return no('own-matter')
  return { capacity: { role: 'handler' as const, department: homeOf(facts.context), onBehalfOf: null } }
}

export function head(facts: DutyFacts) {
  return seated(facts, 'head', homeOf(facts.context), awayFrom(facts.context))
}

export function centre(facts: DutyFacts) {
  return anyOf(serviceRep, serviceHead)(facts)
}

function serviceRep(facts: DutyFacts) {
  return seated(facts, 'service-rep', homeOf(facts.context), awayFrom(facts.context))
}

export function serviceHead(facts: DutyFacts) {
  return seated(facts, 'service-head', homeOf(facts.context), awayFrom(facts.context))
}

export function serviceRepWithoutMoney(facts: DutyFacts) {
  const { event } = facts
  const money = event?.type === 'settle' && event.measures.some(one => one.amount && one.amount !== '0.00')
  return money ? no('money-needs-approval') : serviceRep(facts)
}

export function finance(facts: DutyFacts) {
  return seated(facts, 'finance', homeOf(facts.context), awayFrom(facts.context))
}

/** The last approver of the case's level; nobody decides on their own matter. */
export function levelApprover(facts: DutyFacts) {
  const { level } = facts.context
  const role = level ? lastApproverOf(facts.policy, level) : 'head'
  return seated(facts, role, homeOf(facts.context), excludedFromDeciding(facts.context, facts.organisation))
}

/** Whoever may decide the open step: see deciding.ts. A holder who is away may, beside the deputy. */
export function decider(facts: DutyFacts) {
  const { context, organisation, actor, at } = facts
  const step = openStep(context)
  if (!step || step.kind === 'consent' || actor === null) return no('not-on-duty')
  const found = decidersOf(context, organisation, step, at).find(one => one.person === actor)
  if (found) return { capacity: { role: found.role, department: found.department, onBehalfOf: found.onBehalfOf } }
  const own = seatsAsked(step)
    .map(({ role, department }) => seatOf(organisation, role, department))
    .find(seat => holdersOf(organisation, seat).includes(actor))
  if (step.joint?.seats.some(seat => seat.by === actor)) return no('decided-already')
  if (!own) return no(isOvertaken(facts) ? overtaken : 'not-on-duty')
  if (actor === context.proposer) return no('own-proposal')
  if (excludedFromDeciding(context, organisation).includes(actor)) return no('own-matter')
  return votersOf(context).includes(actor) ? no('decided-in-round') : { capacity: { ...own, onBehalfOf: null } }
}

/** Somebody else in the same seat was faster, and the round has gone on: answered like a revision that is out of date. */
export const overtaken = 'overtaken'

function isOvertaken({ context, organisation, actor }: DutyFacts): boolean {
  const decided = context.steps.filter(step => step.by !== null && step.by !== actor && step.kind !== 'consent')
  return decided.some(({ role, department }) =>
    holdersOf(organisation, seatOf(organisation, role, department)).includes(actor ?? ''),
  )
}

/** A holder of the seat who is not excluded, or somebody who stands in for it now. */
export function seated(facts: DutyFacts, role: Role, department: string, excluded: string[]) {
  const { actor, organisation, at } = facts
  if (actor === null) return no('not-on-duty')
  const seat = seatOf(organisation, role, department)
  const holds = holdersOf(organisation, seat).includes(actor)
  if (holds && excluded.includes(actor)) return no('own-matter')
  if (holds) return { capacity: { ...seat, onBehalfOf: null } }
  const found = standIns(organisation, role, department, excluded, at).find(one => one.person === actor)
  if (!found) return no('not-on-duty')
  return { capacity: { role: found.role, department: found.department, onBehalfOf: found.onBehalfOf } }
}

/** Registrar, handler, head, service centre, and whoever is asked or has decided (design.md §3 People). */
export function onTheCase(facts: DutyFacts) {
  return anyOf(handler, head, centre, registrar, asked, decidedBefore)(facts)
}

/** Whoever decided in an earlier round, by any post they have now. */
function decidedBefore({ context, organisation, actor, at }: DutyFacts) {
  const decided = actor !== null && context.deciders?.includes(actor)
  if (!decided || excludedFromDeciding(context, organisation).includes(actor)) return no('not-on-duty')
  const capacity = capacitiesOf(organisation, actor, at).find(one => one.onBehalfOf === null)
  return capacity ? { capacity } : no('not-on-duty')
}

function asked(facts: DutyFacts) {
  const { context, organisation, actor } = facts
  const excluded = excludedFromDeciding(context, organisation)
  const steps = context.steps.filter(step => step.status !== 'pending' && step.kind !== 'consent')
  const seats = steps.flatMap(step => step.joint?.seats ?? [{ ...step, by: step.by }])
  const own = seats.find(seat => seat.by !== null && seat.by === actor && !excluded.includes(seat.by))
  if (own) return { capacity: { role: own.role, department: own.department, onBehalfOf: null } }
  const held = seats.map(seat => (inner: DutyFacts) => seated(inner, seat.role, seat.department, excluded))
  return anyOf(decider, ...held)(facts)
}

/** Anybody on the case may step back from it; about others the level above them decides on request. */
export function self(facts: DutyFacts) {
  const { event, actor } = facts
  return event?.type === 'recuse' && event.person !== actor ? no('own-relation-only') : onTheCase(facts)
}

export function workedOn({ actor, context }: DutyFacts): boolean {
  return actor !== null && (actor === context.handler || actor === context.settledBy)
}

export function renamed(answer: ReturnType<Duty>, rule: string): ReturnType<Duty> {
  return 'capacity' in answer ? answer : no(rule)
}
