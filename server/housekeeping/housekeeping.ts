import { setTimeout as sleep } from 'node:timers/promises'
import { forgetOldKeys } from '../cases/idempotency.ts'
import type { Deps } from '../deps.ts'
import { removeExpiredSessions } from '../web/session-store.ts'

const hourly = 3_600_000

/** Removes what has lost its meaning: ended sessions, and idempotency keys older than a day. */
export async function tidy(deps: Deps): Promise<void> {
  await removeExpiredSessions(deps)
  await forgetOldKeys(deps.db, deps.now().toISOString())
}

/** Tidies every hour until it is stopped. */
export function startHousekeeping(deps: Deps): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = run(deps, stopping.signal)
  return {
    stop: () => {
      stopping.abort()
      return running
    },
  }
}

async function run(deps: Deps, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await tidy(deps).catch(error => deps.log.error(error, 'housekeeping'))
    await sleep(hourly, undefined, { signal: stopping }).catch(() => {})
  }
}
