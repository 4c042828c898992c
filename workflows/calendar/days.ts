import { Temporal } from 'temporal-polyfill'
import type { CalendarDocument } from './calendar.ts'
import { isWorkday } from './workdays.ts'

/** What a day is, and by whose word: the week's, the national table's, the company's. */
export const dayKinds = ['work', 'weekend', 'holiday', 'make-up', 'company-off', 'company-work'] as const
export type DayKind = (typeof dayKinds)[number]

export interface CalendarDay {
  /** 2026-11-21 */
  date: string
  month: number
  /** Monday = 1 */
  weekday: number
  kind: DayKind
}

/** Every day of a year, as this calendar has it. */
export function daysOfYear(document: CalendarDocument, year: number): CalendarDay[] {
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 })
  return Array.from({ length: first.daysInYear }, (_, index) => {
    const day = first.add({ days: index })
    return { date: day.toString(), month: day.month, weekday: day.dayOfWeek, kind: kindOf(document, day) }
  })
}

/** What one day is. */
export function kindOf(document: CalendarDocument, day: Temporal.PlainDate): DayKind {
  const date = day.toString()
  const { company, years, week } = document
  if (company.work.includes(date)) return 'company-work'
  if (company.off.includes(date)) return 'company-off'
  if (years[day.year]?.work.includes(date)) return 'make-up'
  if (isWorkday(day, { ...document, version: '', zone: '' })) return 'work'
  return week.includes(day.dayOfWeek) || isInBreak(document, day.year, date) ? 'holiday' : 'weekend'
}

function isInBreak({ years }: CalendarDocument, year: number, date: string): boolean {
  return years[year]?.off.some(([first, last]) => first <= date && date <= last) ?? false
}

/** Days as people type them: one day or a range on each line. */
export function readDays(typed: string): { days: string[] } | { wrong: { line: number; text: string }[] } {
  const lines = typed.split(/\r?\n/).map((text, index) => ({ text: text.trim(), line: index + 1 }))
  const read = lines.filter(({ text }) => text !== '').map(one => ({ ...one, days: daysOf(one.text) }))
  const wrong = read.filter(one => one.days.length === 0).map(({ line, text }) => ({ line, text: text.slice(0, 80) }))
  return wrong.length > 0 ? { wrong } : { days: [...new Set(read.flatMap(one => one.days))].sort() }
}

/** The same the other way: days that follow each other as a range. */
export function writtenDays(days: readonly string[]): string {
  const ranges: [string, string][] = []
  for (const day of days) {
    const last = ranges.at(-1)
    if (last && Temporal.PlainDate.from(last[1]).add({ days: 1 }).toString() === day) last[1] = day
    else ranges.push([day, day])
  }
  return ranges.map(([first, last]) => (first === last ? first : `${first} ~ ${last}`)).join('\n')
}

/** At most two months in a range: a longer one is a slip of the pen. */
const longest = 62

function daysOf(text: string): string[] {
  const [first, last = first] = text.split(/\s*(?:~|～|至|\.\.|\bto\b)\s*/)
  try {
    const begin = Temporal.PlainDate.from(first ?? '')
    const length = begin.until(Temporal.PlainDate.from(last ?? '')).days + 1
    return length > longest
      ? []
      : Array.from({ length: Math.max(0, length) }, (_, add) => begin.add({ days: add }).toString())
  } catch {
    return []
  }
}
