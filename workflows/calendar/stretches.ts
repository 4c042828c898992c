import { Temporal } from 'temporal-polyfill'
import { isEntered } from './complete.ts'
import { kindOf } from './days.ts'
import type { Calendar } from './workdays.ts'
import { dueAfter, type Span } from './working-time.ts'

/** What time is to a limit: `make-up` and `company-work` count like any working day, and say why somebody works then. */
export const stretchKinds = [
  'counted',
  'make-up',
  'company-work',
  'first-day',
  'weekend',
  'holiday',
  'company-off',
  'closed',
  'rolled',
] as const
export type StretchKind = (typeof stretchKinds)[number]

/** A part of the time between the start of a limit and its due instant, and whether it counts. */
export interface Stretch {
  kind: StretchKind
  /** UTC instants; `to` is the first one that no longer belongs to it */
  from: string
  to: string
}

/** Why a span ends when it ends: the explanation of `dueAfter` for the same arguments. */
export interface SpanLedger {
  /** UTC, inclusive */
  dueAt: string
  calendar: string
  /** 日历暂定: working days of a year whose holidays nobody has entered yet */
  provisional: boolean
  /** without gaps from the start to the due instant */
  stretches: Stretch[]
}

/**
 * Lays out every counted and non-working stretch of a span (domain.md §5.1).
 * @param start UTC instant @returns the due instant of `dueAfter` with what leads to it
 */
export function explainSpan(span: Span, start: string, calendar: Calendar): SpanLedger {
  const dueAt = dueAfter(span, start, calendar)
  return {
    dueAt,
    calendar: calendar.version,
    provisional: isProvisional(span, start, dueAt, calendar),
    stretches: merged(stretchesOf(span, start, dueAt, calendar)),
  }
}

/** Whether the answer rests on a year without a table of holidays and make-up days (domain.md §5.2). */
export function isProvisional(span: Span, start: string, dueAt: string, calendar: Calendar): boolean {
  if (!span.roll && span.unit !== 'work_day' && span.unit !== 'work_minute') return false
  const first = yearOf(start, calendar)
  const years = Array.from({ length: yearOf(dueAt, calendar) - first + 1 }, (_, index) => first + index)
  return years.some(year => !isEntered(calendar, year))
}

function stretchesOf(span: Span, start: string, dueAt: string, calendar: Calendar): Stretch[] {
  const wholeDays = !['minute', 'hour', 'work_minute'].includes(span.unit)
  // a span of days ends with the last millisecond of a day: the stretch is closed by the midnight after it
  const end = wholeDays ? after(dueAt) : dueAt
  if (span.unit === 'minute' || span.unit === 'hour') return [{ kind: 'counted', from: start, to: end }]
  const days = daysBetween(start, end, calendar)
  if (span.unit === 'work_minute')
    return days.flatMap(day => shiftsOf(day, calendar)).flatMap(one => cut(one, start, end))
  const last = span.roll ? dueAfter({ ...span, roll: false }, start, calendar) : dueAt
  return days.map((day, index) => ({
    kind: dayKind(span, day, index, last, calendar),
    ...boundsOf(day, start, calendar),
  }))
}

function dayKind(span: Span, day: Temporal.PlainDate, index: number, last: string, calendar: Calendar): StretchKind {
  if (index === 0) return 'first-day'
  if (midnight(day, calendar) > last) return 'rolled'
  return span.unit === 'work_day' ? (restOf(day, calendar) ?? workOf(day, calendar)) : 'counted'
}

/** The parts of one day as people work: shifts are counted, the time around them is closed. */
function shiftsOf(day: Temporal.PlainDate, calendar: Calendar): Stretch[] {
  const opens = (minutes: number) => new Date(Date.parse(midnight(day, calendar)) + minutes * 60_000).toISOString()
  const tomorrow = midnight(day.add({ days: 1 }), calendar)
  const rest = restOf(day, calendar)
  if (rest) return [{ kind: rest, from: opens(0), to: tomorrow }]
  const marks = calendar.shifts.flat().map(opens)
  const edges = [opens(0), ...marks, tomorrow]
  const work = workOf(day, calendar)
  return edges.slice(1).map((to, index) => ({ kind: index % 2 === 1 ? work : 'closed', from: edges[index] ?? to, to }))
}

function cut(stretch: Stretch, start: string, end: string): Stretch[] {
  const from = stretch.from < start ? start : stretch.from
  const to = stretch.to > end ? end : stretch.to
  return from < to ? [{ ...stretch, from, to }] : []
}

/** Why nobody works on that day, or null when people do. */
function restOf(day: Temporal.PlainDate, calendar: Calendar): 'weekend' | 'holiday' | 'company-off' | null {
  const kind = kindOf(calendar, day)
  return kind === 'weekend' || kind === 'holiday' || kind === 'company-off' ? kind : null
}

/** By whose word people work on that day: the week's, the national table's, the company's. */
function workOf(day: Temporal.PlainDate, calendar: Calendar): 'counted' | 'make-up' | 'company-work' {
  const kind = kindOf(calendar, day)
  return kind === 'make-up' || kind === 'company-work' ? kind : 'counted'
}

function daysBetween(start: string, end: string, calendar: Calendar): Temporal.PlainDate[] {
  const days: Temporal.PlainDate[] = []
  for (let day = dateOf(start, calendar); midnight(day, calendar) < end; day = day.add({ days: 1 })) days.push(day)
  return days
}

function boundsOf(day: Temporal.PlainDate, start: string, calendar: Calendar): { from: string; to: string } {
  const opens = midnight(day, calendar)
  return { from: opens < start ? start : opens, to: midnight(day.add({ days: 1 }), calendar) }
}

function merged(stretches: Stretch[]): Stretch[] {
  const list: Stretch[] = []
  for (const one of stretches) {
    const before = list.at(-1)
    if (before?.kind === one.kind) before.to = one.to
    else list.push({ ...one })
  }
  return list
}

function dateOf(instant: string, calendar: Calendar): Temporal.PlainDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(calendar.zone).toPlainDate()
}

function yearOf(instant: string, calendar: Calendar): number {
  return dateOf(instant, calendar).year
}

function midnight(day: Temporal.PlainDate, calendar: Calendar): string {
  return new Date(day.toZonedDateTime(calendar.zone).epochMilliseconds).toISOString()
}

function after(instant: string): string {
  return new Date(Date.parse(instant) + 1).toISOString()
}
