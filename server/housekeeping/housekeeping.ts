import { forgetOldKeys } from '../cases/idempotency.ts'
import { forgetPresences } from '../cases/presences.ts'
import type { Deps } from '../deps.ts'
import { removeExpiredSessions } from '../web/session-store.ts'
import { startWorker, type Worker } from '../worker.ts'

const hourly = 3_600_000

/** What a feature has to tidy in its own way. */
type Task = (deps: Deps) => Promise<void>

/** Removes what has lost its meaning: ended sessions, idempotency keys older than a day, who once had a case open. */
export async function tidy(deps: Deps): Promise<void> {
  await removeExpiredSessions(deps)
  await forgetOldKeys(deps.db, deps.now().toISOString())
  await forgetPresences(deps)
}

/** Tidies every hour until it is stopped. */
export const startHousekeeping = (deps: Deps, more: Task[] = []): Worker =>
  startWorker(async () => {
    for (const task of [tidy, ...more]) await task(deps).catch(error => deps.log.error(error, 'housekeeping'))
    return hourly
  })
