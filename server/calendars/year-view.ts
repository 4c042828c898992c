import { Temporal } from 'temporal-polyfill'
import type { CalendarDocument } from '../../workflows/calendar/calendar.ts'
import { isEntered } from '../../workflows/calendar/complete.ts'
import {
  type CalendarDay,
  type DayKind,
  dayKinds,
  daysOfYear,
  kindOf,
  writtenDays,
} from '../../workflows/calendar/days.ts'
import type { CalendarDifference } from '../../workflows/calendar/difference.ts'
import type { Translate } from '../web/i18n.ts'

interface Cell {
  day: number
  kind: DayKind
  /** what stands below the number; a working day of an ordinary week has nothing */
  mark: string
  /** the kind in words, for those who hear the page */
  words: string
  today: boolean
}

interface MonthView {
  name: string
  workdays: string
  /** seven cells each; null outside the month */
  weeks: (Cell | null)[][]
}

export interface YearView {
  year: number
  /** no whole table of holidays: the rest of the year is the week alone */
  provisional: boolean
  workdays: number
  months: MonthView[]
  week: string
  hours: string
  weekdays: string[]
  legend: { kind: DayKind; mark: string; words: string }[]
}

/** A year of a calendar as its page shows it. @param today 2026-11-21 */
export function yearView(document: CalendarDocument, year: number, today: string, t: Translate): YearView {
  const days = daysOfYear(document, year)
  const months = Map.groupBy(days, one => one.month)
  return {
    year,
    provisional: !isEntered(document, year),
    workdays: days.filter(isWorking).length,
    months: [...months].map(([month, list]) => monthView(month, list, today, t)),
    week: weekWords(document.week, t),
    hours: hoursWords(document.shifts),
    weekdays: weekdays.map(day => t(`calendars.weekdays.${day}`)),
    legend: dayKinds.map(kind => ({ kind, mark: markOf(kind, t), words: t(`calendars.kinds.${kind}`) })),
  }
}

export const weekdays = ['1', '2', '3', '4', '5', '6', '7']
const isWorking = ({ kind }: CalendarDay) => kind === 'work' || kind === 'make-up' || kind === 'company-work'

function monthView(month: number, days: CalendarDay[], today: string, t: Translate): MonthView {
  const lead = Array.from({ length: (days[0]?.weekday ?? 1) - 1 }, () => null)
  const cells = [...lead, ...days.map(one => cell(one, today, t))]
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, row) =>
    Array.from({ length: 7 }, (_, column) => cells[row * 7 + column] ?? null),
  )
  const workdays = t('calendars.workdays', { count: days.filter(isWorking).length })
  const name = t('calendars.month', { date: new Date(Date.UTC(2000, month - 1)) })
  return { name, workdays, weeks }
}

function cell({ date, kind }: CalendarDay, today: string, t: Translate): Cell {
  const words = t(`calendars.kinds.${kind}`)
  return { day: Number(date.slice(8)), kind, mark: markOf(kind, t), words, today: date === today }
}

const markOf = (kind: DayKind, t: Translate) => (kind === 'work' ? '' : t(`calendars.marks.${kind}`))

/** 09:00 for 540. */
export const clockTime = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const hoursWords = (shifts: [number, number][]) =>
  shifts.map(([opens, closes]) => `${clockTime(opens)}–${clockTime(closes)}`).join(', ')

const weekWords = (week: number[], t: Translate) =>
  week.map(day => t(`calendars.weekdaysLong.${day}`)).join(t('calendars.and'))

/** A difference in words: what, before, after. */
export interface DifferenceLine {
  what: string
  before: string
  after: string
}

/** Days that follow each other and change alike make one line. */
export function differenceLines(list: CalendarDifference[], t: Translate): DifferenceLine[] {
  const days = list.filter(one => one.about === 'day')
  const alike = Map.groupBy(days, one => `${one.before} ${one.after}`)
  const dayLines = [...alike.values()].flatMap(same => {
    const [{ before, after } = { before: 'work', after: 'work' }] = same
    const ranges = writtenDays(same.map(one => one.date)).split('\n')
    return ranges.map(what => ({ what, before: t(`calendars.kinds.${before}`), after: t(`calendars.kinds.${after}`) }))
  })
  return [...list.flatMap(one => wholeLine(one, t)), ...dayLines.sort((one, other) => (one.what < other.what ? -1 : 1))]
}

function wholeLine(one: CalendarDifference, t: Translate): DifferenceLine[] {
  const has = (there: boolean) => t(there ? 'calendars.diff.entered' : 'calendars.diff.missing')
  switch (one.about) {
    case 'day':
      return []
    case 'year':
      return [{ what: t('calendars.diff.year', { year: one.year }), before: has(one.before), after: has(one.after) }]
    case 'week':
      return [{ what: t('calendars.fields.week'), before: weekWords(one.before, t), after: weekWords(one.after, t) }]
    case 'hours':
      return [{ what: t('calendars.fields.slots'), before: hoursWords(one.before), after: hoursWords(one.after) }]
  }
}

/** Whether a day is a working one, in words: for the head of a page. */
export function todayWords(document: CalendarDocument, today: string, t: Translate): string {
  const kind = kindOf(document, Temporal.PlainDate.from(today))
  return t('calendars.today', { date: today, kind: t(`calendars.kinds.${kind}`) })
}
