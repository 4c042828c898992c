import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { cases, complaints } from '../../db/schema.ts'
import type { LimitKind } from '../../workflows/complaint/codes.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { iso, isoOrNull } from '../cases/instant.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { sightOf, visibleTo } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../web/cursor.ts'
import { maskedPhone } from '../web/masks.ts'
import { conditionsOf, dueLast, type ListFilter } from './list-filter.ts'
import { searchedPage, spansOf } from './list-search.ts'

export type ListItem = Awaited<ReturnType<typeof listComplaints>>['items'][number]

/** What a list is asked for beside its filter: some cases by their numbers. */
type Wanted = ListFilter & { numbers?: string[] }

/**
 * The complaints that this person may see, one page of them.
 * @param organisation when the caller has just read it
 */
export async function listComplaints(deps: Deps, login: string, filter: Wanted, organisation?: Organisation) {
  const now = deps.now()
  const known = organisation ?? (await loadOrganisation(deps.db))
  const visible = visibleTo(sightOf(known, login, now.toISOString()))
  const named = filter.numbers && inArray(cases.number, filter.numbers)
  const found = await readPage(deps, and(visible, named, ...conditionsOf(filter, login, now), beyond(filter)), filter)
  const page = pageOf(found, filter.limit, row => [filter.sort, sortValue(row, filter.sort), row.id])
  return { items: page.items.map(row => itemOf(row, now.toISOString())), nextCursor: page.nextCursor }
}

/** The page is found first, by indexes alone; then only its rows are read. */
function readPage({ db, now }: Deps, wanted: SQL | undefined, filter: ListFilter) {
  const order = orderOf(filter.sort)
  return db
    .select(columns)
    .from(sql`(${pageIds(filter, wanted, order, now())}) page`)
    .innerJoin(cases, sql`${cases.id} = page.id`)
    .innerJoin(complaints, eq(complaints.caseId, cases.id))
    .orderBy(order)
}

function pageIds(filter: ListFilter, wanted: SQL | undefined, order: SQL, now: Date): SQL {
  const { q, sort, cursor } = filter
  const limit = filter.limit + 1
  if (!q || wholeNumber.test(q)) {
    const number = q ? eq(cases.number, q.toUpperCase()) : undefined
    return sql`select id from cases where ${and(wanted, number) ?? sql`true`} order by ${order} limit ${limit}`
  }
  const spans = spansOf(q, sort === '-receivedAt' && !cursor, now)
  return spans ? searchedPage(spans, wanted, order, limit) : sql`select id from cases where false`
}

/** A whole case number finds that case; everything else, phone tails included, is searched for by its words. */
const wholeNumber = /^TS-\d{8}-\d{4,}$/i

const columns = {
  id: cases.id,
  number: cases.number,
  stage: cases.stage,
  state: cases.state,
  level: cases.level,
  policyCode: cases.policyCode,
  policyVersion: cases.policyVersion,
  department: cases.department,
  handler: cases.handler,
  registrar: cases.registrar,
  outcome: cases.outcome,
  receivedAt: cases.receivedAt,
  dueAt: cases.dueAt,
  late: cases.late,
  limit: sql<LimitKind | null>`(select kind from deadlines
    where deadlines.case_id = cases.id and met_at is null and ended_at is null order by deadlines.due_at limit 1)`,
  paused: sql<boolean>`coalesce(${cases.snapshot}->'context'->'pauses'->-1->'to' = 'null'::jsonb, false)`,
  customerName: complaints.customerName,
  phone: complaints.phone,
  category: complaints.category,
  channel: complaints.channel,
  amount: complaints.amount,
  orderNo: complaints.orderNo,
  batchNo: complaints.batchNo,
  beginning: sql<string>`left(${complaints.narrative}, 200)`,
}

type Row = Awaited<ReturnType<typeof readPage>>[number]

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

function summaryOf(beginning: string): string {
  const characters = [...beginning.replaceAll(/\s+/g, ' ')]
  return characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : characters.join('')
}
