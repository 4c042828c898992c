import { type SQL, sql } from 'drizzle-orm'
import { numberDay } from '../cases/number.ts'
import { searchQuery } from '../cases/search-text.ts'
import { startOfDay } from './list-filter.ts'

/** A stretch of time, the words that its cases have, and when they were received. */
interface Span {
  rank: number
  words: string
  since: string
  before: string
}

/** The days of the spans in which a search looks one after the other, before it looks everywhere. */
const spanDays = [2, 8, 32]
const day = 24 * 3_600_000

/**
 * The cases that have the words, as a select of their ids, in the order of the spans. Each span is read through the
 * index of words alone, and the next one only while the page is not full: so the first page of a usual word costs as
 * much among many cases as among few. `offset 0` keeps the planner from going through all cases of the span instead.
 * @param spans from `spansOf`
 * @param wanted conditions on `cases`
 * @param order of the cases inside a span
 */
export const searchedPage = (spans: Span[], wanted: SQL | undefined, order: SQL, limit: SQL): SQL => sql`
  select found.id from (
    select * from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb)
      as given (rank int, words text, since timestamptz, before timestamptz) order by rank
  ) span cross join lateral (
    select cases.id from (
      select case_id from complaints where search @@ to_tsquery('simple', span.words) offset 0
    ) hit cross join lateral (
      select id, received_at, due_at from cases where cases.id = hit.case_id and ${wanted ?? sql`true`} offset 0
    ) cases
    where cases.received_at >= span.since and cases.received_at < span.before
    order by ${order} limit ${limit}
  ) found limit ${limit}`

/**
 * Where to look for what was typed; null when nothing in it can be searched for. The day of a case number is one of
 * the searched words, and a case is never received after the day of its number: so the words of a span are all days
 * since its beginning, and its cases those received in it.
 * @param recentFirst whether the page begins with the newest case
 */
export function spansOf(typed: string, recentFirst: boolean, now: Date): Span[] | null {
  const words = searchQuery(typed)
  if (words === null) return null
  const days = recentFirst ? spanDays : []
  const starts = ['infinity', ...days.map(count => startOfDay(now, 1 - count)), '-infinity']
  return starts.slice(1).map((since, rank) => ({
    rank,
    words: days[rank] === undefined ? words : `(${words}) & (${numberDays(now, days[rank])})`,
    since,
    before: starts[rank] ?? 'infinity',
  }))
}

const numberDays = (now: Date, count: number): string =>
  Array.from({ length: count }, (_, ago) => numberDay(new Date(now.getTime() - ago * day))).join(' | ')
