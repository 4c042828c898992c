/**
 * The kinds of inputs of which the form of a policy is made. A part says how a piece of the document is typed in, read
 * back and begun anew; the path of a piece is where it stands in the document: `approval.joint.0.rule`.
 */
export type Part = Input | Group | Rows | Keyed

interface Input {
  is: 'number' | 'money' | 'text' | 'yes-no' | 'choice' | 'choices'
  /** what may be chosen */
  of?: readonly string[]
  /** where the words for that are */
  words?: string
  /** left out of the document while it is empty */
  optional?: true
}

/** Pieces that stand together. */
export interface Group {
  is: 'group'
  parts: Record<string, Part>
  optional?: true
}

/** A list whose rows people add and take out. */
export interface Rows {
  is: 'rows'
  of: Part
  /** the piece by which rows are sorted; without it a row can be moved up */
  by?: string
  optional?: true
}

/** One piece for each of some codes; what is empty is not in the document. */
export interface Keyed {
  is: 'keyed'
  keys: readonly string[]
  words: string
  of: (key: string) => Part
  /** the piece that must be filled in for the rest to count */
  unless?: string
  /** kept even when it is empty */
  always?: true
  /** only those that are filled in are shown; these of the others can be added */
  sparse?: readonly string[]
  optional?: true
}

export const number: Part = { is: 'number' }
export const maybeNumber: Part = { is: 'number', optional: true }
export const money: Part = { is: 'money' }
export const text: Part = { is: 'text' }
export const yesNo: Part = { is: 'yes-no' }
export const words: Part = { is: 'group', parts: { 'zh-CN': text, en: text } }
export const choice = (of: readonly string[], from: string): Part => ({ is: 'choice', of, words: from })
export const choices = (of: readonly string[], from: string): Part => ({ is: 'choices', of, words: from })
export const group = (parts: Record<string, Part>): Group => ({ is: 'group', parts })
/** The same, left out of the document while it is empty. */
export const maybe = (part: Part): Part => ({ ...part, optional: true })
export const rows = (of: Part, more: Pick<Rows, 'by' | 'optional'> = {}): Rows => ({ is: 'rows', of, ...more })
export const keyed = (
  keys: readonly string[],
  from: string,
  of: (key: string) => Part,
  more: Partial<Pick<Keyed, 'unless' | 'always' | 'sparse' | 'optional'>> = {},
): Keyed => ({ is: 'keyed', keys, words: from, of, ...more })

/** A piece as it is before anything is typed. */
export function blankOf(part: Part): unknown {
  switch (part.is) {
    case 'group':
      return Object.fromEntries(Object.entries(part.parts).map(([name, one]) => [name, blankOf(one)]))
    case 'rows':
    case 'choices':
      return []
    case 'keyed':
      return {}
    case 'yes-no':
      return false
    case 'choice':
      return part.optional ? '' : (part.of?.[0] ?? '')
    default:
      return ''
  }
}

/** Whether nothing was filled in. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true
  return typeof value === 'object' && Object.values(value).every(isEmpty)
}
