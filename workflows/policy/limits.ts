import type { Level, LimitKind } from '../complaint/codes.ts'
import { isPausable } from './grading.ts'
import type { Limit, Policy } from './policy.ts'

export interface Pause {
  /** UTC instants; `to` is null while the pause runs */
  from: string
  to: string | null
  reasonCode: string
  /** it ended by itself, because the policy allows so many days of pause in all; missing where somebody ended it */
  capped?: number
}

/** Why a pause ended by itself: from when on time counts again, and how many days the policy allows in all. */
export interface PauseCap {
  /** UTC instant */
  at: string
  days: number
}

/** Reporting and going to the customer (T1, T2) never wait, whatever a policy says (domain.md §1.4). */
export const neverPaused: ReadonlySet<LimitKind> = new Set(['report', 'attend'])

/** The limit of a kind for a level; a case without a level has only the limits of the ungraded. */
export function limitOf(policy: Policy, kind: LimitKind, level: Level | null): Limit | undefined {
  const limit = level === null ? policy.ungraded[kind] : policy.limits[kind]?.[level]
  return limit?.pausable && neverPaused.has(kind) ? { ...limit, pausable: false } : limit
}

/** Whether a limit of this kind can ever stand still at this level (null: no level yet). */
export function mayPause(policy: Policy, kind: LimitKind, level: Level | null): boolean {
  return !neverPaused.has(kind) && isPausable(policy, level)
}

/** `until` moved by every pause that lay between `start` and it. */
export function shifted(start: string, until: string, pauses: readonly Pause[]): string {
  let end = Date.parse(until)
  for (const pause of pauses) {
    const from = Math.max(Date.parse(pause.from), Date.parse(start))
    const to = pause.to === null ? from : Date.parse(pause.to)
    if (from <= end && to > from) end += to - from
  }
  return new Date(end).toISOString()
}
