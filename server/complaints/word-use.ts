import { sql } from 'drizzle-orm'
import { type Database, rowsOf } from '../../db/client.ts'
import { parsedJson } from '../cases/parsed-json.ts'

/** How many complaints there are, how many a day brings, and the share of them that has a term of `searchTerms`. */
export interface WordUse {
  total: number
  perDay: number
  /** undefined where nothing is known of it */
  shareOf(term: string): number | undefined
}

const hour = 3_600_000
const keptFor = hour
const recentDays = 30

/** What has so many characters is hardly the beginning of many words: a phone number, or a word in full. */
const longBeginning = 7

const kept = new WeakMap<Database, { until: number; use: WordUse | undefined }>()

/**
 * How usual words are, as PostgreSQL itself found when it last looked through the table: a search needs it to know how
 * far back to look. A process reads it once in an hour; the trial database counts nothing.
 */
export async function wordUse(db: Database, now: Date): Promise<WordUse | undefined> {
  const known = kept.get(db)
  if (known && now.getTime() < known.until) return known.use
  const use = await readUse(db, now)
  kept.set(db, { until: now.getTime() + keptFor, use })
  return use
}

interface Counted {
  total: number
  recent: number
  words: unknown
  shares: unknown
}

async function readUse(db: Database, now: Date): Promise<WordUse | undefined> {
  const since = new Date(now.getTime() - recentDays * 24 * hour).toISOString()
  const [counted] = rowsOf<Counted>(
    await db.execute(sql`select to_json(most_common_elems::text::text[]) as words,
      to_json(most_common_elem_freqs) as shares, (select count(*)::int from cases where received_at > ${since}) as recent,
      (select reltuples::int from pg_class where oid = 'complaints'::regclass) as total
    from pg_stats where schemaname = current_schema() and tablename = 'complaints' and attname = 'search'
      and most_common_elems is not null`),
  )
  if (!counted) return undefined
  const words = parsedJson(counted.words) as string[]
  const shares = parsedJson(counted.shares) as number[]
  const listed = new Map(words.map((word, index) => [word, shares[index] ?? 0]))
  // after the words' own comes the least of them: a word that is not listed has less, by half as a guess
  const unlisted = (shares[words.length] ?? 0) / 2
  const shareOf = (term: string) => {
    const word = term.slice(1, term.lastIndexOf("'"))
    if (!term.endsWith('*')) return listed.get(word) ?? unlisted
    if (word.length < longBeginning) return undefined
    const begun = words.filter(one => one.startsWith(word))
    return Math.max(unlisted, ...begun.map(one => listed.get(one) ?? 0))
  }
  return { total: counted.total, perDay: counted.recent / recentDays, shareOf }
}
