import { sql } from 'drizzle-orm'
import { rowsOf, type Transaction } from '../../db/client.ts'
import { calendarVersionSql } from './calendars.ts'
import { organisationVersionSql } from './organisation.ts'

const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })

/** The Asia/Shanghai day of an instant as case numbers have it: YYYYMMDD. */
export const numberDay = (at: Date): string => shanghai.format(at).replaceAll('-', '')

/**
 * What a new case starts with, in one statement: its id, the next `TS-YYYYMMDD-NNNN` of the Asia/Shanghai day (taken
 * back when the transaction is), and the versions of organisation and calendar that it is opened in.
 */
export async function newCase(tx: Transaction, now: Date) {
  const day = shanghai.format(now)
  const found = await tx.execute(sql`
    with counted as (
      insert into case_numbers values (${day}, 1)
      on conflict (day) do update set last = case_numbers.last + 1 returning last
    )
    select last, nextval(pg_get_serial_sequence('cases', 'id'))::int as id, ${organisationVersionSql} as version,
      ${calendarVersionSql} as calendar_version
    from counted`)
  const [row] = rowsOf<{ last: number; id: number; version: number; calendar_version: number }>(found)
  if (!row) throw new Error('no number was counted')
  const number = `TS-${numberDay(now)}-${String(row.last).padStart(4, '0')}`
  return { caseId: row.id, number, organisationVersion: row.version, calendarVersion: row.calendar_version }
}
