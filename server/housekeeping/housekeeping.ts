import { forgetOldKeys } from '../cases/idempotency.ts'
import type { Deps } from '../deps.ts'
import { removeExpiredSessions } from '../web/session-store.ts'
import { startWorker, type Worker } from '../worker.ts'

const hourly = 3_600_000

/** Removes what has lost its meaning: ended sessions, and idempotency keys older than a day. */
export async function tidy(deps: Deps): Promise<void> {
  await removeExpiredSessions(deps)
  await forgetOldKeys(deps.db, deps.now().toISOString())
}

/** Tidies every hour until it is stopped. */
export const startHousekeeping = (deps: Deps): Worker =>
  startWorker(async () => {
    await tidy(deps).catch(error => deps.log.error(error, 'housekeeping'))
    return hourly
  })
