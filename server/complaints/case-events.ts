import { type SQL, sql } from 'drizzle-orm'
import type { ComplaintEventType } from '../../workflows/complaint/events.ts'
import { joined } from '../../workflows/evidence/personal.ts'
import type { Capacity } from '../../workflows/organisation/stand-ins.ts'
import { iso } from '../cases/instant.ts'
import type { PenaltySight } from '../cases/penalty-sight.ts'
import { textArray } from '../cases/sight.ts'
import { type HistoryKind, typesOf } from './history-kinds.ts'
import { penaltyOf } from './penalties.ts'

/** An event as the history tells it: its own fields together with what was computed and told. */
export interface PastEvent {
  seq: number
  type: ComplaintEventType
  fields: Record<string, unknown>
  by: string | null
  capacity: Capacity | null
  at: string
  hash: string
  /** its personal part was removed by law */
  erased: boolean
  /** a colleague's appeal against their penalty: who reads this may not know of whom and what */
  withheld: boolean
}

/** Which part of a history: events of one kind or all, those before one of them, at most so many. */
export interface Passage {
  kind: HistoryKind | undefined
  before: number | undefined
  limit: number
}

/** What the page of a case wants of its events; see `caseEventsSql`. */
export interface EventRows {
  events: EventRow[]
  /** how many of each type */
  counts: Partial<Record<ComplaintEventType, number>>
  /** each entry into another stage */
  moves: { stage: string; at: string }[]
}

export interface EventRow {
  seq: number
  type: ComplaintEventType
  facts: object
  personal: object | null
  by: string | null
  capacity: Capacity | null
  at: string
  hash: string
  erased: boolean
}

export const eventColumns = sql.raw(`seq, type, facts, personal, by, capacity, at, left(hash, 10) as hash,
  personal_digest is not null and personal is null as erased`)

/** SQL for `EventRows`, to be read along with the case: one event more than the limit tells whether there are older ones. */
export function caseEventsSql({ kind, before, limit }: Passage): SQL {
  const ofKind = kind ? sql`and type = any(${textArray(typesOf(kind))})` : sql``
  const older = before === undefined ? sql`` : sql`and seq < ${before}`
  return sql`
    (select coalesce(json_agg(row_to_json(one)), '[]') from (select ${eventColumns} from case_events
      where case_id = cases.id ${ofKind} ${older} order by seq desc limit ${limit + 1}) as one) as events,
    (select json_object_agg(type, many) from (select type, count(*) as many from case_events
      where case_id = cases.id group by type) as one) as counts,
    (select json_agg(json_build_object('stage', split_part("to", '.', 1), 'at', at) order by seq) from case_events
      where case_id = cases.id and split_part("from", '.', 1) is distinct from split_part("to", '.', 1)) as moves`
}

export function pastEvent({ facts, personal, at, ...same }: EventRow, mayRead: PenaltySight): PastEvent {
  const fields = joined(facts, personal) as Record<string, unknown>
  const person = penaltyOf({ ...same, fields })
  return { ...same, at: iso(at), fields, withheld: person !== null && !mayRead(person) }
}
