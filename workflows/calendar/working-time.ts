import { Temporal } from 'temporal-polyfill'

const minute = 60_000

export interface YearTable {
  /** days off as [first, last], both included; weekends inside a break are covered */
  off: [string, string][]
  /** make-up working days 调休 */
  work: string[]
}

export interface Calendar {
  version: string
  zone: string
  years: Record<number, YearTable>
  /** working slots of a day in minutes after midnight */
  shifts: [number, number][]
  /** working days of an ordinary week, Monday = 1 */
  week: number[]
  /** the company's own days off and on; they go before the national table */
  company: { off: string[]; work: string[] }
}

type LimitUnit = 'minute' | 'hour' | 'day' | 'work_minute' | 'work_day' | 'month' | 'month-end'

export interface Span {
  amount: number
  unit: LimitUnit
  /** a last day that is no working day moves to the next one */
  roll?: boolean | undefined
}

/**
 * The last instant that is still in time, for a span counted from an instant (domain.md §5.1).
 * Minutes and hours run round the clock. Days, working days and months leave the first day out and end with the
 * last millisecond of the last day. `month-end`: the end of the month, or of the next one after day `amount`.
 * @param start UTC instant @returns UTC instant
 */
export function dueAfter(span: Span, start: string, calendar: Calendar): string {
  if (span.unit === 'minute') return later(start, span.amount * minute)
  if (span.unit === 'hour') return later(start, span.amount * 60 * minute)
  const from = Temporal.Instant.from(start).toZonedDateTimeISO(calendar.zone)
  if (span.unit === 'work_minute') return later(start, workingMinutes(from, span.amount, calendar))
  return endOfDay(lastDay(span, from.toPlainDate(), calendar), calendar)
}

/** Whether people work on that day: the company's own days first, then the year's table, else the ordinary week. */
export function isWorkday(date: Temporal.PlainDate, calendar: Calendar): boolean {
  const table = calendar.years[date.year]
  const day = date.toString()
  if (calendar.company.work.includes(day)) return true
  if (calendar.company.off.includes(day)) return false
  if (table?.work.includes(day)) return true
  if (table?.off.some(([first, last]) => first <= day && day <= last)) return false
  return calendar.week.includes(date.dayOfWeek)
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
  let day = first
  for (let left = span.amount; left > 0; left--) day = firstWorkdayFrom(day.add({ days: 1 }), calendar)
  return day
}

function firstWorkdayFrom(date: Temporal.PlainDate, calendar: Calendar): Temporal.PlainDate {
  let day = date
  while (!isWorkday(day, calendar)) day = day.add({ days: 1 })
  return day
}

/** Milliseconds on the wall until that many working minutes have passed. */
function workingMinutes(from: Temporal.ZonedDateTime, minutes: number, calendar: Calendar): number {
  let left = minutes * minute
  for (let day = from.toPlainDate(); ; day = day.add({ days: 1 })) {
    if (!isWorkday(day, calendar)) continue
    for (const [opens, closes] of calendar.shifts) {
      const midnight = day.toZonedDateTime(calendar.zone)
      const start = Math.max(midnight.epochMilliseconds + opens * minute, from.epochMilliseconds)
      const end = midnight.epochMilliseconds + closes * minute
      if (end <= start) continue
      if (left <= end - start) return start + left - from.epochMilliseconds
      left -= end - start
    }
  }
}

function endOfDay(day: Temporal.PlainDate, calendar: Calendar): string {
  const midnight = day.add({ days: 1 }).toZonedDateTime(calendar.zone).epochMilliseconds
  return new Date(midnight - 1).toISOString()
}

function later(start: string, milliseconds: number): string {
  return new Date(Date.parse(start) + milliseconds).toISOString()
}
