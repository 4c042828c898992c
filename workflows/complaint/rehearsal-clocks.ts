import type { Accepted, AcceptedOf } from './accepted.ts'
import type { LimitKind } from './codes.ts'
import { type Clock, type Context, isRunning, openStep } from './context.ts'
import type { Deadline } from './deadlines.ts'
import type { ComplaintEvent } from './events.ts'
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

/** An event of the clock at the instant at which it is due; on one case time never stands still (design.md §4). */
export function byClock(event: ComplaintEvent, due: string, now: string): Accepted {
  const at = new Date(Math.max(Date.parse(due), Date.parse(now) + 1)).toISOString()
  return { ...event, by: null, capacity: null, at, computed: {} }
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

/** The clock looks around that often (milliseconds). */
const patience = 5000

/**
 * Before this instant no rung of a complaint that was entered late goes off: it was known only from its entry on, and
 * the clock came to it once its entry was done. Empty where nothing was past due then.
 */
export function firstRingOf(recorded: readonly Accepted[], { at, receivedAt = at }: AcceptedOf<'open'>): string {
  if (receivedAt >= at) return ''
  const rang = recorded.find(one => one.type === 'deadline-reach')?.at
  const latest = new Date(Date.parse(at) + patience).toISOString()
  return rang !== undefined && rang < latest ? rang : latest
}

/** The latest of some UTC instants. */
export const latestOf = (...instants: string[]): string => instants.toSorted().at(-1) ?? ''
