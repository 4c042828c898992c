import { type SQL, sql } from 'drizzle-orm'
import { type Database, rowsOf } from '../../db/client.ts'
import { parsedJson } from '../cases/parsed-json.ts'
import type { PenaltySight } from '../cases/penalty-sight.ts'
import { type EventRow, eventColumns, type PastEvent, pastEvent } from './case-events.ts'
import { type Corrected, type CorrectionWords, correctionsOf, correctionWords, correctiveTypes } from './corrections.ts'
import { type HistoryLine, historyLine } from './history.ts'

/** Something that others did to a case while a page of it was open. */
export interface Change extends HistoryLine {
  /** what was corrected, each with what stood there before */
  corrected: string[]
}

interface Reader {
  login: string
  mayRead: PenaltySight
}

/** What others did to a case since a page of it was made. */
export interface News {
  events: PastEvent[]
  corrected: Map<number, Corrected[]>
}

/**
 * What others did to a case since a page of it was made, oldest first; of the clock only that a limit was missed, for
 * its reminders change nothing.
 * @param seen `seq` of the case as the page shows it
 * @param reader whose page it is
 */
export async function newsSince(db: Database, id: number, seen: number, reader: Reader): Promise<News> {
  // it comes from a form, and the column holds no greater or lesser number
  const after = Math.min(Math.max(seen, 0), 2 ** 31 - 1)
  const events = await eventsWhere(
    db,
    sql`case_id = ${id} and seq > ${after} and by is distinct from ${reader.login}
      and (type <> 'deadline-reach' or facts #> '{computed,missed}' is not null) order by seq limit 50`,
    reader.mayRead,
  )
  const corrects = events.some(event => correctiveTypes.some(type => type === event.type))
  return { events, corrected: corrects ? correctionsOf(await recordEvents(db, id, reader.mayRead)) : new Map() }
}

export function changesIn({ events, corrected }: News, words: CorrectionWords): Change[] {
  return events.map(event => ({
    ...historyLine(event, words),
    corrected: (corrected.get(event.seq) ?? []).map(one => correctionWords(one, words)),
  }))
}

/** Everything that gave or corrected what is on record. */
const recordEvents = (db: Database, id: number, mayRead: PenaltySight) =>
  eventsWhere(db, sql`case_id = ${id} and type in ('open', 'register', 'amend', 'regrade') order by seq`, mayRead)

async function eventsWhere(db: Database, condition: SQL, mayRead: PenaltySight): Promise<PastEvent[]> {
  const found = await db.execute(sql`select ${eventColumns} from case_events where ${condition}`)
  return rowsOf<EventRow>(found).map(({ facts, personal, capacity, ...same }) => {
    const parsed = [facts, personal, capacity].map(parsedJson) as [object, object | null, EventRow['capacity']]
    return pastEvent({ ...same, facts: parsed[0], personal: parsed[1], capacity: parsed[2] }, mayRead)
  })
}
