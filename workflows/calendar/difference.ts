import type { CalendarDocument } from './calendar.ts'
import { isEntered } from './complete.ts'
import { type DayKind, daysOfYear } from './days.ts'

/** One thing in which two calendars differ: a day that changes its kind, the week, the hours, a year that is entered. */
export type CalendarDifference =
  | { about: 'day'; date: string; before: DayKind; after: DayKind }
  | { about: 'week'; before: number[]; after: number[] }
  | { about: 'hours'; before: [number, number][]; after: [number, number][] }
  | { about: 'year'; year: number; before: boolean; after: boolean }

/** How the second calendar differs from the first, days in the years that either of them names. */
export function differenceOfCalendars(one: CalendarDocument, other: CalendarDocument): CalendarDifference[] {
  const named = [one, other].flatMap(({ years, company }) => [
    ...Object.keys(years).map(Number),
    ...[...company.off, ...company.work].map(date => Number(date.slice(0, 4))),
  ])
  const years = [...new Set(named)].sort()
  const list: CalendarDifference[] = []
  if (String(one.week) !== String(other.week)) list.push({ about: 'week', before: one.week, after: other.week })
  if (String(one.shifts) !== String(other.shifts))
    list.push({ about: 'hours', before: one.shifts, after: other.shifts })
  for (const year of years) {
    const [before, after] = [isEntered(one, year), isEntered(other, year)]
    if (before !== after) list.push({ about: 'year', year, before, after })
    list.push(...changedDays(one, other, year))
  }
  return list
}

/** A day that the new week alone changes is told by the week. */
function changedDays(one: CalendarDocument, other: CalendarDocument, year: number): CalendarDifference[] {
  const was = daysOfYear(one, year)
  const plain = daysOfYear({ ...one, week: other.week }, year)
  return daysOfYear(other, year).flatMap(({ date, kind: after }, index): CalendarDifference[] => {
    const before = was[index]?.kind ?? after
    return before === after || plain[index]?.kind === after ? [] : [{ about: 'day', date, before, after }]
  })
}
