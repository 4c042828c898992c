import { sql } from 'drizzle-orm'
import { rowsOf } from '../../db/client.ts'
import { reachDeadlines } from '../cases/change-case.ts'
import type { Deps } from '../deps.ts'
import { startWorker, type Worker } from '../worker.ts'

/** Design allows 30 s; five also catch a complaint that was logged late, with rungs already due. */
const longestSleep = 5_000

/** Fires every rung that is due now, case by case, and answers how many cases it worked on. */
export async function fireDueRungs(deps: Deps): Promise<number> {
  let worked = 0
  while (await reachDeadlines(deps)) worked++
  return worked
}

/** When the next rung falls due on any case; null when none is waiting. */
export async function nextRungAt(deps: Pick<Deps, 'db'>): Promise<Date | null> {
  const [next] = rowsOf<{ at: string | null }>(
    await deps.db.execute(sql`select min(next_rung_at) as at from deadlines`),
  )
  return next?.at ? new Date(next.at) : null
}

/** How late the clock is, in milliseconds: the age of the oldest rung that has not gone off (design.md §4). */
export async function clockLateness(deps: Pick<Deps, 'db' | 'now'>): Promise<number> {
  const next = await nextRungAt(deps)
  return next ? Math.max(0, deps.now().getTime() - next.getTime()) : 0
}

/** Runs the clock until it is stopped: it sleeps until the next due rung, five seconds at most. */
export const startClock = (deps: Deps): Worker => startWorker(() => turn(deps))

/** One turn; a database that is away for a while is reported and tried again, the clock itself never ends. */
async function turn(deps: Deps): Promise<number> {
  try {
    await fireDueRungs(deps)
    const next = await nextRungAt(deps)
    return next ? Math.min(longestSleep, Math.max(10, next.getTime() - deps.now().getTime())) : longestSleep
  } catch (error) {
    deps.log.error(error, 'clock')
    return 5_000
  }
}
