import type { Pause, PauseCap } from '../policy/limits.ts'
import type { Policy } from '../policy/policy.ts'
import type { Context } from './context.ts'

const dayLong = 24 * 3_600_000

/** The end of the running pause: when all pauses of the case together have lasted as long as the policy allows. */
export function pauseCap({ pauses }: Pick<Context, 'pauses'>, policy: Policy): PauseCap | null {
  const days = policy.caps.pauseDays
  const running = pauses.at(-1)
  if (days === undefined || running?.to !== null) return null
  const left = Math.max(0, days * dayLong - pausedFor(pauses))
  return { at: new Date(Date.parse(running.from) + left).toISOString(), days }
}

/** Whether the pauses that have ended leave no time for another one. */
export function isPausedOut({ pauses }: Pick<Context, 'pauses'>, { caps }: Policy): boolean {
  return caps.pauseDays !== undefined && pausedFor(pauses) >= caps.pauseDays * dayLong
}

/** Milliseconds of the pauses that have ended. */
function pausedFor(pauses: readonly Pause[]): number {
  return pauses.reduce((sum, { from, to }) => sum + (to === null ? 0 : Date.parse(to) - Date.parse(from)), 0)
}
