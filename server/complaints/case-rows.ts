import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { PgTable } from 'drizzle-orm/pg-core'
import { type Database, rowsOf, type Transaction } from '../../db/client.ts'
import { approvals, asks, cases, complaints, contacts, deadlines, files, followUps, measures } from '../../db/schema.ts'
import { calendarVersionSql } from '../cases/calendars.ts'
import { organisationVersionSql } from '../cases/organisation.ts'
import { parsedJson } from '../cases/parsed-json.ts'
import type { LaidRow } from './penalties.ts'

/** A case, its complaint and what hangs on them, with measures of every round. */
export interface CaseRows {
  case: typeof cases.$inferSelect
  complaint: Omit<typeof complaints.$inferSelect, 'search' | 'searchVersion' | 'searchOrder'>
  due: (typeof deadlines.$inferSelect)[]
  decided: (typeof approvals.$inferSelect)[]
  attached: (typeof files.$inferSelect)[]
  planned: (typeof measures.$inferSelect)[]
  talked: (typeof contacts.$inferSelect)[]
  called: (typeof followUps.$inferSelect)[]
  asked: (typeof asks.$inferSelect)[]
  merged: string[]
  laid: LaidRow[]
  visible: boolean
  /** of the organisation as this statement found it */
  organisationVersion: number
  calendarVersion: number
}

const rows = sql.raw(`
  (select row_to_json(one) from (select ${columnsOf(cases)}) as one) as case,
  (select row_to_json(one) from (select ${columnsOf(complaints, ['search', 'searchVersion', 'searchOrder'])}
    from complaints where case_id = cases.id) as one) as complaint,
  ${listOf(deadlines, 'entry')} as due, ${listOf(approvals, 'seq')} as decided, ${listOf(contacts, 'seq')} as talked,
  ${listOf(followUps, 'seq')} as called, ${listOf(asks, 'purpose')} as asked, ${listOf(measures, 'number')} as planned,
  ${listOf(files, 'number')} as attached,
  (select coalesce(json_agg(json_build_object('type', type, 'facts', facts, 'personal', personal, 'by', by, 'at', at)
    order by seq), '[]') from case_events
    where case_id = cases.id and type in ('close', 'appeal', 'decide-appeal')) as laid,
  (select coalesce(json_agg(other.number order by other.id), '[]')
    from complaints join cases as other on other.id = complaints.case_id where merged_into = cases.number) as merged`)

/**
 * Everything in one statement and one JSON text: sent one by one, the lists cost more to ask for than to read, and the
 * columns more to take apart than all of them together.
 * @param visible the condition on `cases` under which it may be seen
 * @param more further columns, each a JSON value under a name of `M`
 */
export async function readCase<M extends object>(
  db: Database | Transaction,
  number: string,
  visible: SQL,
  more: SQL = sql``,
): Promise<(CaseRows & M) | undefined> {
  const found = await db.execute(sql`select row_to_json(found) as found from (
    select ${rows}${more}, ${visible} as visible, ${organisationVersionSql} as "organisationVersion",
      ${calendarVersionSql} as "calendarVersion"
    from cases where number = ${number}) as found`)
  const [row] = rowsOf<{ found: unknown }>(found)
  return row && (parsedJson(row.found) as CaseRows & M)
}

/** SQL for the rows of a case in a table, as a JSON list. */
function listOf(table: PgTable, order: string): string {
  return `(select coalesce(json_agg(row_to_json(one)), '[]') from (select ${columnsOf(table)}
    from ${getTableName(table)} where case_id = cases.id order by ${order}) as one)`
}

/** The columns under the names that drizzle gives them; money stays text, as drizzle has it. */
function columnsOf(table: PgTable, except: string[] = []): string {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => !except.includes(key))
  return columns
    .map(([key, { columnType }]) => {
      const name = `${getTableName(table)}.${toSnakeCase(key)}`
      return `${columnType === 'PgNumeric' ? `${name}::text` : name} as "${key}"`
    })
    .join(', ')
}
