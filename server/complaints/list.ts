import { and, asc, desc, eq, not, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { cases, complaints } from '../../db/schema.ts'
import { levels, stages } from '../../workflows/complaint/codes.ts'
import { code } from '../../workflows/complaint/fields.ts'
import { iso, isoOrNull } from '../cases/instant.ts'
import { numberDay } from '../cases/number.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { searchQuery } from '../cases/search-text.ts'
import { sightOf, visibleTo } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { cursorOf, pageOf, pageSize } from '../web/cursor.ts'
import { maskedPhone } from '../web/masks.ts'

const sorts = ['-receivedAt', 'receivedAt', 'dueAt'] as const
const position = z.tuple([z.enum(sorts), z.union([z.iso.datetime(), z.literal('infinity')]), z.int().min(0)])

/** The query of GET /complaints (design.md §7) and of the queue page. */
export const listFilter = z
  .object({
    stage: z.enum(stages).optional(),
    level: z.enum(levels).optional(),
    department: code().optional(),
    handler: code().optional(),
    late: z
      .enum(['true', 'false'])
      .transform(value => value === 'true')
      .optional(),
    q: z.string().trim().max(100).optional(),
    sort: z.enum(sorts).default('-receivedAt'),
    limit: pageSize,
    cursor: cursorOf(position).optional(),
  })
  .refine(({ cursor, sort }) => cursor === undefined || cursor[0] === sort, {
    path: ['cursor'],
    params: { code: 'wrong' },
  })

export type ListFilter = z.output<typeof listFilter>
export type ListItem = Awaited<ReturnType<typeof listComplaints>>['items'][number]

/** The complaints that this person may see, one page of them. */
export async function listComplaints(deps: Deps, login: string, filter: ListFilter) {
  const now = deps.now().toISOString()
  const sight = sightOf(await loadOrganisation(deps.db), login, now)
  const found = await readNewestFirst(deps, [visibleTo(sight), ...conditions(filter, now)], filter)
  const page = pageOf(found, filter.limit, row => [filter.sort, sortValue(row, filter.sort), row.id])
  return { items: page.items.map(row => itemOf(row, now)), nextCursor: page.nextCursor }
}

/** A search looks among the cases of so many days before it looks among all. */
const searchedDays = [7, 60]
const day = 24 * 3_600_000

/**
 * The first page of a search for usual words is full after the newest cases, and the other thousands that match need
 * not be read and sorted. The index finds recent ones because the day of the case number is one of the searched words;
 * a case is never received after the day of its number.
 */
async function readNewestFirst(deps: Deps, all: (SQL | undefined)[], filter: ListFilter) {
  const now = deps.now().getTime()
  for (const days of filter.q && filter.sort === '-receivedAt' && !filter.cursor ? searchedDays : []) {
    const rows = await readPage(deps, [...all, numberedWithin(now, days)], filter)
    const last = rows[filter.limit]
    if (last && Date.parse(last.receivedAt) > now - (days - 1) * day) return rows
  }
  return readPage(deps, all, filter)
}

function numberedWithin(now: number, days: number): SQL {
  const words = Array.from({ length: days + 1 }, (_, ago) => numberDay(new Date(now - ago * day)))
  return sql`${complaints.search} @@ to_tsquery('simple', ${words.join(' | ')})`
}

/** The page is found first, by indexes alone; then only its rows are read. */
function readPage({ db }: Deps, all: (SQL | undefined)[], filter: ListFilter) {
  const { columns, direction } = orders[filter.sort]
  const order = columns.map(column => direction(column))
  const page = db
    .select({ id: cases.id })
    .from(cases)
    .innerJoin(complaints, eq(complaints.caseId, cases.id))
    .where(and(...all, beyond(filter)))
    .orderBy(...order)
    .limit(filter.limit + 1)
    .as('page')
  return db
    .select({
      id: cases.id,
      number: cases.number,
      stage: cases.stage,
      state: cases.state,
      level: cases.level,
      department: cases.department,
      handler: cases.handler,
      registrar: cases.registrar,
      outcome: cases.outcome,
      receivedAt: cases.receivedAt,
      dueAt: cases.dueAt,
      late: cases.late,
      paused: sql<boolean>`coalesce(${cases.snapshot}->'context'->'pauses'->-1->'to' = 'null'::jsonb, false)`,
      customerName: complaints.customerName,
      phone: complaints.phone,
      category: complaints.category,
      beginning: sql<string>`left(${complaints.narrative}, 200)`,
    })
    .from(page)
    .innerJoin(cases, eq(cases.id, page.id))
    .innerJoin(complaints, eq(complaints.caseId, page.id))
    .orderBy(...order)
}

type Row = Awaited<ReturnType<typeof readPage>>[number]

/** Cases without a running limit come last. */
const dueLast = sql`coalesce(${cases.dueAt}, 'infinity')`
const orders = {
  '-receivedAt': { columns: [cases.receivedAt, cases.id], direction: desc },
  receivedAt: { columns: [cases.receivedAt, cases.id], direction: asc },
  dueAt: { columns: [dueLast, cases.id], direction: asc },
}

function sortValue(row: Row, sort: ListFilter['sort']): string {
  return sort === 'dueAt' ? (isoOrNull(row.dueAt) ?? 'infinity') : iso(row.receivedAt)
}

/** Rows after the cursor, compared as a whole so that the index can begin there. */
function beyond({ cursor, sort }: ListFilter): SQL | undefined {
  if (!cursor) return undefined
  const [, value, id] = cursor
  const { columns, direction } = orders[sort]
  const [first, second] = columns
  return sql`(${first}, ${second}) ${sql.raw(direction === desc ? '<' : '>')} (${value}::timestamptz, ${id}::bigint)`
}

function conditions({ stage, level, department, handler, late, q }: ListFilter, now: string): (SQL | undefined)[] {
  const overdue = sql`(${cases.late} or ${dueLast} < ${now}::timestamptz)`
  return [
    stage && eq(cases.stage, stage),
    level && eq(cases.level, level),
    department && eq(cases.department, department),
    handler && eq(cases.handler, handler),
    late === undefined ? undefined : late ? overdue : not(overdue),
    q && matching(q),
  ].map(condition => condition || undefined)
}

/** A whole case number finds that case; everything else, phone tails included, is searched for by its words. */
function matching(typed: string): SQL {
  if (/^TS-\d{8}-\d{4,}$/i.test(typed)) return eq(cases.number, typed.toUpperCase())
  const query = searchQuery(typed)
  return query === null ? sql`false` : sql`${complaints.search} @@ to_tsquery('simple', ${query})`
}

function itemOf({ id: _, phone, beginning, ...row }: Row, now: string) {
  const dueAt = isoOrNull(row.dueAt)
  return {
    ...row,
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
