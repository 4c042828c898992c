import { Temporal } from 'temporal-polyfill'
import { BeyondHorizon, longestLimit } from './horizon.ts'
import { type Calendar, isWorkday, workdayAfter } from './workdays.ts'

const minute = 60_000

export interface Span {
  amount: number
  unit: keyof typeof longestLimit
  /** a last day that is no working day moves to the next one */
  roll?: boolean | undefined
}

/**
 * The last instant that is still in time, for a span counted from an instant (domain.md §5.1).
 * Minutes and hours run round the clock. Days, working days and months leave the first day out and end with the
 * last millisecond of the last day. `month-end`: the end of the month, or of the next one after day `amount`.
 * @param start UTC instant @returns UTC instant @throws BeyondHorizon for more than about ten years
 */
export function dueAfter(span: Span, start: string, calendar: Calendar): string {
  if (span.amount > longestLimit[span.unit]) throw new BeyondHorizon()
  if (span.unit === 'minute') return later(start, span.amount * minute)
  if (span.unit === 'hour') return later(start, span.amount * 60 * minute)
  const from = Temporal.Instant.from(start).toZonedDateTimeISO(calendar.zone)
  if (span.unit === 'work_minute') return later(start, workingMinutes(from, span.amount, calendar))
  return endOfDay(lastDay(span, from.toPlainDate(), calendar), calendar)
}

function lastDay(span: Span, first: Temporal.PlainDate, calendar: Calendar): Temporal.PlainDate {
  const day = plainLastDay(span, first, calendar)
  return span.roll ? firstWorkdayFrom(day, calendar) : day
}

function plainLastDay(span: Span, first: Temporal.PlainDate, calendar: Calendar): Temporal.PlainDate {
  if (span.unit === 'day') return first.add({ days: span.amount })
  if (span.unit === 'month') return first.add({ months: span.amount })
  if (span.unit === 'month-end') {
    const month = first.day > span.amount ? first.add({ months: 1 }) : first
    return month.with({ day: month.daysInMonth })
  }
  return workdayAfter(first, span.amount, calendar)
}

function firstWorkdayFrom(date: Temporal.PlainDate, calendar: Calendar): Temporal.PlainDate {
  return isWorkday(date, calendar) ? date : workdayAfter(date, 1, calendar)
}

/** Milliseconds on the wall until that many working minutes have passed. */
function workingMinutes(from: Temporal.ZonedDateTime, minutes: number, calendar: Calendar): number {
  const today = from.toPlainDate()
  const left = minutes * minute
  const atOnce = isWorkday(today, calendar) ? shiftsFrom(today, from.epochMilliseconds, calendar) : []
  const worked = lengthOf(atOnce)
  if (left <= worked) return momentIn(atOnce, left) - from.epochMilliseconds
  const wholeDay = lengthOf(shiftsFrom(today, 0, calendar))
  const more = Math.ceil((left - worked) / wholeDay)
  const last = shiftsFrom(workdayAfter(today, more, calendar), 0, calendar)
  return momentIn(last, left - worked - (more - 1) * wholeDay) - from.epochMilliseconds
}

/** The shifts of a day in milliseconds, as far as they lie after an instant. */
function shiftsFrom(day: Temporal.PlainDate, after: number, { shifts, zone }: Calendar): [number, number][] {
  const midnight = day.toZonedDateTime(zone).epochMilliseconds
  const all = shifts.map(([opens, closes]): [number, number] => [
    Math.max(midnight + opens * minute, after),
    midnight + closes * minute,
  ])
  return all.filter(([start, end]) => start < end)
}

const lengthOf = (shifts: [number, number][]) => shifts.reduce((sum, [start, end]) => sum + end - start, 0)

/** The instant at which so much of the shifts is over. */
function momentIn(shifts: [number, number][], length: number): number {
  let left = length
  for (const [start, end] of shifts) {
    if (left <= end - start) return start + left
    left -= end - start
  }
  throw new BeyondHorizon()
}

function endOfDay(day: Temporal.PlainDate, calendar: Calendar): string {
  const midnight = day.add({ days: 1 }).toZonedDateTime(calendar.zone).epochMilliseconds
  return new Date(midnight - 1).toISOString()
}

function later(start: string, milliseconds: number): string {
  return new Date(Date.parse(start) + milliseconds).toISOString()
}
