import { csvLines } from '../web/csv.ts'
import { languages, type Translate, translator } from '../web/i18n.ts'

/** What a table of people says, a column for each; the words of its heading stand in the locale files. */
export const columns = ['login', 'name', 'email', 'language', 'department', 'role'] as const
export type Column = (typeof columns)[number]

/** A line of the table: what it says, blank cells left out. */
export interface TableRow {
  line: number
  cells: Partial<Record<Column, string>>
}

/** What is wrong, for the reader to find in their spreadsheet. */
export interface Fault {
  line: number
  /** null: the line as a whole */
  column: Column | null
  message: string
}

export const mostLines = 5000

/** Reads a table of people; its heading may be in any of our languages. */
export function peopleTable(text: string, t: Translate): { rows: TableRow[] } | { faults: Fault[] } {
  const wrong = (code: string, line: number, about = '') => ({
    faults: [{ line, column: null, message: t(`people.import.faults.${code}`, { about, most: mostLines }) }],
  })
  const read = csvLines(text)
  if ('unreadable' in read) return wrong('quotes', read.unreadable)
  const [heading, ...lines] = read.lines
  if (!heading || lines.length === 0) return wrong('empty', heading?.line ?? 1)
  if (lines.length > mostLines) return wrong('too-long', mostLines + 1)
  const known = heading.cells.map(columnOf)
  const strange = heading.cells.find((cell, index) => cell !== '' && !known[index])
  if (strange !== undefined) return wrong('unknown-column', heading.line, strange.slice(0, 40))
  const twice = heading.cells.find((_, index) => known[index] && known.indexOf(known[index]) !== index)
  if (twice !== undefined) return wrong('column-twice', heading.line, twice)
  if (!known.includes('login')) return wrong('no-login', heading.line, t('people.fields.login'))
  const tooWide = lines.find(({ cells }) => cells.slice(known.length).some(Boolean))
  if (tooWide) return wrong('too-wide', tooWide.line)
  return { rows: lines.map(({ line, cells }) => ({ line, cells: namedCells(known, cells) })) }
}

/** Which column a heading means, in any language and spelling. */
function columnOf(heading: string): Column | undefined {
  const said = plain(heading)
  return columns.find(column =>
    languages.some(language =>
      translator(language)(`people.import.headings.${column}`).split('|').map(plain).includes(said),
    ),
  )
}

/** How words are compared: without what people write in one way or another. */
export const plain = (word: string): string =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s*_-]/g, '')

function namedCells(known: (Column | undefined)[], cells: string[]): TableRow['cells'] {
  const entries = known.flatMap((column, index): [Column, string][] => {
    const cell = cells[index]?.trim()
    return column && cell ? [[column, cell]] : []
  })
  return Object.fromEntries(entries)
}
