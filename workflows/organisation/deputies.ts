import { type Delegation, type Organisation, type Posted, parkWide, postsOf, type Seat } from './organisation.ts'
import type { Role } from './roles.ts'

/** Look after the product or look on, and have no part in cases (domain.md §1.7). */
const besideCases: ReadonlySet<Role> = new Set(['admin', 'auditor'])
/** Decide for a unit, the house or a field: whoever stands in for them decides in a post of their own as well. */
const above: readonly Role[] = ['unit-leader', 'service-head', 'director', 'board', 'finance', 'quality', 'legal', 'pr']
/** Roles that can decide a step: not who does the work, and not who only watches; in the order of `roles`. */
export const decidingRoles: ReadonlySet<Role> = new Set<Role>(['head', ...above])

/**
 * Whether somebody may stand in for a role (domain.md §1.7): nobody who only administers or audits for one who works on
 * cases; for whoever decides above a department nobody without a post that decides, a head's at least.
 */
export function mayStandInFor(organisation: Posted, login: string, role: Role): boolean {
  const own = postsOf(organisation, login).map(post => post.role)
  if (besideCases.has(role)) return own.includes(role)
  return own.some(one => (above.includes(role) ? decidingRoles.has(one) : !besideCases.has(one)))
}

/** Delegations that run at an instant and hand over that seat, to whomever. */
export function delegationsOf(organisation: Organisation, seat: Seat, delegator: string, at: string): Delegation[] {
  return organisation.delegations.filter(
    one =>
      one.delegator === delegator &&
      one.startsAt <= at &&
      at <= one.endsAt &&
      (one.role === null || one.role === seat.role) &&
      (one.department === null || one.department === seat.department || parkWide.has(seat.role)),
  )
}

/**
 * Those of them whose delegate can act now. Whoever has handed over posts of their own is nobody's deputy meanwhile, and
 * passes on nothing that was lent to them; whoever may not stand in for the role does not, whatever was agreed.
 */
export function actingFor(organisation: Organisation, seat: Seat, delegator: string, at: string): Delegation[] {
  return delegationsOf(organisation, seat, delegator, at).filter(
    ({ delegate }) => !isAway(organisation, delegate, at) && mayStandInFor(organisation, delegate, seat.role),
  )
}

function isAway({ delegations }: Organisation, login: string, at: string): boolean {
  return delegations.some(one => one.delegator === login && one.startsAt <= at && at <= one.endsAt)
}
