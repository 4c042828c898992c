import type { Category, Level, StepKind } from '../complaint/codes.ts'
import type { Role } from '../organisation/roles.ts'
import { cents, exceeds } from './money.ts'
import type { Policy } from './policy.ts'

/** One decision of a round before it is given to a department. */
export interface StepPlan {
  kind: StepKind
  role: Role
  /** the limit that runs while the step is open; consent has none */
  limit: 'review' | 'approve' | null
  /** several seats decide at once, and so many of them must agree; `kinds` names those that decide in another way */
  together?: { roles: Role[]; needed: number; kinds: Partial<Record<Role, StepKind>> }
}

/**
 * The steps of a round: those of the level united with those of the purse and of the matter's type, in the policy's
 * order, and the customer's consent (domain.md §1.5, §2.1, design.md §3).
 * @param sum compensation of the whole plan, CNY
 */
export function stepsOf(policy: Policy, level: Level, sum: string, category: Category | null = null): StepPlan[] {
  const asked = new Set([
    ...(policy.approval.byLevel[level] ?? []),
    ...(purseOf(policy, sum)?.steps ?? []),
    ...(typeOf(policy, category)?.steps ?? []),
  ])
  const roles = policy.approval.order.filter(role => asked.has(role))
  const decisions = roles.flatMap(role => decisionOf(policy, role, roles))
  const consent: StepPlan = { kind: 'consent', role: 'handler', limit: null }
  return policy.approval.consent === 'first' ? [consent, ...decisions] : [...decisions, consent]
}

/** The kind of matter that a category belongs to, where the policy tells kinds apart. */
export function typeOf(policy: Policy, category: Category | null): Policy['types'][number] | undefined {
  return policy.types.find(one => category !== null && one.categories.includes(category))
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

/** The purse that a sum (CNY) falls into: up to how much, who decides, who is told; undefined where no money is spent. */
export function purseOf(policy: Policy, sum: string): Policy['approval']['byMoney'][number] | undefined {
  if (cents(sum) === 0n) return undefined
  return policy.approval.byMoney.find(row => row.upTo === null || !exceeds(sum, row.upTo))
}

/** The step of a role; of those that decide together the first one stands for all, the others have none of their own. */
function decisionOf(policy: Policy, role: Role, asked: Role[]): StepPlan[] {
  const { kind, limit } = policy.approval.kindOf[role] ?? { kind: 'approve', limit: 'review' }
  const joint = policy.approval.joint?.find(one => one.roles.includes(role))
  const roles = asked.filter(one => joint?.roles.includes(one))
  if (!joint || roles.length < 2) return [{ kind, role, limit }]
  const needed = { all: roles.length, any: 1, quorum: Math.min(joint.quorum ?? 1, roles.length) }[joint.rule]
  return roles[0] === role
    ? [{ kind, role, limit, together: { roles, needed, kinds: otherKinds(policy, kind, roles) } }]
    : []
}

function otherKinds({ approval }: Policy, kind: StepKind, roles: Role[]): Partial<Record<Role, StepKind>> {
  const own = roles.map(role => [role, approval.kindOf[role]?.kind ?? 'approve'] as const)
  return Object.fromEntries(own.filter(([, one]) => one !== kind))
}
