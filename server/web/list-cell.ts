import Handlebars from 'handlebars'

/** What stands in one place of a list. */
export interface Cell {
  column: string
  main?: string
  /** the style of `main` when it is a badge */
  badge?: string
  /** beside it */
  note?: string
  /** below it, in quiet */
  below?: string
  /** where `below` leads: why the limit is due when it is */
  why?: string
  /** below that, in the colour of what went wrong */
  alert?: string
  /** a limit that is still running, for the countdown */
  running?: string
  /** what it is, where the heading of the column is not seen */
  label?: string
}

/** Cells as HTML: blocks of a template cost three times as much, and a page of a list has some 1 500 of them. */
export const cellsHtml = (cells: Cell[]) => new Handlebars.SafeString(cells.map(cellHtml).join(''))

function cellHtml({ column, main = '', badge, note, below, why, alert, running, label }: Cell): string {
  const heading = label ? ` data-h="${escaped(label)}"` : ''
  const ticking = running ? ` data-due="${escaped(running)}"` : ''
  const words = ticking ? `<span>${escaped(main)}</span>` : escaped(main)
  const shown = badge ? `<span class="${escaped(badge)}"${ticking}>${words}</span>` : words
  const beside = note ? ` <i>${escaped(note)}</i>` : ''
  const quiet = !below ? '' : why ? `<a href="${escaped(why)}">${escaped(below)}</a>` : `<div>${escaped(below)}</div>`
  const wrong = alert ? `<div class=was-late>${escaped(alert)}</div>` : ''
  return `<td class=q-${escaped(column)}${heading}>${shown}${beside}${quiet}${wrong}`
}

const escaped = Handlebars.escapeExpression
