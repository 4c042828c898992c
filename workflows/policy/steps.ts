import type { Level, StepKind } from '../complaint/codes.ts'
import type { Role } from '../organisation/roles.ts'
import { cents, exceeds } from './money.ts'
import type { Policy } from './policy.ts'

/** One decision of a round before it is given to a department. */
export interface StepPlan {
  kind: StepKind
  role: Role
  /** the limit that runs while the step is open; consent has none */
  limit: 'review' | 'approve' | null
}

/**
 * The steps of a round: those of the level united with those of the purse, in the policy's order, and the
 * customer's consent (domain.md §1.5, design.md §3).
 * @param sum compensation of the whole plan, CNY
 */
export function stepsOf(policy: Policy, level: Level, sum: string): StepPlan[] {
  const asked = new Set([...(policy.approval.byLevel[level] ?? []), ...(purseOf(policy, sum)?.steps ?? [])])
  const decisions = policy.approval.order.filter(role => asked.has(role)).map(role => decisionOf(policy, role))
  const consent: StepPlan = { kind: 'consent', role: 'handler', limit: null }
  return policy.approval.consent === 'first' ? [consent, ...decisions] : [...decisions, consent]
}

/** Roles that get a notice when a plan of this sum (CNY) is approved. */
export function informedOf(policy: Policy, sum: string): Role[] {
  return purseOf(policy, sum)?.inform ?? []
}

/** The last approver of a level: decides downgrades, extensions and closing without agreement (minor: the head). */
export function lastApproverOf(policy: Policy, level: Level): Role {
  const roles = policy.approval.byLevel[level] ?? []
  return policy.approval.order.findLast(role => roles.includes(role)) ?? 'head'
}

function purseOf(policy: Policy, sum: string) {
  if (cents(sum) === 0n) return undefined
  return policy.approval.byMoney.find(row => row.upTo === null || !exceeds(sum, row.upTo))
}

function decisionOf(policy: Policy, role: Role): StepPlan {
  const { kind, limit } = policy.approval.kindOf[role] ?? { kind: 'approve', limit: 'review' }
  return { kind, role, limit }
}
