import { CsvError, parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'

/** A line of a table that people exchange, as they see it in their spreadsheet. */
export interface CsvLine {
  /** counted from 1, the heading included */
  line: number
  cells: string[]
}

const encodings = ['utf-8', 'gb18030'] as const

/** The text of a file as spreadsheets write it: UTF-8, UTF-16 with its mark, or GB 18030; undefined when it is none. */
export function textOf(bytes: Uint8Array): string | undefined {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe
  for (const encoding of wide ? (['utf-16le'] as const) : encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // the next one
    }
  }
  return undefined
}

/**
 * The lines of a table with commas, semicolons or tabs between its cells, whichever the first line has most of; blank
 * lines are left out.
 * @returns them, or the line at which it cannot be read on
 */
export function csvLines(text: string): { lines: CsvLine[] } | { unreadable: number } {
  const delimiter = delimiterOf(text)
  const options = { delimiter, bom: true, info: true, trim: true, relax_column_count: true } as const
  try {
    const read = parse(text, options) as unknown as { info: { lines: number }; record: string[] }[]
    const lines = read.map(({ info, record }) => ({ line: info.lines, cells: record.map(unguarded) }))
    return { lines: lines.filter(({ cells }) => cells.some(cell => cell !== '')) }
  } catch (error) {
    if (error instanceof CsvError) return { unreadable: Number(error.lines) || 1 }
    throw error
  }
}

function delimiterOf(text: string): string {
  const first = /.*\S.*/.exec(text)?.[0] ?? ''
  const count = (delimiter: string) => first.split(delimiter).length
  return [',', ';', '\t'].sort((one, other) => count(other) - count(one))[0] ?? ','
}

/**
 * A table that spreadsheets open as it is meant: marked as UTF-8, quoted, and no cell taken for a formula: one that would
 * be calculated gets an apostrophe before it.
 */
export const csvText = (rows: string[][]): string =>
  stringify(rows, { bom: true, quoted: true, escape_formulas: true, record_delimiter: 'windows' })

/** What csv-stringify puts an apostrophe before, the wide forms of a Chinese keyboard too; it goes when the cell comes back. */
const formula = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/
const unguarded = (cell: string) => (cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell)
