import { blankOf, type Part } from './form-parts.ts'
import { levelsIn } from './form-reading.ts'
import { sectionsOf } from './form-sections.ts'

type Document = Record<string, unknown>

/**
 * A document with one row added, taken out or moved up, as a button of its form says; as it was when there is no such
 * row.
 * @param change `add:approval.joint`, `remove:approval.joint.0`, `up:approval.order.2`, `add:ladders.other.0.tellAt.minor`
 */
export function withRowChanged(document: Document, change: string): Document {
  const copy = structuredClone(document)
  const [what = '', path = ''] = change.split(':')
  const steps = path.split('.')
  if (what === 'add') add(copy, steps)
  else takeOut(at(copy, steps.slice(0, -1)), Number(steps.at(-1)), what === 'up')
  return copy
}

/** Takes a row out of its list; a row that moves up comes in again one place before. */
function takeOut(list: unknown, index: number, again: boolean): void {
  if (!Array.isArray(list) || !(index in list)) return
  const row = list.splice(index, 1)
  if (again) list.splice(Math.max(index - 1, 0), 0, ...row)
}

function add(copy: Document, steps: string[]): void {
  const part = partAt(copy, steps)
  const parent = partAt(copy, steps.slice(0, -1))
  if (part?.is === 'rows') listAt(copy, steps).push(blankOf(part.of))
  else if (part && parent?.is === 'keyed') holderOf(copy, steps)[steps.at(-1) ?? ''] = blankOf(part)
}

/** The part of the form in which a piece of the document is typed. */
function partAt(document: Document, steps: string[]): Part | undefined {
  const path = steps.join('.')
  const all = sectionsOf(levelsIn(document)).flatMap(section => section.parts)
  const top = all.find(one => path === one.path || path.startsWith(`${one.path}.`))
  const rest = top ? steps.slice(top.path.split('.').length) : []
  return rest.reduce<Part | undefined>(within, top?.part)
}

function within(part: Part | undefined, step: string): Part | undefined {
  if (part?.is === 'group') return part.parts[step]
  if (part?.is === 'keyed') return part.keys.includes(step) ? part.of(step) : undefined
  return part?.is === 'rows' ? part.of : undefined
}

function at(value: unknown, steps: string[]): unknown {
  return steps.reduce((inner, step) => (inner as Document | undefined)?.[step], value)
}

function listAt(copy: Document, steps: string[]): unknown[] {
  const found = at(copy, steps)
  if (Array.isArray(found)) return found
  const list: unknown[] = []
  holderOf(copy, steps)[steps.at(-1) ?? ''] = list
  return list
}

/** What holds the last step of a path, made where there is nothing yet. */
function holderOf(copy: Document, steps: string[]): Document {
  return steps.slice(0, -1).reduce<Document>((inner, step) => {
    inner[step] ??= {}
    return inner[step] as Document
  }, copy)
}
