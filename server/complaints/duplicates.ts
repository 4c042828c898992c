import { type SQL, sql } from 'drizzle-orm'
import { rowsOf } from '../../db/client.ts'
import type { Calendars } from '../../workflows/calendar/calendars.ts'
import type { Level } from '../../workflows/complaint/codes.ts'
import { complaint } from '../../workflows/complaint/complaint.ts'
import { offers, restored } from '../../workflows/decide.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { iso } from '../cases/instant.ts'
import { type LevelName, levelNameIn } from '../cases/level-names.ts'
import { numberDay } from '../cases/number.ts'
import { parsedJson } from '../cases/parsed-json.ts'
import { policyAt } from '../cases/policies.ts'
import { searchTokens } from '../cases/search-text.ts'
import { day } from '../cases/shanghai.ts'
import { type Sight, textArray, visibleTo } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'

/** What a complaint that is being typed can be recognised by; an empty string says nothing. */
export interface Clues {
  phone: string
  orderNo: string
  batchNo: string
  text: string
}

/** Why a case is offered as the same matter. */
type Likeness = 'order' | 'batch' | 'customer' | 'text'

export interface Likely {
  number: string
  level: Level | null
  levelName: LevelName | null
  stage: string
  state: string
  receivedAt: string
  summary: string
  reasons: Likeness[]
  /** how many per cent of the words typed stand in that case */
  alike: number
  /** the reader may put what was typed on that case */
  mayAdd: boolean
}

const offered = 5
/** A closed case is the same matter for so long; text is compared with cases as old as this. */
const days = 30
/** Share of words from which two texts are called alike. */
const alikeFrom = 0.4
const fewestWords = 6
const mostWords = 24
/** Words of which an alike text has at least one, nearly always. */
const groupSize = 6
const weights: Record<Likeness, number> = { order: 8, batch: 4, customer: 3, text: 0 }
const most: Record<Likeness, number> = { order: 20, batch: 20, customer: 20, text: 60 }

/**
 * Cases in the reader's sight that look like what is being typed, the likeliest first: one statement over indexes,
 * however many cases there are. A closed case counts only when more than the customer is the same.
 */
export async function likelyDuplicates(
  deps: Deps,
  { sight, organisation, calendars }: { sight: Sight; organisation: Organisation; calendars: Calendars },
  clues: Clues,
): Promise<Likely[]> {
  const words = wordsOf(clues.text)
  const branches = conditionsOf(clues, words, deps.now())
  if (branches.length === 0) return []
  const since = new Date(deps.now().getTime() - days * day).toISOString()
  const found = await deps.db.execute(duplicatesSql(branches, words, since, visibleTo(sight)))
  const facts = { actor: sight.login, organisation, calendars, at: deps.now().toISOString() }
  return Promise.all(
    rowsOf<Row>(found).map(async row => {
      const version = await policyAt(deps.db, row.policy_code, row.policy_version)
      const allowed = offers(complaint, restored(complaint, parsedJson(row.snapshot)), { ...facts, version })
      return likelyOf(row, levelNameIn(version.policy, row.level), allowed.includes('note'))
    }),
  )
}

interface Row extends Pick<Likely, 'number' | 'level' | 'stage' | 'state' | 'summary'> {
  received_at: string
  reasons: string
  alike: number
  policy_code: string
  policy_version: number
  snapshot: unknown
}

interface Branch {
  reason: Likeness
  condition: SQL
}

function conditionsOf({ phone, orderNo, batchNo }: Clues, words: string[], now: Date): Branch[] {
  const written = (typed: string) => textArray([...new Set([typed, typed.toUpperCase(), typed.toLowerCase()])])
  const order: Branch = { reason: 'order', condition: sql`complaints.order_no = any(${written(orderNo)})` }
  const batch: Branch = { reason: 'batch', condition: sql`complaints.batch_no = any(${written(batchNo)})` }
  const tail = sql`complaints.phone_tail = ${phone.slice(-4)} and complaints.phone = ${phone}`
  const text = sql`complaints.search @@ to_tsquery('simple', ${queryOf(words, now)})`
  return [
    ...(orderNo ? [order] : []),
    ...(batchNo ? [batch] : []),
    ...(phone ? [{ reason: 'customer' as const, condition: tail }] : []),
    ...(words.length >= fewestWords ? [{ reason: 'text' as const, condition: text }] : []),
  ]
}

/** Every branch is read newest first and stops early; only what they found is weighed, and only the best is shown. */
function duplicatesSql(branches: Branch[], words: string[], since: string, visible: SQL): SQL {
  const found = branches.map(
    ({ reason, condition }) => sql`(select cases.id, ${reason}::text as reason from complaints
      join cases on cases.id = complaints.case_id
      where ${condition} and (cases.closed_at is null or cases.received_at > ${since}::timestamptz) and ${visible}
      order by cases.id desc limit ${most[reason]}::int)`,
  )
  const weight = sql`case reason when 'order' then ${weights.order}::int when 'batch' then ${weights.batch}::int
    when 'customer' then ${weights.customer}::int else 0 end`
  return sql`
    with found as (${sql.join(found, sql` union all `)}),
    hits as (select id, string_agg(reason, ' ' order by reason) as reasons, sum(${weight})::float as weight from found group by id),
    weighed as materialized (
      select hits.*, (length(complaints.search) - length(ts_delete(complaints.search, ${textArray(words)})))::float
        / ${Math.max(words.length, 1)}::int as alike
      from hits join complaints on complaints.case_id = hits.id
    )
    select cases.number, cases.level, cases.stage, cases.state, cases.received_at, cases.policy_code, cases.policy_version,
      cases.snapshot, left(complaints.narrative, 80) as summary, weighed.reasons, weighed.alike
    from weighed join cases on cases.id = weighed.id join complaints on complaints.case_id = weighed.id
    where weighed.alike >= ${alikeFrom}::float or (reasons <> 'text' and (cases.closed_at is null or reasons <> 'customer'))
    order by weighed.weight + 6 * weighed.alike desc, cases.closed_at is not null, cases.id desc limit ${offered}::int`
}

function likelyOf(row: Row, levelName: LevelName | null, mayAdd: boolean): Likely {
  const { number, level, stage, state, summary, alike } = row
  const sure = row.reasons.split(' ').filter(reason => reason !== 'text') as Likeness[]
  const reasons: Likeness[] = Number(alike) >= alikeFrom ? [...sure, 'text'] : sure
  return {
    ...{ number, level, levelName, stage, state, summary, reasons, mayAdd },
    receivedAt: iso(row.received_at),
    alike: Math.round(Number(alike) * 100),
  }
}

/** The words that a text is compared by: pairs of characters and longer words, spread over the whole of it. */
function wordsOf(text: string): string[] {
  const words = [...new Set(searchTokens(text).filter(token => [...token].length >= 2))]
  const step = Math.max(1, words.length / mostWords)
  return Array.from({ length: Math.min(words.length, mostWords) }, (_, index) => words[Math.floor(index * step)] ?? '')
}

/**
 * Some word of each group, in a case of these days: the day of its number is among the searched words. Every group is
 * drawn from the whole text, so two alike texts meet in all of them, and others, whose common words meet, in few.
 */
function queryOf(words: string[], now: Date): string {
  const any = (list: string[]) => `(${list.map(word => `'${word}'`).join(' | ')})`
  const count = Math.max(1, Math.floor(words.length / groupSize))
  const groups = Array.from({ length: count }, (_, group) => words.filter((_, index) => index % count === group))
  const lately = Array.from({ length: days + 1 }, (_, ago) => numberDay(new Date(now.getTime() - ago * day)))
  return [lately, ...groups].map(any).join(' & ')
}
