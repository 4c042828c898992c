import type { Channel, Level, ScopeFlag } from '../complaint/codes.ts'
import { exceeds } from './money.ts'
import type { Policy } from './policy.ts'

export interface Grounds {
  channel: Channel
  /** CNY; null = not known yet (金额待核) */
  amount: string | null
  affectedCount: number | null
  scopeFlags: readonly ScopeFlag[]
  /** listed conduct, by the policy's codes */
  conduct?: readonly string[]
}

/** One row of the grading table that spoke. */
export type GradingReason =
  | { by: 'amount'; amount: string; level: Level }
  | { by: 'count'; count: number; level: Level }
  | { by: 'flag'; flag: ScopeFlag; level: Level }
  | { by: 'conduct'; conduct: string; level: Level }
  | { by: 'amount-unknown'; level: Level }

export interface Grading {
  level: Level
  /** the rows that give this level; they are the reason shown */
  reasons: GradingReason[]
  amountUnknown: boolean
  flags: ScopeFlag[]
}

/** The proposed level: the higher of the amount's and the scope's (domain.md §1.3). */
export function grade(policy: Policy, grounds: Grounds): Grading {
  const flags = flagsOf(policy, grounds)
  const found = [
    ...amountReasons(policy, grounds.amount),
    ...scopeReasons(policy, grounds.affectedCount, flags),
    ...conductReasons(policy, grounds.conduct ?? []),
  ]
  const lowest = lowestLevel(policy)
  const level = found.reduce((highest, one) => higher(policy, highest, one.level), lowest)
  const reasons = found.filter(one => one.level === level)
  return {
    level,
    reasons: reasons.length > 0 ? reasons : [{ by: 'amount-unknown', level }],
    amountUnknown: grounds.amount === null,
    flags,
  }
}

/** 1 = mildest; the order of levels is data of the policy. */
export function rankOf(policy: Policy, level: Level): number {
  return policy.levels.find(one => one.code === level)?.rank ?? 0
}

/** Whether a case of this level may be paused. */
export function isPausable(policy: Policy, level: Level | null): boolean {
  return policy.levels.some(one => one.code === level && one.pausable)
}

function flagsOf(policy: Policy, grounds: Grounds): ScopeFlag[] {
  const implied = policy.grading.flagsOfChannel[grounds.channel] ?? []
  return [...new Set([...grounds.scopeFlags, ...implied])].sort()
}

function amountReasons(policy: Policy, amount: string | null): GradingReason[] {
  if (amount === null) return []
  const row = policy.grading.byAmount.find(one => one.upTo === null || !exceeds(amount, one.upTo))
  return row ? [{ by: 'amount', amount, level: row.level }] : []
}

function scopeReasons(policy: Policy, count: number | null, flags: ScopeFlag[]): GradingReason[] {
  const row = count === null ? undefined : policy.grading.byCount.findLast(one => count >= one.from)
  const counted: GradingReason[] = row && count !== null ? [{ by: 'count', count, level: row.level }] : []
  return [...counted, ...flags.map(flag => ({ by: 'flag', flag, level: policy.grading.byFlag[flag] }) as const)]
}

function conductReasons(policy: Policy, conduct: readonly string[]): GradingReason[] {
  const listed = policy.grading.byConduct.filter(one => conduct.includes(one.code))
  return listed.map(({ code, level }) => ({ by: 'conduct', conduct: code, level }))
}

function higher(policy: Policy, one: Level, other: Level): Level {
  return rankOf(policy, other) > rankOf(policy, one) ? other : one
}

/** The mildest level of the policy. */
export function lowestLevel(policy: Policy): Level {
  return policy.levels.reduce((low, one) => (one.rank < low.rank ? one : low)).code
}
