import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import { capacitiesOf } from '../../workflows/organisation/stand-ins.ts'

const everywhere: ReadonlySet<Role> = new Set(['director', 'service-head', 'auditor'])

/** Penalties are for those who answer for the people concerned: head and unit leader of the case's department, the top. */
export function maySeePenalties(organisation: Organisation, login: string, at: string, path: string[]): boolean {
  return capacitiesOf(organisation, login, at).some(
    ({ role, department }) =>
      everywhere.has(role) ||
      (role === 'head' && department === path[0]) ||
      (role === 'unit-leader' && path.includes(department)),
  )
}
