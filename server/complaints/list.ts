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

export type ListItem = ReturnType<typeof listOf>['items'][number]

/** What a list is asked for beside its filter: some cases by their numbers. */
type Wanted = ListFilter & { numbers?: string[] }

/** The complaints that this person may see, one page of them. */
export async function listComplaints(deps: Deps, login: string, filter: Wanted) {
  const now = deps.now()
  const { organisation, row } = await askWithOrganisation<{ listed: unknown }>(
    deps.db,
    known => sql`${listedSql(sightOf(known, login, now.toISOString()), filter, now)} as listed`,
  )
  return { organisation, ...listOf(row.listed, filter, now) }
}

/** SQL for one page of the complaints that somebody sees, as JSON: the page is found first, by indexes alone. */
export function listedSql(sight: Sight, filter: Wanted, now: Date): SQL {
  const order = orderOf(filter.sort)
  const named = filter.numbers && inArray(cases.number, filter.numbers)
  const wanted = and(visibleTo(sight), named, ...conditionsOf(filter, sight.login, now), beyond(filter))
  return sql`(select coalesce(json_agg(listed), '[]') from (
    select ${columns} from (${pageIds(filter, wanted, order, now)}) page
    join cases on cases.id = page.id join complaints on complaints.case_id = cases.id order by ${order}) listed)`
}

/** The page that `listedSql` found, and where the next one begins. */
export function listOf(listed: unknown, filter: Wanted, now: Date) {
  const rows = parsedJson(listed) as Row[]
  const page = pageOf(rows, filter.limit, row => [filter.sort, sortValue(row, filter.sort), row.id])
  return { items: page.items.map(row => itemOf(row, now.toISOString())), nextCursor: page.nextCursor }
}

function pageIds(filter: ListFilter, wanted: SQL | undefined, order: SQL, now: Date): SQL {
  const { q, sort, cursor } = filter
  const limit = sql.raw(String(filter.limit + 1))
  if (!q || wholeNumber.test(q)) {
    const number = q ? eq(cases.number, q.toUpperCase()) : undefined
    return sql`select id from cases where ${and(wanted, number) ?? sql`true`} order by ${order} limit ${limit}`
  }
  const spans = spansOf(q, sort === '-receivedAt' && !cursor, now)
  return spans ? searchedPage(spans, wanted, sort, limit) : sql`select id from cases where false`
}

/** A whole case number finds that case; everything else, phone tails included, is searched for by its words. */
const wholeNumber = /^TS-\d{8}-\d{4,}$/i

const columns = sql`cases.id, number, stage, state, level, policy_code as "policyCode", policy_version as "policyVersion",
  department, handler, registrar, outcome, received_at as "receivedAt", due_at as "dueAt", due_kind as "limit", paused, late,
  customer_name as "customerName", phone, category, channel, amount::text, order_no as "orderNo", batch_no as "batchNo",
  left(narrative, 200) as beginning`

interface Row {
  id: number
  number: string
  stage: (typeof stages)[number]
  state: string
  level: Level | null
  policyCode: string
  policyVersion: number
  department: string | null
  handler: string | null
  registrar: string
  outcome: string | null
  receivedAt: string
  dueAt: string | null
  /** which limit is due then; while a pause holds all, the first of them */
  limit: LimitKind | null
  paused: boolean
  late: boolean
  customerName: string
  phone: string
  category: string | null
  channel: string
  amount: string | null
  orderNo: string | null
  batchNo: string | null
  beginning: string
}

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

function sortValue(row: Row, sort: ListFilter['sort']): string {
  return sort === 'dueAt' ? (isoOrNull(row.dueAt) ?? 'infinity') : iso(row.receivedAt)
}

/** Rows after the cursor, compared as a whole so that the index can begin there. */
function beyond({ cursor, sort }: ListFilter): SQL | undefined {
  if (!cursor) return undefined
  const [, value, id] = cursor
  const { columns: by, direction } = orders[sort]
  const [first, second] = by
  return sql`(${first}, ${second}) ${sql.raw(direction === desc ? '<' : '>')} (${value}::timestamptz, ${id}::bigint)`
}

function itemOf({ id: _, phone, beginning, policyCode, policyVersion, ...row }: Row, now: string) {
  const dueAt = isoOrNull(row.dueAt)
  return {
    ...row,
    policy: { code: policyCode, version: policyVersion },
    receivedAt: iso(row.receivedAt),
    dueAt,
    late: row.late || (dueAt !== null && dueAt < now),
    phone: maskedPhone(phone),
    summary: summaryOf(beginning),
  }
}

const summaryOf = (beginning: string): string => shortened(beginning.replaceAll(/\s+/g, ' '), 60)
