import type { z } from 'zod'
import { longestLimit } from '../calendar/horizon.ts'
import type { Limit, Policy } from './policy.ts'

/** A number of a document, where it stands, and the most that may stand there. */
interface Bounded {
  path: string[]
  number: number | undefined
  most: number
}

/** About ten years. */
const longestDays = longestLimit.day

/** Numbers that nobody can mean: what they would begin could never be counted to its end. */
export function withinBounds(policy: Policy, context: z.RefinementCtx): void {
  for (const { path, number, most } of beyondBounds(policy)) {
    context.addIssue({ code: 'too_big', origin: 'int', maximum: most, inclusive: true, input: number, path })
  }
}

/** The numbers of a document that are beyond all bounds. */
export function beyondBounds(policy: Policy): Bounded[] {
  return boundedIn(policy).filter(({ number, most }) => number !== undefined && number > most)
}

function boundedIn(policy: Policy): Bounded[] {
  const { levels, grading, limits, ungraded, secondFollowUp, approval, caps } = policy
  return [
    ...levels.map((one, index) => bounded(['levels', index, 'rank'], one.rank, 100)),
    ...grading.byCount.map((one, index) => bounded(['grading', 'byCount', index, 'from'], one.from, 10_000_000)),
    ...Object.entries(limits).flatMap(([kind, perLevel]) => limitsIn(['limits', kind], perLevel)),
    ...limitsIn(['ungraded'], ungraded),
    ...Object.entries(secondFollowUp).map(([level, days]) => bounded(['secondFollowUp', level], days, longestDays)),
    ...(approval.joint ?? []).map((one, index) => bounded(['approval', 'joint', index, 'quorum'], one.quorum, 20)),
    ...Object.entries(caps).map(([what, number]) => bounded(['caps', what], number, 1000)),
    bounded(['reopenDays'], policy.reopenDays, longestDays),
    bounded(['appealDays'], policy.appealDays, longestDays),
    bounded(['penaltyAppealWorkDays'], policy.penaltyAppealWorkDays, longestLimit.work_day),
    bounded(['backdatingMinutes'], policy.backdatingMinutes, longestLimit.minute),
  ]
}

const bounded = (path: (string | number)[], number: number | undefined, most: number): Bounded => ({
  path: path.map(String),
  number,
  most,
})

function limitsIn(path: string[], limits: Partial<Record<string, Limit>>): Bounded[] {
  return Object.entries(limits).flatMap(([name, limit]) =>
    limit ? [bounded([...path, name, 'amount'], limit.amount, longestLimit[limit.unit])] : [],
  )
}
