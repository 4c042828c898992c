import type { Role } from '../organisation/roles.ts'
import type { Policy } from './policy.ts'
import { purseOf } from './steps.ts'

/**
 * Whether a sum (CNY) is spent out of a role's purse: of those who approve it the last one bears it, whoever countersigns
 * or gives an opinion answers for that part whoever approves; who only has a say because of the level bears nothing.
 */
export function bears(policy: Policy, role: Role, sum: string): boolean {
  const { approval } = policy
  const steps = purseOf(policy, sum)?.steps ?? []
  const approves = (one: Role) => (approval.kindOf[one]?.kind ?? 'approve') === 'approve'
  const last = approval.order.findLast(one => steps.includes(one) && approves(one))
  return steps.includes(role) && (!approves(role) || role === last)
}
