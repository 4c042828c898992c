import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { isEntered } from './complete.ts'
import type { Calendar } from './workdays.ts'

/**
 * A calendar 工作日历 as a document with versions: national tables by year, the company's own days, the week, the
 * hours (domain.md §5). A case keeps the version under which its deadlines were computed.
 */
const minutesOfDay = 24 * 60

const day = z.string().refine(isDay, { params: { code: 'day' } })
const days = z
  .array(day)
  .max(366)
  .transform(list => [...new Set(list)].sort())
const breakOf = z.tuple([day, day]).refine(([first, last]) => first <= last, { params: { code: 'day-order' } })
const slot = z
  .tuple([z.int().min(0), z.int().max(minutesOfDay)])
  .refine(([opens, closes]) => opens < closes, { params: { code: 'slot-order' } })

export const yearSchema = z.strictObject({
  off: z.array(breakOf).max(60),
  work: days,
})

export const calendarSchema = z.strictObject({
  shifts: z
    .array(slot)
    .min(1)
    .max(8)
    .refine(isOrdered, { params: { code: 'slots-overlap' } }),
  week: z
    .array(z.int().min(1).max(7))
    .min(1)
    .transform(list => [...new Set(list)].sort()),
  years: z.record(z.string().regex(/^20\d{2}$/), yearSchema).superRefine((years, context) => {
    for (const [year, table] of Object.entries(years)) {
      const dates = [...table.off.flat(), ...table.work]
      const wrong = dates.find(date => !date.startsWith(`${year}-`))
      if (wrong) context.addIssue({ code: 'custom', path: [year], params: { code: 'other-year' } })
    }
  }),
  company: z.strictObject({ off: days, work: days }).refine(({ off, work }) => !off.some(one => work.includes(one)), {
    params: { code: 'off-and-on' },
  }),
})

export type CalendarDocument = z.output<typeof calendarSchema>

/** A stored calendar as the rules use it. @param version how ledgers name it */
export function calendarOf(document: CalendarDocument, version: string): Calendar {
  return { version, zone: 'Asia/Shanghai', ...document }
}

/** The years between two that no whole table covers: working days in them are provisional (domain.md §5.2). */
export function yearsMissing(document: Pick<CalendarDocument, 'years'>, first: number, last: number): number[] {
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return years.filter(year => !isEntered(document, year))
}

/**
 * Years that should have their table by now: this one, and from 1 December on the next, for the State Council names its
 * holidays in November (domain.md §5.2). @param at UTC instant
 */
export function yearsOverdue(document: Pick<CalendarDocument, 'years'>, at: string): number[] {
  const { year, month } = Temporal.Instant.from(at).toZonedDateTimeISO('Asia/Shanghai')
  return yearsMissing(document, year, month === 12 ? year + 1 : year)
}

/** Whether a text is a day of the calendar as 2026-11-21. */
export function isDay(value: string): boolean {
  try {
    return Temporal.PlainDate.from(value).toString() === value
  } catch {
    return false
  }
}

function isOrdered(slots: [number, number][]): boolean {
  return slots.every(([opens], index) => index === 0 || opens >= (slots[index - 1]?.[1] ?? 0))
}
