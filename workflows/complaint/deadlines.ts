import type { Calendars } from '../calendar/calendars.ts'
import type { Calendar } from '../calendar/workdays.ts'
import { dueAfter } from '../calendar/working-time.ts'
import { nextRung } from '../policy/ladder.ts'
import { limitOf, type Pause, shifted } from '../policy/limits.ts'
import type { Limit, PolicyVersion } from '../policy/policy.ts'
import type { LimitKind } from './codes.ts'
import { type Clock, type Context, isRunning } from './context.ts'

/** Why a deadline is due when it is: enough to draw every counted and paused interval. */
export interface Ledger {
  policy: string
  calendar: string
  limit: Limit
  startedAt: string
  /** finished and running pauses that count for this limit */
  pauses: Pause[]
  extended: Clock['extended']
  /** rungs that went off, in percent */
  fired: number[]
}

/** A limit on one case (design.md §4): the row that page, mail, API, report and escalation read. */
export interface Deadline {
  kind: LimitKind
  entry: number
  startedAt: string
  /** UTC, inclusive; while a pause runs, the instant as it stood when the pause began */
  dueAt: string
  metAt: string | null
  endedAt: string | null
  missedAt: string | null
  ledger: Ledger
  nextRung: number | null
  nextRungAt: string | null
}

/** Every deadline of the case: kinds without a limit at its level have none (domain.md §1.4). */
export function deadlinesOf(context: Context, from: PolicyVersion, calendars: Calendars): Deadline[] {
  return context.clocks.flatMap(clock => {
    const limit = limitOf(from.policy, clock.kind, context.level)
    const inForce = limit && clockStart(clock, limit, context)
    if (!limit || !inForce) return []
    return [deadlineOf(context, clock, limit, inForce, from, calendars.of(clock.calendar ?? context.calendar))]
  })
}

/** The open deadlines that are past due at `at` and not yet marked: noticed by the next event or by the clock. */
export function newlyMissed(deadlines: readonly Deadline[], at: string, paused: boolean) {
  return deadlines
    .filter(one => isOpen(one) && one.missedAt === null && one.dueAt < heldAt(one, at, paused))
    .map(({ kind, entry }) => ({ kind, entry }))
}

/** A deadline that still has to be met. */
export function isOpen(deadline: Deadline): boolean {
  return deadline.metAt === null && deadline.endedAt === null
}

/** A pause holds it: its due instant moves on until the pause ends. */
function isHeld(deadline: Deadline): boolean {
  return deadline.ledger.pauses.some(pause => pause.to === null)
}

/**
 * The earliest open limit. `dueAt` (UTC) is null when nothing runs or everything is held by a pause; `dueKind` then
 * names the first of the held ones, and is null only when nothing runs.
 */
export function nextDueOf(deadlines: readonly Deadline[]): { dueAt: string | null; dueKind: LimitKind | null } {
  const open = deadlines
    .filter(isOpen)
    .toSorted((one, other) => compare(one.dueAt, other.dueAt) || compare(one.kind, other.kind))
  const running = open.find(one => !isHeld(one))
  return { dueAt: running?.dueAt ?? null, dueKind: (running ?? open[0])?.kind ?? null }
}

const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other))

function deadlineOf(
  context: Context,
  clock: Clock,
  limit: Limit,
  startedAt: string,
  from: PolicyVersion,
  calendar: Calendar,
): Deadline {
  const pauses = limit.pausable ? pausesWithin(context.pauses, startedAt, clock.metAt ?? clock.endedAt) : []
  const plainDueAt = plainDue(clock, limit, startedAt, calendar)
  const counted = pausesOf({ pauses, extended: clock.extended })
  const next = isRunning(clock)
    ? nextRung(from.policy, { kind: clock.kind, startedAt, plainDueAt, pauses: counted, fired: clock.fired })
    : null
  return {
    kind: clock.kind,
    entry: clock.entry,
    startedAt,
    dueAt: shifted(startedAt, plainDueAt, counted),
    metAt: clock.metAt,
    endedAt: clock.endedAt,
    missedAt: clock.missedAt,
    ledger: {
      policy: `${from.code}/${from.version}`,
      calendar: calendar.version,
      limit: limitFor(clock, limit),
      startedAt,
      pauses,
      extended: clock.extended,
      fired: clock.fired,
    },
    nextRung: next?.rung ?? null,
    nextRungAt: next?.at ?? null,
  }
}

/** The pauses of the case as far as they lie in the run of a limit: what is over moves no more. */
function pausesWithin(pauses: readonly Pause[], start: string, over: string | null): Pause[] {
  const within = pauses.filter(one => (one.to === null || one.to > start) && (over === null || one.from < over))
  return within.map(one => (over !== null && (one.to === null || one.to > over) ? { ...one, to: over } : one))
}

function plainDue(clock: Clock, limit: Limit, startedAt: string, calendar: Calendar): string {
  if (clock.extended) return clock.extended.until
  return dueAfter(limitFor(clock, limit), startedAt, calendar)
}

/** The second call after closing has a limit of its own, in days. */
function limitFor(clock: Clock, limit: Limit): Limit {
  return clock.againAfterDays === null ? limit : { ...limit, amount: clock.againAfterDays, unit: 'day' }
}

/** A limit may run from arrival instead of receipt (domain.md §1.4, `clock_start`); until then it does not run. */
function clockStart(clock: Clock, limit: Limit, context: Context): string | null {
  if (limit.from !== 'arrived' || clock.entry > 1) return clock.startedAt
  return context.clocks.find(one => one.kind === 'attend')?.metAt ?? null
}

/** The pauses that move the due instant: an extension has reckoned with those before it. */
export function pausesOf({ pauses, extended }: Pick<Ledger, 'pauses' | 'extended'>): Pause[] {
  if (!extended) return pauses
  const { at } = extended
  const later = pauses.filter(pause => pause.to === null || pause.to > at)
  return later.map(pause => (pause.from < at ? { ...pause, from: at } : pause))
}

/** While a pause runs, time stands still for pausable limits. */
function heldAt(deadline: Deadline, at: string, paused: boolean): string {
  const running = paused ? deadline.ledger.pauses.find(pause => pause.to === null) : undefined
  return running && running.from < at ? running.from : at
}
