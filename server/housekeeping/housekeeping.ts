import { forgetOldKeys } from '../cases/idempotency.ts'
import { forgetPresences } from '../cases/presences.ts'
import type { Deps } from '../deps.ts'
import { removeExpiredSessions } from '../web/session-store.ts'
import { forgetFailures } from '../web/throttle.ts'
import { startWorker, type Worker } from '../worker.ts'

const hourly = 3_600_000

/** One thing to tidy. */
type Task = (deps: Deps) => Promise<void>

/** What has lost its meaning: ended sessions, idempotency keys older than a day, who once had a case open, failed log-ins. */
const everywhere: Task[] = [
  removeExpiredSessions,
  deps => forgetOldKeys(deps.db, deps.now().toISOString()),
  forgetPresences,
  forgetFailures,
]

/** Tidies once; a task that fails is nothing to the others. @param more what features tidy in their own way */
export async function tidy(deps: Deps, more: Task[] = []): Promise<void> {
  for (const task of [...everywhere, ...more]) await task(deps).catch(error => deps.log.error(error, 'housekeeping'))
}

/** Tidies every hour until it is stopped. */
export const startHousekeeping = (deps: Deps, more: Task[]): Worker =>
  startWorker(async () => {
    await tidy(deps, more)
    return hourly
  })
