import { type SQL, sql } from 'drizzle-orm'
import { numberDay } from '../cases/number.ts'
import { searchTerms, tenDaysOf } from '../cases/search-text.ts'
import { day } from '../cases/shanghai.ts'
import { dueLast, type ListFilter, startOfDay } from './list-filter.ts'
import type { WordUse } from './word-use.ts'

/** A stretch of time, the words that its cases have, and when they were received. */
interface Span {
  rank: number
  words: string
  since: string
  before: string
}

/** So many cases that have the words are read sooner than the newest of them are found. */
const mostAtOnce = 300

/** Where a search of unknown words looks first, and how much further each time; beyond the longest it looks at all. */
const usualDays = 2
const further = 4
const longestDays = 100

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
  select found.id, found.place from (
    select * from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb)
      as given (rank int, words text, since timestamptz, before timestamptz) order by rank
  ) span cross join lateral (
    select hit.id, hit.place from (
      select case_id as id, ctid as place, search_order from complaints
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
 * @param page how many cases are wanted, when the newest are wanted first
 */
export function spansOf(typed: string, page: number | null, now: Date, use: WordUse | undefined): Span[] | null {
  const terms = searchTerms(typed)
  if (terms.length === 0) return null
  const words = terms.join(' & ')
  const lengths = page ? lengthsOf(terms, page, use) : []
  const starts = ['infinity', ...lengths.map(days => startOfDay(now, 1 - days)), '-infinity']
  return starts.slice(1).map((since, rank) => ({
    rank,
    words: lengths[rank] ? `(${words}) & (${wordsOfDays(now, lengths[rank])})` : words,
    since,
    before: starts[rank] ?? 'infinity',
  }))
}

/**
 * How many days to look back, one time after the other: at first so many that a page and a half is to be expected. None
 * when the words are so rare that all who have them are read sooner.
 */
function lengthsOf(terms: string[], page: number, use: WordUse | undefined): number[] {
  const shares = terms.flatMap(term => use?.shareOf(term) ?? [])
  if (!use || shares.length === 0) return lengthsFrom(usualDays)
  const share = Math.min(...shares)
  if (share * use.total <= mostAtOnce) return []
  return lengthsFrom(Math.min(Math.ceil((1.5 * page) / (share * use.perDay)), longestDays))
}

const lengthsFrom = (days: number) => [days, days * further, days * further ** 2].filter(each => each <= longestDays)

/** The days since some days ago; of many, the ten days that they belong to: each word is looked up for each hit. */
function wordsOfDays(now: Date, days: number): string {
  const each = lastDays(now).slice(0, days)
  return [...new Set(days > 6 ? each.map(tenDaysOf) : each)].join(' | ')
}

let known: { today: string; days: string[] } = { today: '', days: [] }

/** Today and the days before it as case numbers have them, spelled once a day. */
function lastDays(now: Date): string[] {
  const today = numberDay(now)
  if (known.today !== today) {
    const days = Array.from({ length: longestDays }, (_, ago) => numberDay(new Date(now.getTime() - ago * day)))
    known = { today, days }
  }
  return known.days
}
