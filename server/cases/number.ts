import { sql } from 'drizzle-orm'
import { rowsOf, type Transaction } from '../../db/client.ts'
import { customers } from '../../db/schema.ts'
import { calendarVersionSql } from './calendars.ts'
import { organisationVersionSql } from './organisation.ts'
import { parsedJson } from './parsed-json.ts'
import { policyInForceSql } from './policies.ts'
import { dayOf } from './shanghai.ts'
import { insertInto } from './write-rows.ts'

/** The Asia/Shanghai day of an instant as case numbers have it: YYYYMMDD. */
export const numberDay = (at: Date): string => dayOf(at).replaceAll('-', '')

/** What is known of a case before it has an id. */
interface Beginning {
  now: Date
  /** code of the policy; null for the organisation's own */
  policy: string | null
  /** who is new, or known by the same name and phone */
  customer: { name: string; phone: string; email?: string | null | undefined }
}

interface BegunRow {
  last: number
  id: number
  customer_id: number
  policy: unknown
  organisation_version: number
  calendar_version: number
}

/**
 * What a new case starts with, in one statement: its id, the next `TS-YYYYMMDD-NNNN` of the Asia/Shanghai day (taken
 * back when the transaction is), its customer's id, and the versions of policy (null: there is none in force),
 * organisation and calendar that it is opened in.
 */
export async function newCase(tx: Transaction, { now, policy, customer }: Beginning) {
  const { name, phone, email = null } = customer
  const at = now.toISOString()
  const found = await tx.execute(sql`
    with counted as (
      insert into case_numbers values (${dayOf(now)}, 1)
      on conflict (day) do update set last = case_numbers.last + 1 returning last
    ), customer as (
      ${insertCustomers([{ name, phone, email, createdAt: at }])} on conflict (phone, name)
      do update set email = coalesce(excluded.email, customers.email) returning id
    )
    select last, nextval(pg_get_serial_sequence('cases', 'id'))::int as id, customer.id::int as customer_id,
      ${policyInForceSql(policy, at)} as policy, ${organisationVersionSql} as organisation_version,
      ${calendarVersionSql} as calendar_version
    from counted, customer`)
  const [row] = rowsOf<BegunRow>(found)
  if (!row) throw new Error('no number was counted')
  const number = `TS-${numberDay(now)}-${String(row.last).padStart(4, '0')}`
  return {
    number,
    opened: { caseId: row.id, customerId: row.customer_id },
    policy: parsedJson(row.policy) as { code: string; version: number } | null,
    organisationVersion: row.organisation_version,
    calendarVersion: row.calendar_version,
  }
}

const insertCustomers = insertInto(customers)
