import { inArray, sql } from 'drizzle-orm'
import { logInFailures } from '../../db/schema.ts'
import type { Deps } from '../deps.ts'
import { Problem } from './problem.ts'

const quarterOfAnHour = 15 * 60_000
const allowed = { login: 10, address: 50 }

/** Failed attempts are counted under these keys; a success counts nowhere. */
export interface Attempt {
  login: string
  address: string
}

const keysOf = ({ login, address }: Attempt) => [`login:${login.toLowerCase()}`, `address:${address}`]

/** Refuses for a while after too many failures, whether the password is right or not. */
export async function refuseIfThrottled({ db, now }: Deps, attempt: Attempt): Promise<void> {
  const rows = await db
    .select()
    .from(logInFailures)
    .where(inArray(logInFailures.key, keysOf(attempt)))
  const at = now().getTime()
  for (const { key, count, until } of rows) {
    const left = Date.parse(until) - at
    const limit = key.startsWith('login:') ? allowed.login : allowed.address
    if (left > 0 && count >= limit) throw new Problem(429, 'throttled', { retryAfter: Math.ceil(left / 1000) })
  }
}

/** Counts one more failure; a count whose time is over begins anew. */
export async function countFailure({ db, now }: Deps, attempt: Attempt): Promise<void> {
  const at = now()
  const until = new Date(at.getTime() + quarterOfAnHour).toISOString()
  const over = sql`${logInFailures.until} <= ${at.toISOString()}::timestamptz`
  await db
    .insert(logInFailures)
    .values(keysOf(attempt).map(key => ({ key, count: 1, until })))
    .onConflictDoUpdate({
      target: logInFailures.key,
      set: {
        count: sql`case when ${over} then 1 else ${logInFailures.count} + 1 end`,
        until: sql`case when ${over} then ${until}::timestamptz else ${logInFailures.until} end`,
      },
    })
}
