import { and, eq, sql } from 'drizzle-orm'
import { type Database, rowsOf, type Transaction } from '../../db/client.ts'
import { settings } from '../../db/schema.ts'
import type { Calendars } from '../../workflows/calendar/calendars.ts'
import type { Context } from '../../workflows/complaint/context.ts'
import { type Move, movesOf } from '../../workflows/complaint/recalendar.ts'
import { putOnRecord } from '../audit.ts'
import { loadCalendars } from '../cases/calendars.ts'
import { changeCase } from '../cases/change-case.ts'
import { parsedJson } from '../cases/parsed-json.ts'
import { policyAt } from '../cases/policies.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { startWorker, type Worker } from '../worker.ts'

/** How far the open cases have been brought to the calendar in force. */
export interface Recalculation {
  calendar: string
  /** id of the last case that was looked at */
  after: number
  /** open cases when it began, how many were looked at, how many changed and in how many deadlines */
  total: number
  done: number
  cases: number
  deadlines: number
  finished: boolean
}

interface MovedCase {
  id: number
  number: string
  moves: Move[]
}

const name = 'calendar-recalculation'
const batchSize = 200
const rest = 5_000

/** Notes, in the transaction that publishes a calendar, that the open cases have to be looked at. */
export async function beginRecalculation(tx: Transaction, calendar: string): Promise<void> {
  const [row] = rowsOf<{ total: number }>(
    await tx.execute(sql`select count(*)::int as total from cases where closed_at is null`),
  )
  const total = row?.total ?? 0
  const value: Recalculation = { calendar, after: 0, total, done: 0, cases: 0, deadlines: 0, finished: false }
  await tx.insert(settings).values({ name, value }).onConflictDoUpdate({ target: settings.name, set: { value } })
}

/** The last recalculation; undefined before there was one. */
export async function recalculation({ db }: Pick<Deps, 'db'>): Promise<Recalculation | undefined> {
  const [row] = await db.select().from(settings).where(eq(settings.name, name))
  return row?.value as Recalculation | undefined
}

/** Moves open deadlines behind the scenes whenever a calendar was published, on whichever node comes first. */
export const startRecalculating = (deps: Deps): Worker =>
  startWorker(async () => {
    try {
      return (await recalculateSome(deps)) ? 0 : rest
    } catch (error) {
      deps.log.error(error, 'recalculation')
      return rest
    }
  })

/** Brings some more open cases to the calendar in force. @returns whether there is more to do */
export async function recalculateSome(deps: Deps): Promise<boolean> {
  const state = await recalculation(deps)
  if (!state || state.finished) return false
  const looked = await movesAfter(deps.db, await loadCalendars(deps.db), state.after)
  for (const one of looked.moved) await moveCase(deps, one.number, state.calendar)
  await goOn(deps, state, looked)
  return looked.last !== undefined
}

/** What would move if these calendars were in force: open cases in order, as many as a batch has. */
export async function movesAfter(db: Database, calendars: Calendars, after: number) {
  const found = await db.execute(sql`
    select id::int, number, policy_code, policy_version, snapshot -> 'context' as context from cases
    where closed_at is null and id > ${after} order by id limit ${batchSize}`)
  const rows = rowsOf<{ id: number; number: string; policy_code: string; policy_version: number; context: unknown }>(
    found,
  )
  const moved: MovedCase[] = []
  for (const { id, number, policy_code, policy_version, context } of rows) {
    const version = await policyAt(db, policy_code, policy_version)
    const moves = movesOf(parsedJson(context) as Context, version, calendars)
    if (moves.length > 0) moved.push({ id, number, moves })
  }
  return { moved, count: rows.length, last: rows.at(-1)?.id }
}

/** A case that has closed meanwhile, or has followed the calendar by itself, is left as it is. */
async function moveCase(deps: Deps, number: string, calendar: string): Promise<void> {
  await changeCase(deps, number, { type: 'recalendar', calendar }, 'clock').catch(error => {
    if (!(error instanceof Refusal)) throw error
  })
}

/** Only the node that finds the count as it read it goes on counting; the end is put on record. */
async function goOn(deps: Deps, state: Recalculation, looked: Awaited<ReturnType<typeof movesAfter>>): Promise<void> {
  const next: Recalculation = {
    ...state,
    after: looked.last ?? state.after,
    done: state.done + looked.count,
    cases: state.cases + looked.moved.length,
    deadlines: state.deadlines + looked.moved.reduce((sum, one) => sum + one.moves.length, 0),
    finished: looked.last === undefined,
  }
  await deps.db.transaction(async tx => {
    const unchanged = sql`${settings.value} = ${JSON.stringify(state)}::jsonb`
    const written = await tx
      .update(settings)
      .set({ value: next })
      .where(and(eq(settings.name, name), unchanged))
      .returning()
    if (written.length === 0 || !next.finished) return
    const { calendar: key, cases, deadlines } = next
    const deed = {
      person: null,
      subject: 'calendar',
      key,
      action: 'recalculated',
      details: { cases, deadlines },
    } as const
    await putOnRecord(tx, deps.now().toISOString(), deed)
  })
}
