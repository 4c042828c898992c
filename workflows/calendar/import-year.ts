import { z } from 'zod'
import { yearSchema } from './calendar.ts'
import type { YearTable } from './workdays.ts'

/** One line of a year's table as people exchange it. */
interface Line {
  date: string
  kind: 'off' | 'work'
}

const kinds: Record<string, Line['kind']> = {
  off: 'off',
  holiday: 'off',
  休: 'off',
  放假: 'off',
  work: 'work',
  workday: 'work',
  班: 'work',
  上班: 'work',
}
const json = z.union([yearSchema, z.array(z.object({ date: z.string(), kind: z.string() }))])

/** A line as it was written; 0 where there are no lines. */
interface Written {
  line: number
  text: string
}

/** A table with its year; or what cannot be read, or what makes one day both a holiday and a working day. */
export type Imported = { table: YearTable; year: number } | { wrong: Written[] } | { both: Written[] }

/** A table as people exchange it: the text of a JSON document, or lines of cells, each with its number. */
export type YearSource = { json: string } | { lines: { line: number; cells: string[] }[] }

/**
 * Reads the holidays and make-up days of one year: JSON (`{off, work}` or a list of `{date, kind}`) or lines with a
 * date and a kind; a heading and further cells (names) are passed over.
 * @returns the table with its year, or the lines that could not be read or contradict each other
 */
export function importYear(source: YearSource): Imported {
  return 'json' in source ? fromJson(source.json) : fromLines(source.lines)
}

function fromJson(text: string): Imported {
  try {
    const read = json.parse(JSON.parse(text))
    if (!Array.isArray(read)) return checked(read)
    return fromLines(read.map(({ date, kind }, index) => ({ line: index + 1, cells: [date, kind] })))
  } catch {
    return { wrong: [{ line: 1, text: text.slice(0, 80) }] }
  }
}

function fromLines(rows: { line: number; cells: string[] }[]): Imported {
  const lines = rows.map(({ line, cells }) => ({ cells, line, read: lineOf(cells) }))
  const wrong = lines.filter(({ cells, read }, index) => !read && !(index === 0 && isHeading(cells)))
  if (wrong.length > 0) return { wrong: wrong.map(written) }
  const unreal = lines.filter(({ read }) => read && !yearSchema.safeParse({ off: [], work: [read.date] }).success)
  if (unreal.length > 0) return { wrong: unreal.map(written) }
  const twice = lines.filter(({ read }) => read && contradicted(read, lines))
  if (twice.length > 0) return { both: twice.map(written) }
  const found = lines.flatMap(({ read }) => read ?? []).sort((one, other) => one.date.localeCompare(other.date))
  const datesOf = (kind: Line['kind']) => found.filter(one => one.kind === kind).map(one => one.date)
  return checked({ off: datesOf('off').map((date): [string, string] => [date, date]), work: datesOf('work') })
}

const written = ({ cells, line }: { cells: string[]; line: number }): Written => ({
  line,
  text: cells.join(',').slice(0, 80),
})

/** The same day off in one line and at work in another. */
function contradicted({ date, kind }: Line, lines: { read: Line | null }[]): boolean {
  return lines.some(({ read }) => read?.date === date && read.kind !== kind)
}

function lineOf([date = '', kind = '']: string[]): Line | null {
  const [, year, month = '', day = ''] = /^(20\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(date) ?? []
  const known = kinds[kind.toLowerCase()]
  return year && known ? { date: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, kind: known } : null
}

/** The whole table must be of one year and made of days that exist. */
function checked(table: unknown): Imported {
  const read = yearSchema.safeParse(table)
  const dates = read.success ? [...read.data.off.flat(), ...read.data.work] : []
  const year = dates[0]?.slice(0, 4)
  const stray = dates.find(date => !date.startsWith(`${year}-`))
  const both = stray ? undefined : dayOfBoth(read.data)
  if (both) return { both: [{ line: 0, text: both }] }
  if (!read.success || !year || stray) return { wrong: [{ line: 0, text: stray ?? unreadIn(table) }] }
  return { year: Number(year), table: { off: joined(read.data.off), work: read.data.work } }
}

/** A day cannot be off and at work. */
function dayOfBoth(table: YearTable | undefined): string | undefined {
  return table?.work.find(day => table.off.some(([first, last]) => first <= day && day <= last))
}

/** What of a table is no day, or no pair of days in order, as it was written. */
function unreadIn(table: unknown): string {
  const { off = [], work = [] } = (table ?? {}) as { off?: unknown[]; work?: unknown[] }
  const odd = [...off, ...work].find(
    one => !yearSchema.safeParse(Array.isArray(one) ? { off: [one], work: [] } : { off: [], work: [one] }).success,
  )
  return odd === undefined ? '' : [odd].flat().join(' ~ ').slice(0, 80)
}

/** Days that follow each other become one break, as the notices write them. */
function joined(off: [string, string][]): [string, string][] {
  const list: [string, string][] = []
  for (const [first, last] of [...off].sort()) {
    const before = list.at(-1)
    if (before && nextDay(before[1]) >= first) before[1] = [before[1], last].sort()[1] ?? last
    else list.push([first, last])
  }
  return list
}

function nextDay(date: string): string {
  return new Date(Date.parse(date) + 24 * 3_600_000).toISOString().slice(0, 10)
}

const isHeading = (row: string[]) => !/\d/.test(row[0] ?? '')
