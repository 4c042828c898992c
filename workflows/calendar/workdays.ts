import { Temporal } from 'temporal-polyfill'
import { BeyondHorizon } from './horizon.ts'

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

/** Ten years of working days take that long where people work one day a week. */
const yearsAhead = 50

/** The working days of a year, in order; a calendar never changes, so each year is looked through once. */
const known = new WeakMap<Calendar, Map<number, Temporal.PlainDate[]>>()

/**
 * The working day that comes so many working days after a day, which itself does not count.
 * @param count 1 or more @throws BeyondHorizon when it is not within fifty years
 */
export function workdayAfter(day: Temporal.PlainDate, count: number, calendar: Calendar): Temporal.PlainDate {
  let left = count
  for (let year = day.year; year <= day.year + yearsAhead; year += 1) {
    const all = workdaysOf(year, calendar)
    const days = year === day.year ? all.filter(one => Temporal.PlainDate.compare(one, day) > 0) : all
    const found = days[left - 1]
    if (found) return found
    left -= days.length
  }
  throw new BeyondHorizon()
}

function workdaysOf(year: number, calendar: Calendar): Temporal.PlainDate[] {
  const years = known.get(calendar) ?? new Map<number, Temporal.PlainDate[]>()
  known.set(calendar, years)
  const found = years.get(year) ?? listed(year, calendar)
  years.set(year, found)
  return found
}

function listed(year: number, calendar: Calendar): Temporal.PlainDate[] {
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 })
  const days = Array.from({ length: first.daysInYear }, (_, index) => first.add({ days: index }))
  return days.filter(day => isWorkday(day, calendar))
}
