import { inArray, lte, sql } from 'drizzle-orm'
import { logInFailures } from '../../db/schema.ts'
import type { Deps } from '../deps.ts'
import { Problem } from './problem.ts'

const quarterOfAnHour = 15 * 60_000

/** Most failures come from one person at one place; a log-in alone allows more, so that nobody locks others out. */
const allowed = { here: 10, address: 50, login: 100 }

/** Failed attempts are counted under these keys; a success counts nowhere. */
export interface Attempt {
  login: string
  address: string
}

const keysOf = ({ login, address }: Attempt) => [
  `here:${login.toLowerCase()} ${address}`,
  `address:${address}`,
  `login:${login.toLowerCase()}`,
]

/** Refuses for a while after too many failures, whether the password is right or not. */
export async function refuseIfThrottled({ db, now }: Deps, attempt: Attempt): Promise<void> {
  const rows = await db
    .select()
    .from(logInFailures)
    .where(inArray(logInFailures.key, keysOf(attempt)))
  const at = now().getTime()
  for (const { key, count, until } of rows) {
    const left = Date.parse(until) - at
    const [counted] = key.split(':') as [keyof typeof allowed]
    if (left > 0 && count >= allowed[counted])
      throw new Problem(429, 'throttled', { retryAfter: Math.ceil(left / 1000) })
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

/** Removes counts whose time is over: a try under a log-in that nobody has leaves some behind. */
export async function forgetFailures({ db, now }: Deps): Promise<void> {
  await db.delete(logInFailures).where(lte(logInFailures.until, now().toISOString()))
}
