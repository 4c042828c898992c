import { and, eq, getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { PgTable } from 'drizzle-orm/pg-core'
import { type Database, rowsOf } from '../../db/client.ts'
import { approvals, asks, cases, complaints, contacts, deadlines, followUps, measures } from '../../db/schema.ts'
import { parsedJson } from '../cases/load.ts'

const { search: _search, ...complaintColumns } = getTableColumns(complaints)

/** A case with its complaint; undefined when there is none that fits the condition. */
export async function readCase(db: Database, number: string, condition: SQL | undefined) {
  const [row] = await db
    .select({ case: cases, complaint: complaintColumns })
    .from(cases)
    .innerJoin(complaints, eq(complaints.caseId, cases.id))
    .where(and(eq(cases.number, number), condition))
  return row
}

/** What hangs on a case. Measures are those of one round. */
export interface Details {
  due: (typeof deadlines.$inferSelect)[]
  decided: (typeof approvals.$inferSelect)[]
  planned: (typeof measures.$inferSelect)[]
  talked: (typeof contacts.$inferSelect)[]
  called: (typeof followUps.$inferSelect)[]
  asked: (typeof asks.$inferSelect)[]
  merged: { number: string }[]
}

const lists = sql.raw(`
  ${listOf(deadlines, 'entry')} as due, ${listOf(approvals, 'seq')} as decided, ${listOf(contacts, 'seq')} as talked,
  ${listOf(followUps, 'seq')} as called, ${listOf(asks, 'purpose')} as asked, ${listOf(measures, 'number')} as planned,
  (select coalesce(json_agg(json_build_object('number', other.number) order by other.id), '[]')
    from complaints join cases as other on other.id = complaints.case_id where merged_into = cases.number) as merged`)

/** Everything in one statement: sent one by one, the lists cost more to ask for than to read. */
export async function readDetails(db: Database, id: number, round: number): Promise<Details> {
  const found = await db.execute(sql`select ${lists} from cases where id = ${id}`)
  const read = Object.entries(rowsOf<object>(found)[0] ?? {}).map(([name, list]) => [name, parsedJson(list)])
  const details: Details = Object.fromEntries(read)
  return { ...details, planned: details.planned.filter(measure => measure.round === round) }
}

/** SQL for the rows of a case in a table, as a JSON list; money stays text, as drizzle has it. */
function listOf(table: PgTable, order: string): string {
  const fields = Object.entries(getTableColumns(table)).flatMap(([key, column]) => {
    const name = toSnakeCase(key)
    return [`'${key}'`, column.columnType === 'PgNumeric' ? `${name}::text` : name]
  })
  const list = `json_agg(json_build_object(${fields.join(', ')}) order by ${order})`
  return `(select coalesce(${list}, '[]') from ${getTableName(table)} where case_id = cases.id)`
}

export type CaseAndComplaint = NonNullable<Awaited<ReturnType<typeof readCase>>>
