import { getTableName, is, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { type Database, rowsOf } from '../../db/client.ts'
import * as schema from '../../db/schema.ts'
import type { Difference } from './compare.ts'

/**
 * The first case that is gone. A number is counted in the transaction that opens its case and taken back with it, so
 * each number that was given out has a case; and what hangs on a case is never there without it.
 */
export async function removedCase(db: Database): Promise<Difference | null> {
  return (await numberWithoutCase(db)) ?? (await rowsWithoutCase(db))
}

async function numberWithoutCase(db: Database): Promise<Difference | null> {
  const found = await db.execute(sql`
    select number from case_numbers cross join lateral generate_series(1, last) as counted
      cross join lateral (select 'TS-' || to_char(day, 'YYYYMMDD-')
        || lpad(counted::text, greatest(4, length(counted::text)), '0')) as given (number)
    where not exists (select from cases where cases.number = given.number)
    order by day, counted limit 1`)
  const [gone] = rowsOf<{ number: string }>(found)
  return gone ? { number: gone.number, where: 'cases', expected: 'the case of that number', found: 'none' } : null
}

async function rowsWithoutCase(db: Database): Promise<Difference | null> {
  for (const table of hanging) {
    const found = await db.execute(sql`
      select case_id as id from ${table}
      where case_id is not null and not exists (select from cases where id = case_id) order by case_id limit 1`)
    const [row] = rowsOf<{ id: number }>(found)
    const where = getTableName(table)
    if (row)
      return { number: `case with the id ${row.id}`, where, expected: 'a case that they belong to', found: 'none' }
  }
  return null
}

/** Every table whose rows belong to a case. */
const hanging = Object.values(schema).filter(value => is(value, PgTable) && 'caseId' in value)
