import { type SQL, sql } from 'drizzle-orm'
import { numberDay } from '../cases/number.ts'
import { searchQuery, tenDaysOf } from '../cases/search-text.ts'
import { dueLast, type ListFilter, startOfDay } from './list-filter.ts'

/** A stretch of time, the words that its cases have, and when they were received. */
interface Span {
  rank: number
  words: string
  since: string
  before: string
}

/**
 * Where a search looks first, each time in some five times as many days: so a page is found with few hits beyond it.
 * Every word of a span is looked up again for each hit of those typed: so many days are asked for by the ten days that
 * they belong to.
 */
const recent = [
  { days: 2, word: (day: string) => day },
  { days: 11, word: tenDaysOf },
  { days: 45, word: tenDaysOf },
]
const day = 24 * 3_600_000

/**
 * The cases that have the words, as a select of their ids, in the order of the spans. Each span is read through the
 * index of words alone, and the next one only while the page is not full: so the first page of a usual word costs as
 * much among many cases as among few. What is found is in order before `cases` is read, and that only where a
 * condition or the order needs it, no further than to the end of the page; `offset 0` keeps the planner from going
 * through all cases of the span instead.
 * @param spans from `spansOf`
 * @param wanted conditions on `cases`
 */
export function searchedPage(spans: Span[], wanted: SQL | undefined, sort: ListFilter['sort'], limit: SQL): SQL {
  const direction = sql.raw(sort === '-receivedAt' ? 'desc' : 'asc')
  const first = sort === 'dueAt' ? dueLast : sql`hit.search_order`
  const ofCase = sql`cross join lateral (
      select due_at from cases where cases.id = hit.id and ${wanted ?? sql`true`} offset 0
    ) cases`
  return sql`
  select found.id from (
    select * from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb)
      as given (rank int, words text, since timestamptz, before timestamptz) order by rank
  ) span cross join lateral (
    select hit.id from (
      select case_id as id, search_order from complaints
      where search @@ span.words::tsquery and search_order >= span.since and search_order < span.before
      order by search_order ${direction}, case_id ${direction} offset 0
    ) hit ${wanted || sort === 'dueAt' ? ofCase : sql``}
    order by ${first} ${direction}, hit.id ${direction} limit ${limit}
  ) found limit ${limit}`
}

/**
 * Where to look for what was typed; null when nothing in it can be searched for. The day of a case number is one of
 * the searched words, and a case is never received after the day of its number: so the words of a span are all days
 * since its beginning, and its cases those received in it.
 * @param recentFirst whether the page begins with the newest case
 */
export function spansOf(typed: string, recentFirst: boolean, now: Date): Span[] | null {
  const words = searchQuery(typed)
  if (words === null) return null
  const first = recentFirst ? recent : []
  const starts = ['infinity', ...first.map(({ days }) => startOfDay(now, 1 - days)), '-infinity']
  return starts.slice(1).map((since, rank) => ({
    rank,
    words: first[rank] ? `(${words}) & (${wordsOfDays(now, first[rank])})` : words,
    since,
    before: starts[rank] ?? 'infinity',
  }))
}

function wordsOfDays(now: Date, { days, word }: (typeof recent)[number]): string {
  const each = Array.from({ length: days }, (_, ago) => word(numberDay(new Date(now.getTime() - ago * day))))
  return [...new Set(each)].join(' | ')
}
