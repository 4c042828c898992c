import type { AcceptedOf } from './accepted.ts'
import { computedFor } from './compute.ts'
import type { Context, Step } from './context.ts'
import type { Deadline } from './deadlines.ts'
import type { RoundRecord } from './rehearsal-record.ts'
import type { RehearsalFacts } from './rehearsed.ts'

/** Of a round that a version would have asked for and that never was. */
export const nobodyAsked: RoundRecord = { turns: [], kept: new Map(), passed: true, endedBy: null }

/**
 * Whom a version would have asked about a case that was settled on the spot; nobody where it lets it be settled.
 * @param context before it was settled
 */
export function askedInstead(facts: RehearsalFacts, context: Context, event: AcceptedOf<'settle'>): Step[] {
  if (context.level === null) return []
  const plan = { type: 'plan', measures: event.measures, explanation: '' } as const
  const { steps = [] } = computedFor({ ...facts, context, at: event.at, actor: event.by }, plan)
  return steps.some(one => one.kind !== 'consent') ? steps : []
}

/** A plan that this version asks for was never made: its limit ended with the settling and was not met by it. */
export function withoutPlan(deadlines: Deadline[], settledAt: string | null): Deadline[] {
  const isPlan = (one: Deadline) => one.kind === 'plan' && one.metAt !== null && one.metAt === settledAt
  return deadlines.map(one => (isPlan(one) ? { ...one, metAt: null, endedAt: one.metAt } : one))
}
