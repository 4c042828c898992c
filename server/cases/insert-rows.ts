import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { PgTable } from 'drizzle-orm/pg-core'

/**
 * Inserts into a table whose rows are one parameter. The statement is the same for any number of rows and so prepared
 * once; drizzle's own has a parameter for each cell, and building it costs more than the database takes.
 * @param keys with these columns given, a row that exists is replaced
 */
export function insertInto<T extends PgTable>(table: T, keys?: string[]): (rows: T['$inferInsert'][]) => SQL {
  const columns = Object.entries(getTableColumns(table)).flatMap(([key, { hasDefault }]) => (hasDefault ? [] : [key]))
  const names = new Map(columns.map(key => [key, toSnakeCase(key)]))
  const list = [...names.values()].map(quoted).join(', ')
  const into = sql.raw(`insert into ${getTableName(table)} (${list}) select ${list} from
    jsonb_populate_recordset(null::${getTableName(table)}, `)
  const end = sql.raw(`) ${keys ? replacing([...names.values()], keys) : ''}`)
  return rows => {
    const named = rows.map(row => Object.fromEntries(Object.entries(row).map(([key, cell]) => [names.get(key), cell])))
    return sql`${into}${JSON.stringify(named)}::jsonb${end}`
  }
}

function replacing(names: string[], keys: string[]): string {
  const others = names.filter(name => !keys.includes(name)).map(name => `${quoted(name)} = excluded.${quoted(name)}`)
  return `on conflict (${keys.join(', ')}) do update set ${others.join(', ')}`
}

/** Some columns are called as words of SQL are. */
const quoted = (name: string) => `"${name}"`
