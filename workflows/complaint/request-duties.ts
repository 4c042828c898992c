import { holdersOf, type Organisation } from '../organisation/organisation.ts'
import type { Role } from '../organisation/roles.ts'
import { capacitiesOf } from '../organisation/stand-ins.ts'
import type { Policy } from '../policy/policy.ts'
import { lastApproverOf } from '../policy/steps.ts'
import { awayFrom, excludedFromDeciding, homeOf } from './away.ts'
import type { Context } from './context.ts'
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
} from './duties.ts'

/** Pauses a case and goes on with it: whom the policy names, else the department's head or the head of the centre. */
export function pauser(facts: DutyFacts): ReturnType<Duty> {
  const role = facts.policy.approval.pauseBy
  return role ? seated(facts, role, homeOf(facts.context), awayFrom(facts.context)) : anyOf(head, serviceHead)(facts)
}

/** Decides on extensions: the level's approver, but nobody on what they asked for themselves. */
export function granter(facts: DutyFacts) {
  const { context, organisation, policy, actor } = facts
  if (actor !== null && actor === context.extensionAsked?.by) return no('own-request')
  const role = granterRole(context, policy)
  return seated(facts, role, homeOf(context), excludedFromGranting(context, organisation))
}

export function granterRole({ level }: Context, policy: Policy): Role {
  if (policy.approval.extensionBy) return policy.approval.extensionBy
  return level ? lastApproverOf(policy, level) : 'head'
}

export function excludedFromGranting(context: Context, organisation: Organisation): string[] {
  const asker = context.extensionAsked?.by
  return [...excludedFromDeciding(context, organisation), ...(asker ? [asker] : [])]
}

/** Decides whether somebody has to stay away: the level above them, but nobody on what they asked for themselves. */
export function recusalDecider(facts: DutyFacts) {
  const asked = facts.context.recusalAsked
  if (!asked) return anyOf(head, serviceHead)(facts)
  if (facts.actor !== null && facts.actor === asked.by) return no('own-request')
  return seated(facts, asked.decider.role, asked.decider.department, excludedFromRecusal(facts.context))
}

export function excludedFromRecusal(context: Context): string[] {
  const { by, person } = context.recusalAsked ?? {}
  return [...awayFrom(context), ...[by, person].filter(one => typeof one === 'string')]
}

/** The customer appeals through whoever took the complaint in or the centre; staff against their own penalty themselves. */
export function appellant(facts: DutyFacts): ReturnType<Duty> {
  const { event, actor } = facts
  const mayBeOwn = event?.type !== 'appeal' || (event.against === 'penalty' && event.person === actor)
  return mayBeOwn ? anyOf(centre, registrar, penalised)(facts) : anyOf(centre, registrar)(facts)
}

/** Whoever works where penalties are laid may name their own; whether there is one is a rule's business. */
function penalised({ context, actor, at, organisation }: DutyFacts) {
  const post = capacitiesOf(organisation, actor ?? '', at).find(one => context.path.includes(one.department))
  return post ? { capacity: { ...post } } : no('not-on-duty')
}

/** Decides on an appeal: the second instance, without those who decided in the first. */
export function appealDecider(facts: DutyFacts) {
  const { context, organisation } = facts
  if (!context.appeal) return levelApprover(facts)
  const { role, department } = context.appeal.decider
  return seated(facts, role, department, excludedFromAppeal(context, organisation))
}

/** Everybody of the first instance, unless there is nobody above them: then the last instance answers again. */
export function excludedFromAppeal(context: Context, organisation: Organisation): string[] {
  const last = context.appeal ? holdersOf(organisation, context.appeal.decider) : []
  const first = [...context.steps.map(step => step.by), context.settledBy, context.appeal?.person]
  const decided = first.filter(one => one !== null && one !== undefined && !last.includes(one)) as string[]
  return [...excludedFromDeciding(context, organisation), ...decided]
}
