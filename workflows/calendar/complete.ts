import { Temporal } from 'temporal-polyfill'
import type { Calendar, YearTable } from './workdays.ts'

type Years = Pick<Calendar, 'years'>

/** Statutory holidays: every one of them takes a working day out of the year (domain.md §5.2). */
const holidaysOf = (year: number) => (year < 2025 ? 11 : 13)

/**
 * Whether the holidays of a year are entered: a table that takes fewer working days out of the year than the law has
 * holidays was not typed to its end, and what rests on it is provisional.
 */
export function isEntered({ years }: Years, year: number): boolean {
  const table = years[year]
  return table !== undefined && daysTakenOut(table) >= holidaysOf(year)
}

/** Something in a table that the State Council's notices never have. */
export interface OddDay {
  rule: 'year-incomplete' | 'make-ups-missing' | 'holiday-at-weekend' | 'make-up-on-weekday'
  year: number
  /** how many working days the year loses, or the day that is odd */
  about: string
}

/** What of the tables of some years should be looked at once more before they are published. */
export function oddDays({ years }: Years, which: number[]): OddDay[] {
  return which.flatMap(year => {
    const table = years[year]
    if (!table) return []
    const taken = daysTakenOut(table)
    const atWeekend = table.off.filter(([first, last]) => daysFrom(first, last).every(isWeekend))
    return [
      ...(taken < holidaysOf(year) ? [{ rule: 'year-incomplete', year, about: String(taken) } as const] : []),
      ...(taken > holidaysOf(year) ? [{ rule: 'make-ups-missing', year, about: String(taken) } as const] : []),
      ...atWeekend.map(([first]) => ({ rule: 'holiday-at-weekend', year, about: first }) as const),
      ...table.work
        .filter(day => !isWeekend(Temporal.PlainDate.from(day)))
        .map(day => ({ rule: 'make-up-on-weekday', year, about: day }) as const),
    ]
  })
}

/** A stored table never changes, so its days are counted once. */
const counted = new WeakMap<YearTable, number>()

function daysTakenOut(table: YearTable): number {
  const known = counted.get(table)
  if (known !== undefined) return known
  const off = table.off.flatMap(([first, last]) => daysFrom(first, last)).filter(day => !isWeekend(day))
  const madeUp = table.work.filter(day => isWeekend(Temporal.PlainDate.from(day)))
  counted.set(table, off.length - madeUp.length)
  return off.length - madeUp.length
}

const isWeekend = (day: Temporal.PlainDate) => day.dayOfWeek > 5

function daysFrom(first: string, last: string): Temporal.PlainDate[] {
  const begin = Temporal.PlainDate.from(first)
  const length = begin.until(Temporal.PlainDate.from(last)).days + 1
  return Array.from({ length }, (_, index) => begin.add({ days: index }))
}
