import type { LimitKind } from './codes.ts'
import { type Clock, type Context, isRunning, openStep } from './context.ts'
import type { Deadline } from './deadlines.ts'
import type { Turn } from './rehearsal-record.ts'
import { whoIn } from './rehearsal-steps.ts'

/** A rung of a ladder that falls due. */
export interface Rung {
  kind: LimitKind
  entry: number
  rung: number
  /** UTC instant */
  due: string
}

/** The first rung that falls due up to an instant. */
export function nextRungOf(deadlines: readonly Deadline[], until: string): Rung | undefined {
  const next = deadlines
    .filter(one => one.nextRungAt !== null && one.nextRungAt <= until)
    .sort((one, other) => ((one.nextRungAt ?? '') < (other.nextRungAt ?? '') ? -1 : 1))[0]
  if (!next?.nextRungAt || next.nextRung === null) return undefined
  return { kind: next.kind, entry: next.entry, rung: next.nextRung, due: next.nextRungAt }
}

/**
 * A step that opens only now, because those who were asked together answer one by one, runs since it was asked.
 * @param now the UTC instant at which it opened
 */
export function sinceAsked(context: Context, turns: readonly Turn[], now: string): Context {
  const step = openStep(context)
  const who = step ? whoIn(step) : []
  const asked = turns.filter(one => who.includes(one.who)).map(one => one.askedAt)
  const [startedAt = now] = asked.sort()
  const opensNow = (clock: Clock) => clock.kind === step?.limit && isRunning(clock) && clock.startedAt === now
  if (startedAt >= now || !context.clocks.some(opensNow)) return context
  return { ...context, clocks: context.clocks.map(one => (opensNow(one) ? { ...one, startedAt } : one)) }
}
