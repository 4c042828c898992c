import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { cases } from '../../db/schema.ts'
import type { Level, LimitKind, stages } from '../../workflows/complaint/codes.ts'
import { iso, isoOrNull } from '../cases/instant.ts'
import { askWithOrganisation } from '../cases/organisation.ts'
import { parsedJson } from '../cases/parsed-json.ts'
import { type Sight, sightOf, visibleTo } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../web/cursor.ts'
import { maskedPhone } from '../web/masks.ts'
import { shortened } from '../web/shortened.ts'
import { conditionsOf, dueLast, type ListFilter } from './list-filter.ts'
import { searchedPage, spansOf } from './list-search.ts'
import { type WordUse, wordUse } from './word-use.ts'

export type ListItem = ReturnType<typeof listOf>['items'][number]

/** What a list is asked for beside its filter: some cases by their numbers. */
type Wanted = ListFilter & { numbers?: string[] }

/** The complaints that this person may see, one page of them. */
export async function listComplaints(deps: Deps, login: string, filter: Wanted) {
  const now = deps.now()
  const use = await wordUse(deps.db, now)
  const { organisation, row } = await askWithOrganisation<{ listed: unknown }>(
    deps.db,
    known => sql`${listedSql(sightOf(known, login, now.toISOString()), filter, now, use)} as listed`,
  )
  return { organisation, ...listOf(row.listed, filter, now) }
}

/** SQL for one page of the complaints that somebody sees, as JSON: the page is found first, by indexes alone. */
export function listedSql(sight: Sight, filter: Wanted, now: Date, use: WordUse | undefined): SQL {
  const order = orderOf(filter.sort)
  const seen = sight.all ? undefined : visibleTo(sight)
  const named = filter.numbers && inArray(cases.number, filter.numbers)
  const wanted = and(seen, named, ...conditionsOf(filter, sight.login, now), beyond(filter))
  const { page, complaint } = pageSql(filter, wanted, order, now, use)
  return sql`(select coalesce(json_agg(line), '[]') from (
    select json_build_array(${columns}) as line from (${page}) page
    join cases on cases.id = page.id join complaints on ${complaint} order by ${order}) listed)`
}

/** The page that `listedSql` found, and where the next one begins. */
export function listOf(listed: unknown, filter: Wanted, now: Date) {
  const rows = parsedJson(listed) as Row[]
  const page = pageOf(rows, filter.limit, row => [filter.sort, sortValue(row, filter.sort), row[0]])
  const at = now.toISOString()
  return { items: page.items.map(row => itemOf(row, at)), nextCursor: page.nextCursor }
}

/** The cases of a page, and how their complaints are found: what was searched is not looked up by its key once more. */
function pageSql(filter: ListFilter, wanted: SQL | undefined, order: SQL, now: Date, use: WordUse | undefined) {
  const { q, sort, cursor } = filter
  const limit = sql.raw(String(filter.limit + 1))
  const spans =
    q && !wholeNumber.test(q) && spansOf(q, sort === '-receivedAt' && !cursor ? filter.limit : null, now, use)
  if (spans) return { page: searchedPage(spans, wanted, sort, limit), complaint: sql`complaints.ctid = page.place` }
  const number = q ? eq(cases.number, q.toUpperCase()) : undefined
  const page = sql`select id from cases where ${and(wanted, number) ?? sql`true`} order by ${order} limit ${limit}`
  return { page, complaint: sql`complaints.case_id = cases.id` }
}

/** A whole case number finds that case; everything else, phone tails included, is searched for by its words. */
const wholeNumber = /^TS-\d{8}-\d{4,}$/i

/** What `Row` names, in its order: arrays cost PostgreSQL less than objects, which name everything in every line. */
const columns = sql`cases.id, received_at, due_at, number, stage, state, level, policy_code, policy_version,
  department, handler, registrar, outcome, due_kind, paused, late, customer_name, phone, category, channel, amount::text,
  order_no, batch_no, left(narrative, 200)`

type Row = [
  id: number,
  receivedAt: string,
  dueAt: string | null,
  number: string,
  stage: (typeof stages)[number],
  state: string,
  level: Level | null,
  policyCode: string,
  policyVersion: number,
  department: string | null,
  handler: string | null,
  registrar: string,
  outcome: string | null,
  /** which limit is due then; while a pause holds all, the first of them */
  limit: LimitKind | null,
  paused: boolean,
  late: boolean,
  customerName: string,
  phone: string,
  category: string | null,
  channel: string,
  amount: string | null,
  orderNo: string | null,
  batchNo: string | null,
  beginning: string,
]

const orders = {
  '-receivedAt': { columns: [cases.receivedAt, cases.id], direction: desc },
  receivedAt: { columns: [cases.receivedAt, cases.id], direction: asc },
  dueAt: { columns: [dueLast, cases.id], direction: asc },
}

function orderOf(sort: ListFilter['sort']): SQL {
  const { columns: by, direction } = orders[sort]
  return sql.join(
    by.map(column => direction(column)),
    sql`, `,
  )
}

function sortValue([, receivedAt, dueAt]: Row, sort: ListFilter['sort']): string {
  return sort === 'dueAt' ? (isoOrNull(dueAt) ?? 'infinity') : iso(receivedAt)
}

/** Rows after the cursor, compared as a whole so that the index can begin there. */
function beyond({ cursor, sort }: ListFilter): SQL | undefined {
  if (!cursor) return undefined
  const [, value, id] = cursor
  const { columns: by, direction } = orders[sort]
  const [first, second] = by
  return sql`(${first}, ${second}) ${sql.raw(direction === desc ? '<' : '>')} (${value}::timestamptz, ${id}::bigint)`
}

function itemOf(row: Row, now: string) {
  const [, receivedAt, due, number, stage, state, level, code, version, department, handler, registrar, ...rest] = row
  const [outcome, limit, paused, late, customerName, phone, category, channel, amount, orderNo, batchNo, beginning] =
    rest
  const dueAt = isoOrNull(due)
  return {
    number,
    stage,
    state,
    level,
    policy: { code, version },
    department,
    handler,
    registrar,
    outcome,
    receivedAt: iso(receivedAt),
    dueAt,
    limit,
    paused,
    late: late || (dueAt !== null && dueAt < now),
    customerName,
    phone: maskedPhone(phone),
    category,
    channel,
    amount,
    orderNo,
    batchNo,
    summary: summaryOf(beginning),
  }
}

const summaryOf = (beginning: string): string => shortened(beginning.replaceAll(/\s+/g, ' '), 60)
