import { type SQL, sql } from 'drizzle-orm'
import { type Database, rowsOf, type Transaction } from '../../db/client.ts'
import { type Organisation, seatOf, subtreeOf } from '../../workflows/organisation/organisation.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import { capacitiesOf } from '../../workflows/organisation/stand-ins.ts'

/** Which cases a person may see (design.md §3). Admin alone sees none: it has no case content. */
export interface Sight {
  login: string
  all: boolean
  departments: string[]
  /** seats whose open asks this person may answer */
  seats: { role: Role; department: string }[]
  /** absent colleagues whose seats are among them */
  standsInFor: string[]
}

const seesAll: ReadonlySet<Role> = new Set(['service-rep', 'service-head', 'director', 'auditor'])

/** What `login` may see at an instant, from posts and running delegations. */
export function sightOf(organisation: Organisation, login: string, at: string): Sight {
  const capacities = capacitiesOf(organisation, login, at).filter(one => one.role !== 'admin')
  const departments = capacities.flatMap(one =>
    one.role === 'unit-leader' ? subtreeOf(organisation, one.department) : [one.department],
  )
  return {
    login,
    all: capacities.some(one => seesAll.has(one.role)),
    departments: [...new Set(departments)],
    seats: capacities.map(({ role, department }) => seatOf(organisation, role, department)),
    standsInFor: capacities.flatMap(one => one.onBehalfOf ?? []),
  }
}

/** Who of some people may not see a case: one statement, whoever they are. */
export async function blindTo(
  reader: Database | Transaction,
  organisation: Organisation,
  at: string,
  number: string,
  logins: readonly string[],
): Promise<string[]> {
  if (logins.length === 0) return []
  const each = logins.map(login => sql`(${login}::text, ${visibleTo(sightOf(organisation, login, at))})`)
  const found = await reader.execute(sql`select login from cases, lateral (values ${sql.join(each, sql`, `)})
    as people (login, sees) where number = ${number} and sees`)
  const seeing = rowsOf<{ login: string }>(found).map(row => row.login)
  return logins.filter(login => !seeing.includes(login))
}

/** The same as a condition on `cases`: own department, one's own registrations and subject, whatever was asked or decided. */
export function visibleTo(sight: Sight): SQL {
  if (sight.all) return sql`true`
  // by name, or by a seat: whose absence began after the ask opened is answered for by somebody not named in it
  const asked = sql`exists (select from asks where asks.case_id = cases.id and (asks.people @> array[${sight.login}]::text[]
    or (asks.role, asks.department) in (${seatRows(sight.seats)})))`
  const decided = sql`exists (select from approvals where approvals.case_id = cases.id and approvals.by = ${sight.login})`
  // before it is dispatched, a complaint belongs to the department that took it in
  const departments = sql`(cases.department = any(${textArray(sight.departments)}) or (cases.department is null
    and cases.snapshot #>> '{context,registrarDepartment}' = any(${textArray(sight.departments)})))`
  return sql`(${departments} or cases.registrar = ${sight.login} or ${asked} or ${decided} or ${concernsMoneyOf(sight)}
    or ${concernsQualityOf(sight)})`
}

/** The case itself, for whoever was told of a penalty on them there as well; lists do without it. */
export function openTo(sight: Sight): SQL {
  if (sight.all) return visibleTo(sight)
  return sql`(${visibleTo(sight)} or exists (select from notices where notices.case_id = cases.id
    and notices.kind = 'penalised' and notices.recipient = ${sight.login}))`
}

/** Finance sees what it was told to pay, and goes on seeing what it has paid. */
function concernsMoneyOf({ login, seats }: Sight): SQL {
  if (!seats.some(seat => seat.role === 'finance')) return sql`false`
  return sql`(exists (select from notices where notices.case_id = cases.id and notices.recipient = ${login}
      and notices.params ->> 'amount' is not null)
    or exists (select from measures where measures.case_id = cases.id and measures.performed_by = ${login}))`
}

/** Quality looks for the cause of whatever is wrong with a product, wherever it came in (domain.md §1.7). */
function concernsQualityOf({ seats }: Sight): SQL {
  if (!seats.some(seat => seat.role === 'quality')) return sql`false`
  return sql`exists (select from complaints as matter where matter.case_id = cases.id
    and matter.category in ('product', 'safety'))`
}

/** Seats as rows of (role, department), as one parameter. */
export function seatRows(seats: Sight['seats']): SQL {
  return sql`select role, department from jsonb_to_recordset(${JSON.stringify(seats)}::jsonb) as seat (role text, department text)`
}

/** A text array as one parameter, in the same words for both drivers. */
export function textArray(values: readonly string[]): SQL {
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`
}

/**
 * A value as the planner cannot see it. It would weigh each value anew and never keep its plan; for a statement of many
 * tables that costs more than reading them.
 */
export const opaque = (value: string, type: 'text' | 'timestamptz'): SQL => sql`(select ${value}::${sql.raw(type)})`
