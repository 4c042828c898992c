import { Temporal } from 'temporal-polyfill'
import { BeyondHorizon } from './horizon.ts'
import { type Calendar, isWorkday } from './working-time.ts'

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
