import { and, eq, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../db/client.ts'
import { settings } from '../../db/schema.ts'
import { putOnRecord } from '../audit.ts'
import { loadCalendars } from '../cases/calendars.ts'
import type { Deps } from '../deps.ts'
import { startWorker, type Worker } from '../worker.ts'
import { type AllFollowing, type FollowingKind, followingKinds } from './following.ts'

/** How far what is open has been brought to the calendar in force: cases first, then corrective actions. */
export interface Recalculation extends Record<FollowingKind, number> {
  calendar: string
  /** what is being looked at, and the id of the last one that was */
  kind: FollowingKind
  after: number
  /** open when it began; how many were looked at; cases and actions that changed, and in how many deadlines */
  total: number
  done: number
  deadlines: number
  /** what those under way change, noted before they are: a server that dies in between does not lose count */
  batch: { moved: number; deadlines: number } | null
  finished: boolean
}

const name = 'calendar-recalculation'
const rest = 5_000

/** Notes, in the transaction that publishes a calendar, that everything open has to be looked at. */
export async function beginRecalculation(tx: Transaction, following: AllFollowing, calendar: string): Promise<void> {
  let total = 0
  for (const kind of followingKinds) total += await following[kind].countOpen(tx)
  const nothing = { done: 0, cases: 0, actions: 0, deadlines: 0, batch: null }
  const value: Recalculation = { calendar, kind: followingKinds[0], after: 0, total, ...nothing, finished: false }
  await tx.insert(settings).values({ name, value }).onConflictDoUpdate({ target: settings.name, set: { value } })
}

/** The last recalculation; undefined before there was one. */
export async function recalculation({ db }: Pick<Deps, 'db'>): Promise<Recalculation | undefined> {
  const [row] = await db.select().from(settings).where(eq(settings.name, name))
  return row?.value as Recalculation | undefined
}

/** Moves open deadlines behind the scenes whenever a calendar was published, on whichever node comes first. */
export const startRecalculating = (deps: Deps, following: AllFollowing): Worker =>
  startWorker(async () => {
    try {
      return (await recalculateSome(deps, following)) ? 0 : rest
    } catch (error) {
      deps.log.error(error, 'recalculation')
      return rest
    }
  })

/** Brings some more of what is open to the calendar in force. @returns whether there is more to do */
export async function recalculateSome(deps: Deps, following: AllFollowing): Promise<boolean> {
  const state = await recalculation(deps)
  if (!state || state.finished) return false
  const { kind, calendar, after } = state
  const looked = await following[kind].lookAfter(deps.db, await loadCalendars(deps.db), after)
  if (!state.batch) {
    const deadlines = looked.moved.reduce((sum, one) => sum + one.moves.length, 0)
    await replaced(deps.db, state, { ...state, batch: { moved: looked.moved.length, deadlines } })
    return true
  }
  await following[kind].follow(deps, looked, calendar)
  const { moved, deadlines } = state.batch
  const done = { done: state.done + looked.numbers.length, [kind]: state[kind] + moved, batch: null }
  const next = { ...state, ...done, deadlines: state.deadlines + deadlines, ...whereToGoOn(kind, looked.last) }
  await goOn(deps, state, next)
  return !next.finished
}

function whereToGoOn(kind: FollowingKind, last: number | undefined): Partial<Recalculation> {
  if (last !== undefined) return { after: last }
  const next = followingKinds[followingKinds.indexOf(kind) + 1]
  return next ? { kind: next, after: 0 } : { finished: true }
}

/** The end is put on record. */
async function goOn(deps: Deps, state: Recalculation, next: Recalculation): Promise<void> {
  await deps.db.transaction(async tx => {
    if (!(await replaced(tx, state, next)) || !next.finished) return
    const { calendar: key, cases, actions, deadlines } = next
    const details = { cases, actions, deadlines }
    const deed = { person: null, subject: 'calendar', key, action: 'recalculated', details } as const
    await putOnRecord(tx, deps.now().toISOString(), deed)
  })
}

/** Only the node that finds the state as it read it goes on counting. @returns whether it was this one */
async function replaced(db: Database | Transaction, state: Recalculation, value: Recalculation): Promise<boolean> {
  const unchanged = sql`${settings.value} = ${JSON.stringify(state)}::jsonb`
  const written = await db
    .update(settings)
    .set({ value })
    .where(and(eq(settings.name, name), unchanged))
    .returning()
  return written.length > 0
}
