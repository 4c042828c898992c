import { type SQL, sql } from 'drizzle-orm'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import { type Capacity, capacitiesOf } from '../../workflows/organisation/stand-ins.ts'
import { textArray } from './sight.ts'

/** Who lays, files and reviews penalties, in whatever department. */
const everywhere: ReadonlySet<Role> = new Set(['director', 'service-head', 'auditor'])

/** Whether somebody may read the penalty on a person; on nobody in particular: every penalty. */
export type PenaltySight = (person: string | null) => boolean

/**
 * Whose penalties somebody may read: their own, or everybody's where they answer for the people concerned, as head and
 * unit leader of the case's department or at the top (domain.md §4.1).
 * @param asked they decide on an appeal in this case, and must know what they decide on
 */
export function penaltySight(
  organisation: Organisation,
  login: string,
  at: string,
  path: string[],
  asked = false,
): PenaltySight {
  const answersFor = ({ role, department }: Capacity) =>
    everywhere.has(role) ||
    (role === 'head' && department === path[0]) ||
    (role === 'unit-leader' && path.includes(department))
  const all = asked || capacitiesOf(organisation, login, at).some(answersFor)
  return person => all || person === login
}

/** The same as a condition on `notices` joined with `cases`: it tells of no penalty, or of one that is theirs to know. */
export function mayKnowPenalties(organisation: Organisation, login: string, at: string): SQL {
  const capacities = capacitiesOf(organisation, login, at)
  if (capacities.some(one => everywhere.has(one.role))) return sql`true`
  const held = (role: Role) => textArray(capacities.filter(one => one.role === role).map(one => one.department))
  const tells = sql`(notices.kind = 'penalised' or (notices.kind in ('appealed', 'appeal-decided') and exists (
    select from case_events where case_events.case_id = notices.case_id and case_events.seq = notices.seq
      and 'penalty' in (facts ->> 'against', facts #>> '{computed,judged,against}'))))`
  return sql`(not ${tells} or notices.recipient = ${login} or cases.department = any(${held('head')})
    or cases.path && ${held('unit-leader')})`
}
