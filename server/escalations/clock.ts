import { sql } from 'drizzle-orm'
import { rowsOf } from '../../db/client.ts'
import { reachDeadlines } from '../cases/change-case.ts'
import { StuckCase } from '../cases/load.ts'
import type { Deps } from '../deps.ts'
import { startWorker, type Worker } from '../worker.ts'

/** Design allows 30 s; five also catch a complaint that was logged late, with rungs already due. */
const longestSleep = 5_000
const whileOverdue = 1_000

/**
 * Does what is due now, rungs and pauses that end, case by case, and answers how many cases it worked on. A case on which
 * it cannot work is reported and left for the next turn.
 */
export async function fireDueRungs(deps: Deps): Promise<number> {
  const aside: number[] = []
  let worked = 0
  for (;;) {
    try {
      if (!(await reachDeadlines(deps, { aside }))) return worked
      worked++
    } catch (error) {
      if (!(error instanceof StuckCase)) throw error
      deps.log.error(error, 'clock')
      aside.push(error.id)
    }
  }
}

/** When the next rung falls due on any case, or a pause is used up; null when nothing is waiting. */
export async function nextRungAt(deps: Pick<Deps, 'db'>): Promise<Date | null> {
  const [next] = rowsOf<{ at: string | null }>(
    await deps.db.execute(sql`select least((select min(next_rung_at) from deadlines),
      (select min(pause_ends_at) from cases)) as at`),
  )
  return next?.at ? new Date(next.at) : null
}

/** Something that falls due: how it goes off, and when it does so next. */
export interface Alarm {
  ring(deps: Deps): Promise<number>
  next(deps: Pick<Deps, 'db'>): Promise<Date | null>
}

const rungs: Alarm = { ring: fireDueRungs, next: nextRungAt }

/** How late the clock is, in milliseconds: the age of the oldest alarm that has not gone off (design.md §4). */
export async function clockLateness(deps: Pick<Deps, 'db' | 'now'>, more: Alarm[] = []): Promise<number> {
  const next = await Promise.all([rungs, ...more].map(one => one.next(deps)))
  return Math.max(0, ...next.map(at => (at ? deps.now().getTime() - at.getTime() : 0)))
}

/** Runs the clock until it is stopped: it sleeps until something is due, the rungs of cases or more, five seconds at most. */
export const startClock = (deps: Deps, more: Alarm[] = []): Worker => startWorker(() => turn(deps, [rungs, ...more]))

/** One turn, and how many milliseconds to rest after it. */
async function turn(deps: Deps, alarms: Alarm[]): Promise<number> {
  let rest = longestSleep
  for (const alarm of alarms) rest = Math.min(rest, await rung(deps, alarm))
  return rest
}

/**
 * Lets one kind of alarm go off, whatever befalls the others; a database that is away for a while is reported and tried
 * again. @returns milliseconds until the next; what is overdue still, stuck or with another node, can wait
 */
async function rung(deps: Deps, { ring, next }: Alarm): Promise<number> {
  try {
    await ring(deps)
    const at = await next(deps)
    const left = at ? at.getTime() - deps.now().getTime() : longestSleep
    return left > 0 ? Math.max(10, left) : whileOverdue
  } catch (error) {
    deps.log.error(error, 'clock')
    return longestSleep
  }
}
