import { sql } from 'drizzle-orm'
import { rowsOf } from '../../db/client.ts'
import { reachDeadlines } from '../cases/change-case.ts'
import type { Deps } from '../deps.ts'
import { startWorker, type Worker } from '../worker.ts'

/** Design allows 30 s; five also catch a complaint that was logged late, with rungs already due. */
const longestSleep = 5_000

/** Does what is due now, rungs and pauses that end, case by case, and answers how many cases it worked on. */
export async function fireDueRungs(deps: Deps): Promise<number> {
  let worked = 0
  while (await reachDeadlines(deps)) worked++
  return worked
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

/** One turn; a database that is away for a while is reported and tried again, the clock itself never ends. */
async function turn(deps: Deps, alarms: Alarm[]): Promise<number> {
  try {
    let rest = longestSleep
    for (const { ring, next } of alarms) {
      await ring(deps)
      const at = await next(deps)
      if (at) rest = Math.min(rest, Math.max(10, at.getTime() - deps.now().getTime()))
    }
    return rest
  } catch (error) {
    deps.log.error(error, 'clock')
    return 5_000
  }
}
