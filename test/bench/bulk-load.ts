import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { PgTable } from 'drizzle-orm/pg-core'
import { type Database, rowsOf, type Transaction } from '../../db/client.ts'
import * as tables from '../../db/schema.ts'
import { initialsOf } from '../../server/cases/initials.ts'
import { searchTokens } from '../../server/cases/search-text.ts'
import { vocabulary } from './vocabulary.ts'

const { cases, complaints, ...others } = tables
const hanging = [others.deadlines, others.approvals, others.measures, others.contacts, others.followUps, others.asks]

/**
 * Brings the database to `size` cases by copying those it has, with all that hangs on them: new numbers, customers and
 * words, received over two years, one after the other, the last in thirty still open. A copy keeps the hashes of its model.
 */
export async function growTo(db: Database, size: number): Promise<void> {
  const [found] = rowsOf<{ count: number; last: number }>(
    await db.execute(sql`select count(*)::int as count, max(id)::int as last from cases`),
  )
  if (!found || found.count >= size) return
  await db.transaction(async tx => {
    // bulk loading checks no foreign keys, and builds the indexes when all rows are there
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`set local maintenance_work_mem = '256MB'`)
    await planCopies(tx, found.last, size - found.count)
    const indexes = await dropIndexes(tx)
    await copyCases(tx)
    await copy(tx, others.caseEvents)
    for (const table of hanging) await copy(tx, table)
    await copy(tx, others.notices, { status: sql`'sent'` })
    for (const definition of indexes) await tx.execute(sql.raw(definition))
    for (const table of ['cases', 'customers'])
      await tx.execute(sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${found.last + size})`)
  })
  await db.execute(sql`drop table copies, words`)
  await db.execute(sql`vacuum analyze`)
}

/** The demo's cases are models; what was logged since is not. */
const models = 77

/** One row for each copy: its id, its model, how much later than its model it lies, and its words. */
async function planCopies(tx: Transaction, last: number, count: number): Promise<void> {
  await tx.execute(sql`
    create unlogged table words as select * from jsonb_to_recordset(${JSON.stringify(rankedWords())}::jsonb)
      as word (kind text, rank int, text text, tokens text)`)
  const of = (kind: string, salt: number) => sql`
    join words ${sql.raw(kind)} on ${sql.raw(kind)}.kind = ${kind}
      and ${sql.raw(kind)}.rank = floor(pow(${chance(salt)}, 2) * (select count(*) from words where kind = ${kind}))`
  await tx.execute(sql`
    create unlogged table copies as
    with model as (
      select *, row_number() over kind - 1 as rank, count(*) over kind as ranks
      from (select id, received_at, closed_at is null as open, closed_at is not null and seq > 10 as busy
        from cases order by id limit ${models}) as demo
      window kind as (partition by open, busy order by id range between unbounded preceding and unbounded following)
    ), wanted as (
      select n, n > ${last}::int + ${count}::int * 29.0 / 30 as open, ${chance(2)} < 1 / 7.0 as busy,
        now() - interval '2 years' * (1 - (n - ${last}::int)::float8 / ${count}::int) as at
      from generate_series(${last}::int + 1, ${last}::int + ${count}::int) as n
    )
    select n as id, model.id as model, later.by as later,
      'TS-' || to_char((model.received_at + later.by) at time zone 'Asia/Shanghai', 'YYYYMMDD-') || (10000 + n) as number,
      '13' || lpad(floor(${chance(3)} * 1e9)::text, 9, '0') as phone, name.text as name,
      place.text || '：' || trouble.text || '，' || detail.text || '。' as narrative, wish.text as demand,
      concat_ws(' ', name.tokens, place.tokens, trouble.tokens, detail.tokens, wish.tokens) as tokens
    from wanted join model on model.open = wanted.open and model.busy = (wanted.busy and not wanted.open)
      and model.rank = floor(${chance(4)} * model.ranks)
    cross join lateral (select wanted.at - model.received_at as by) as later
    ${of('name', 5)} ${of('place', 6)} ${of('trouble', 7)} ${of('detail', 8)} ${of('wish', 9)}`)
  await tx.execute(sql`analyze copies`)
}

/** Drops the indexes that are only for speed; answers how to make them again. */
async function dropIndexes(tx: Transaction): Promise<string[]> {
  const tables = [cases, complaints, others.notices, ...hanging].map(getTableName)
  const found = await tx.execute(sql`
    select indexname as name, indexdef as definition from pg_indexes
    where tablename in (select jsonb_array_elements_text(${JSON.stringify(tables)}::jsonb)) and indexdef not like '% UNIQUE %'`)
  const indexes = rowsOf<{ name: string; definition: string }>(found)
  for (const { name } of indexes) await tx.execute(sql`drop index ${sql.identifier(name)}`)
  return indexes.map(one => one.definition)
}

async function copyCases(tx: Transaction): Promise<void> {
  await tx.execute(sql`
    insert into customers (id, name, phone, created_at) overriding system value
    select id, name, phone, now() - interval '2 years' from copies`)
  await copy(tx, cases, {
    id: sql`copies.id`,
    number: sql`copies.number`,
    snapshot: sql`jsonb_set(model.snapshot, '{context,number}', to_jsonb(copies.number))`,
  })
  await copy(tx, complaints, {
    customerId: sql`copies.id`,
    customerName: sql`copies.name`,
    phone: sql`copies.phone`,
    phoneTail: sql`right(copies.phone, 4)`,
    narrative: sql`copies.narrative`,
    demand: sql`copies.demand`,
    search: sql`array_to_tsvector(string_to_array(concat_ws(' ', copies.tokens, lower(replace(copies.number, '-', ' ')),
      substr(copies.number, 4, 7), copies.phone, right(copies.phone, 4)), ' '))`,
  })
}

/** Copies the rows that belong to a model; every instant is as much later as the copy is. */
async function copy(tx: Transaction, table: PgTable, own: Record<string, SQL> = {}): Promise<void> {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => key in own || key !== 'id')
  const nameOf = (key: string) => sql.identifier(toSnakeCase(key))
  const values = columns.map(([key, column]) => {
    if (own[key]) return own[key]
    if (key === 'caseId') return sql`copies.id`
    const value = sql`model.${nameOf(key)}`
    return column.columnType === 'PgTimestampString' ? sql`${value} + copies.later` : value
  })
  const modelId = nameOf(table === cases ? 'id' : 'caseId')
  const names = columns.map(([key]) => nameOf(key))
  await tx.execute(sql`
    insert into ${sql.identifier(getTableName(table))} (${sql.join(names, sql`, `)}) overriding system value
    select ${sql.join(values, sql`, `)} from copies join ${sql.identifier(getTableName(table))} model on model.${modelId} = copies.model`)
}

/** A number from 0 to 1 that looks like chance, but is the same in each run. */
const chance = (salt: number) => sql`((hashint4extended(n, ${salt}::bigint) & 2147483647) / 2147483648.0)::float8`

/** All words with their rank: the first of a kind are used most. */
function rankedWords() {
  const { surnames, givenNames, ...kinds } = vocabulary
  const name = surnames.flatMap((surname, rank) =>
    givenNames.map((given, other) => ({ text: surname + given, rank: rank + other })),
  )
  const names = name.sort((one, other) => one.rank - other.rank).map(one => one.text)
  return Object.entries({ name: names, ...kinds }).flatMap(([kind, texts]) =>
    texts.map((text, rank) => ({ kind, rank, text, tokens: tokensOf(kind, text).join(' ') })),
  )
}

const tokensOf = (kind: string, text: string): string[] =>
  kind === 'name' ? [...searchTokens(text), ...initialsOf(text)] : searchTokens(text)
