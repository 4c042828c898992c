import { holdersOf, type Organisation, superiorsOf } from '../organisation/organisation.ts'
import type { Role } from '../organisation/roles.ts'
import { type StandIn, standIns } from '../organisation/stand-ins.ts'
import type { Policy } from '../policy/policy.ts'
import { lastApproverOf } from '../policy/steps.ts'
import { appealDeciders, appealNamed, pendingAppeals } from './appeals.ts'
import { awayFrom, excludedFromDeciding, homeOf } from './away.ts'
import type { Context } from './context.ts'
import { votersOf } from './deciding.ts'
import {
  anyOf,
  centre,
  type Duty,
  type DutyFacts,
  head,
  levelApprover,
  no,
  registrar,
  seated,
  serviceHead,
  staff,
} from './duties.ts'
import { aboveThePerson } from './next-instance.ts'
import { pendingExtensions, pendingRecusals, recusalNamed } from './requests.ts'
import type { RecusalRequest } from './waiting.ts'

/** Pauses a case and goes on with it: whom the policy names, else the department's head or the head of the centre. */
export function pauser(facts: DutyFacts): ReturnType<Duty> {
  const role = facts.policy.approval.pauseBy
  return role ? seated(facts, role, homeOf(facts.context), awayFrom(facts.context)) : anyOf(head, serviceHead)(facts)
}

/** Decides on extensions: the level's approver, but nobody on what they asked for themselves. */
export function granter(facts: DutyFacts) {
  const { context, organisation, policy, actor } = facts
  if (actor !== null && pendingExtensions(context).some(one => one.by === actor)) return no('own-request')
  const role = granterRole(context, policy)
  return seated(facts, role, homeOf(context), excludedFromGranting(context, organisation))
}

export function granterRole({ level }: Context, policy: Policy): Role {
  if (policy.approval.extensionBy) return policy.approval.extensionBy
  return level ? lastApproverOf(policy, level) : 'head'
}

export function excludedFromGranting(context: Context, organisation: Organisation): string[] {
  const askers = pendingExtensions(context).flatMap(one => one.by ?? [])
  return [...excludedFromDeciding(context, organisation), ...askers]
}

/** Decides whether somebody has to stay away: the level above them, but nobody on what they asked for themselves. */
export function recusalDecider(facts: DutyFacts): ReturnType<Duty> {
  const { context, event } = facts
  const named = event?.type === 'decide-recusal' ? recusalNamed(context, event) : undefined
  const [first, ...more] = (named ? [named] : pendingRecusals(context)).map(
    asked => (one: DutyFacts) => deciderOf(one, asked),
  )
  return first ? anyOf(first, ...more)(facts) : anyOf(head, serviceHead)(facts)
}

function deciderOf(facts: DutyFacts, asked: RecusalRequest): ReturnType<Duty> {
  if (facts.actor !== null && facts.actor === asked.by) return no('own-request')
  const { role, department } = asked.decider
  const own = seated(facts, role, department, excludedFromRecusal(facts.context, asked))
  // whoever holds the seat may; of those who stand in for it, those who are asked
  if (!('capacity' in own) || own.capacity.role === role) return own
  const people = recusalDecidersOf(facts.context, facts.organisation, asked, facts.at)
  return people.some(one => one.person === facts.actor) ? own : no('not-on-duty')
}

/**
 * Who decides on a recusal that is asked for: the seat above the person. Where nobody sits above (no board), leaders of
 * other units, rather than those of this case or over whoever asked. @param at UTC instant
 */
export function recusalDecidersOf(
  context: Context,
  organisation: Organisation,
  asked: RecusalRequest,
  at: string,
): StandIn[] {
  const { decider, by } = asked
  const found = (excluded: string[]) => standIns(organisation, decider.role, decider.department, excluded, at)
  const away = excludedFromRecusal(context, asked)
  if (holdersOf(organisation, decider).length > 0 || decider.role !== 'board') return found(away)
  const near = organisation.posts.filter(one => one.role === 'unit-leader' && context.path.includes(one.department))
  const concerned = [...near.map(one => one.person), ...(by ? superiorsOf(organisation, by) : []), ...votersOf(context)]
  const elsewhere = found([...away, ...concerned])
  return elsewhere.length > 0 ? elsewhere : found(away)
}

/** Takes a recusal back: whoever declared their own, else the level above the person. */
export function recusalEnder(facts: DutyFacts): ReturnType<Duty> {
  const { event, context } = facts
  if (event?.type === 'end-recusal' && context.recused.includes(event.person)) return enderOf(facts, event.person)
  const [first, ...more] = context.recused.map(person => (one: DutyFacts) => enderOf(one, person))
  return first ? anyOf(first, ...more)(facts) : anyOf(head, serviceHead)(facts)
}

function enderOf(facts: DutyFacts, person: string): ReturnType<Duty> {
  const { context, organisation, actor } = facts
  if (context.ownRecusals?.includes(person)) return actor === person ? staff(facts) : no('own-recusal-only')
  const { role, department } = aboveThePerson(context, organisation, person)
  return seated(facts, role, department, awayFrom(context))
}

/** Whose recusal somebody may take back. */
export function recusalsToEnd(facts: DutyFacts): string[] {
  return facts.context.recused.filter(person => 'capacity' in enderOf(facts, person))
}

function excludedFromRecusal(context: Context, { by, person }: RecusalRequest): string[] {
  return [...awayFrom(context), person, ...(by ? [by] : [])]
}

/** The customer appeals through whoever took the complaint in or the centre; against a penalty those on whom it was laid. */
export function appellant(facts: DutyFacts): ReturnType<Duty> {
  const { event, actor, penalised = [] } = facts
  if (event?.type !== 'appeal') {
    const owes = actor !== null && penalised.includes(actor) && !hasAppealed(facts.context, actor)
    return owes ? staff(facts) : hasAppealed(facts.context, null) ? no('not-on-duty') : anyOf(centre, registrar)(facts)
  }
  if (event.against === 'outcome') return anyOf(centre, registrar)(facts)
  return event.person === undefined || event.person === actor ? staff(facts) : no('own-penalty-only')
}

const hasAppealed = ({ appeals = [] }: Context, person: string | null) => appeals.some(one => one.person === person)

/** Decides on an appeal: the second instance, without those who decided in the first; see appeals.ts. */
export function appealDecider(facts: DutyFacts) {
  const { context, organisation, event, actor, at } = facts
  const named = event?.type === 'decide-appeal' ? appealNamed(context, event) : undefined
  const wanted = named ? [named] : pendingAppeals(context)
  if (wanted.length === 0) return levelApprover(facts)
  const people = wanted.flatMap(one => appealDeciders(context, organisation, one, at))
  const found = people.find(one => one.person === actor)
  if (!found)
    return no(excludedFromDeciding(context, organisation).includes(actor ?? '') ? 'own-matter' : 'not-on-duty')
  return { capacity: { role: found.role, department: found.department, onBehalfOf: found.onBehalfOf } }
}
