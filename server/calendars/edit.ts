import { z } from 'zod'
import type { CalendarDocument } from '../../workflows/calendar/calendar.ts'
import { readDays, writtenDays } from '../../workflows/calendar/days.ts'
import { importYear } from '../../workflows/calendar/import-year.ts'
import { Refusal } from '../cases/refusal.ts'
import { csvLines } from '../web/csv.ts'
import { refuseTooDeep } from '../web/readable.ts'
import { clockTime } from './year-view.ts'

/** Rows of hours that the form offers. */
export const slotRows = [0, 1, 2, 3].map(row => ({ row, number: row + 1 }))

const time = z.string().trim()
const typed = z.object({
  week: z.union([z.string(), z.array(z.string())]).optional(),
  slots: z.array(z.object({ from: time.optional(), to: time.optional() })).default([]),
  companyOff: z.string().default(''),
  companyWork: z.string().default(''),
})

/** A calendar as its form shows it. */
export function formValues({ week, shifts, company }: CalendarDocument): Record<string, string | string[]> {
  const slots = shifts.flatMap(([opens, closes], row): [string, string][] => [
    [`slots[${row}][from]`, clockTime(opens)],
    [`slots[${row}][to]`, clockTime(closes)],
  ])
  return {
    week: week.map(String),
    ...Object.fromEntries(slots),
    companyOff: writtenDays(company.off),
    companyWork: writtenDays(company.work),
  }
}

/** The document with what the form says of week, hours and the company's own days. @throws Refusal by field */
export function withForm(document: CalendarDocument, body: unknown): unknown {
  const read = typed.parse(body)
  return {
    ...document,
    week: [read.week ?? []].flat().map(Number),
    shifts: read.slots.filter(one => one.from || one.to).map(one => [minutesOf(one.from), closingOf(one.to)]),
    company: { off: daysIn(read.companyOff, 'companyOff'), work: daysIn(read.companyWork, 'companyWork') },
  }
}

/** The document with the table of the year that was pasted. @throws Refusal that names the lines it cannot read */
export function withYear(document: CalendarDocument, source: string): { document: unknown; year: number } {
  if (source.trim() === '') throw new Refusal('invalid', { fields: { source: 'required' } })
  const read = yearIn(source.trim())
  if ('wrong' in read && read.wrong.every(one => one.text === ''))
    throw new Refusal('invalid', { fields: { source: 'calendar-nothing' } })
  if ('wrong' in read) throw unreadable('source', read.wrong)
  if ('both' in read) throw unreadable('source', read.both, 'calendar-day-twice')
  return { year: read.year, document: { ...document, years: { ...document.years, [read.year]: read.table } } }
}

function yearIn(text: string) {
  if (/^[[{]/.test(text)) {
    refuseTooDeep(text, 'source')
    return importYear({ json: text })
  }
  const read = csvLines(text)
  return 'lines' in read ? importYear(read) : { wrong: [{ line: read.unreadable, text: '' }] }
}

function daysIn(text: string, field: string): string[] {
  const read = readDays(text)
  if ('wrong' in read) throw unreadable(field, read.wrong)
  return read.days
}

/** Names the lines as `3: 2027-13-01`, the first five of them. */
function unreadable(field: string, wrong: { line: number; text: string }[], rule = 'calendar-lines'): Refusal {
  const about = wrong
    .slice(0, 5)
    .map(({ line, text }) => (line === 0 ? text : `${line}: ${text}`))
    .join('; ')
  return new Refusal('invalid', { rule, about, fields: { [field]: rule } })
}

/** Minutes after midnight of 09:00; what is no time becomes NaN, which the calendar's own schema refuses. */
function minutesOf(text = ''): number {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? []
  return Number(hours) * 60 + Number(minutes)
}

/** A day's work that goes on until midnight is typed as 00:00 or 24:00. */
const closingOf = (text = '') => minutesOf(text) || 24 * 60
