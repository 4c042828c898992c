import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { PgTable } from 'drizzle-orm/pg-core'

/**
 * Inserts into a table whose rows are one parameter. The statement is the same for any number of rows and so prepared
 * once; drizzle's own has a parameter for each cell, and building it costs more than the database takes.
 * Columns with a default are left to it.
 * @param keys with these columns given, a row that exists is replaced
 * @param filled columns that the rows fill although they have a default
 */
export function insertInto<T extends PgTable>(
  table: T,
  keys: string[] = [],
  filled: string[] = [],
): (rows: (T['$inferInsert'] & { id?: number })[]) => SQL {
  const columns = Object.entries(getTableColumns(table)).flatMap(([key, { hasDefault }]) =>
    hasDefault && !filled.includes(key) ? [] : [key],
  )
  const names = columns.map(toSnakeCase)
  const list = names.map(quoted).join(', ')
  const into = sql.raw(`insert into ${getTableName(table)} (${list}) overriding system value select ${list} from
    jsonb_populate_recordset(null::${getTableName(table)}, `)
  const end = sql.raw(`) ${keys.length > 0 ? replacing(names, keys) : ''}`)
  return rows => sql`${into}${JSON.stringify(rows.map(named))}::jsonb${end}`
}

/**
 * Several writes as one statement: the way to the database and back costs more than most of them. Each sees the tables
 * as they were before, so no two may touch the same row.
 * @param answered inserts rows whose ids the statement answers
 */
export function together(writes: SQL[], answered?: SQL): SQL {
  const named = writes.map((write, index) => sql`${sql.raw(`w${index}`)} as (${write})`)
  if (!answered) return sql`with ${sql.join(named, sql`, `)} select 1`
  return sql`with ${sql.join([...named, sql`answered as (${answered} returning id)`], sql`, `)} select id from answered`
}

/** Changes the given columns of the row whose `key` has a value; as with inserts, they are one parameter. */
export function updateOf(table: PgTable, key: string): (keyValue: number, columns: object) => SQL {
  const name = getTableName(table)
  return (keyValue, columns) => {
    const row = named(columns)
    const list = Object.keys(row).map(quoted).join(', ')
    const set = sql.raw(`update ${name} set (${list}) = (select ${list} from jsonb_populate_record(null::${name}, `)
    return sql`${set}${JSON.stringify(row)}::jsonb)) where ${sql.raw(key)} = ${keyValue}`
  }
}

const named = (row: object) => Object.fromEntries(Object.entries(row).map(([key, cell]) => [toSnakeCase(key), cell]))

function replacing(names: string[], keys: string[]): string {
  const others = names.filter(name => !keys.includes(name)).map(name => `${quoted(name)} = excluded.${quoted(name)}`)
  return `on conflict (${keys.join(', ')}) do update set ${others.join(', ')}`
}

/** Some columns are called as words of SQL are. */
const quoted = (name: string) => `"${name}"`
