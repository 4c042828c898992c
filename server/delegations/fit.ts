import { mayStandInFor } from '../../workflows/organisation/deputies.ts'
import { type Organisation, postsOf } from '../../workflows/organisation/organisation.ts'
import type { Role } from '../../workflows/organisation/roles.ts'

/** Whether somebody may stand in for what a colleague hands over: one role, or every one that they hold. */
export function fitFor(organisation: Organisation, login: string, delegator: string, role?: Role | null): boolean {
  const handedOver = postsOf(organisation, delegator).filter(post => !role || post.role === role)
  return handedOver.every(post => mayStandInFor(organisation, login, post.role))
}
