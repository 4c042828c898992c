import { blankOf, type Part } from '../../workflows/policy/form-parts.ts'
import { levelsIn } from '../../workflows/policy/form-reading.ts'
import { sectionsOf } from '../../workflows/policy/form-sections.ts'
import type { Choice } from '../web/choices.ts'
import { hasWords, isLanguage, type Language, type Translate } from '../web/i18n.ts'

/** What is wrong with a piece of the document. */
interface Wrong {
  path: string
  message: string
}

/** A piece of the form as its page shows it: an input, or a list of rows. */
interface Node {
  input: Exclude<Part['is'], 'group'>
  /** where it stands in the document: its name and its id */
  path: string
  label: string
  /** the headings above it */
  place: string[]
  error: string
  value: string | string[]
  choices: Choice[]
  rows: Row[]
  /** where the next row would stand; empty when none can be added */
  next: string
  /** rows that can be added by name */
  missing: { path: string; label: string }[]
}
interface Row {
  path: string
  name: string
  /** its one input carries the name */
  plain: boolean
  nodes: Node[]
  removable: boolean
  movable: boolean
}
export interface FormSection {
  table: string
  nodes: Node[]
  open: boolean
}
/** A mistake with the words of its place and the input it is at. */
export interface ShownWrong {
  id: string
  place: string
  message: string
}

interface Facts {
  document: Record<string, unknown>
  errors: Wrong[]
  t: Translate
  language: Language
  /** where a row was added, moved or taken out last */
  changed: string
}
type Rows = Extract<Part, { is: 'rows' }>
type Keyed = Extract<Part, { is: 'keyed' }>

/** The form of a document section by section, those open in which something is wrong or was changed last. */
export function formView(facts: Facts): { sections: FormSection[]; wrong: ShownWrong[] } {
  const sections = sectionsOf(levelsIn(facts.document)).map(({ table, parts }) => {
    const place = [facts.t(`policies.tables.${table}`)]
    const nodes = parts.flatMap(({ path, part }) => {
      const alone = parts.length === 1 && 'of' in part && (part.is === 'rows' || part.is === 'keyed')
      return nodesOf(part, at(facts.document, path), path, place, facts, alone ? '' : undefined)
    })
    const touched = (path: string) => parts.some(one => isWithin(path, one.path))
    return { table, nodes, open: facts.errors.some(({ path }) => touched(path)) || touched(facts.changed) }
  })
  const all = sections.flatMap(({ nodes }) => nodes.flatMap(withInner))
  return { sections, wrong: facts.errors.map(one => shownWrong(one, all, facts.t)) }
}

/** What is wrong with a document that was sent, by its path in it. */
export const wrongIn = (fields: Record<string, string>): Wrong[] =>
  Object.entries(fields).map(([path, message]) => ({ path: path.replace(/^document\./, ''), message }))

function nodesOf(part: Part, value: unknown, path: string, place: string[], facts: Facts, label?: string): Node[] {
  if (part.is !== 'group') return [nodeOf(part, value, path, place, facts, label ?? labelOf(path, facts.t))]
  const inner = (value ?? {}) as Record<string, unknown>
  return Object.entries(part.parts).flatMap(([name, one]) => nodesOf(one, inner[name], `${path}.${name}`, place, facts))
}

function nodeOf(
  part: Exclude<Part, { is: 'group' }>,
  value: unknown,
  path: string,
  above: string[],
  facts: Facts,
  label: string,
): Node {
  const place = [...above, label].filter(Boolean)
  const error = facts.errors.find(one => one.path === path)?.message ?? ''
  const node: Node = {
    ...{ input: part.is, path, label, place, error, value: '', choices: [], rows: [], next: '', missing: [] },
  }
  if (part.is === 'rows') return { ...node, ...listRows(part, value, node, facts) }
  if (part.is === 'keyed') return { ...node, ...keyedRows(part, value, node, facts) }
  const list = part.of ? wordsOf(part.of, part.words ?? '', value, facts) : []
  const blank = part.is === 'choice' && part.optional ? [{ value: '', label: facts.t('forms.none') }] : []
  return { ...node, value: shown(value), choices: [...blank, ...list] }
}

function listRows({ of, by }: Rows, value: unknown, { path, place }: Node, facts: Facts): Pick<Node, 'rows' | 'next'> {
  const found = Array.isArray(value) ? value : []
  const rows = found.map((one, index) => {
    const name = facts.t('policies.form.row', { number: index + 1 })
    const row = rowOf(of, one, `${path}.${index}`, name, place, facts)
    return { ...row, removable: true, movable: by === undefined && index > 0 }
  })
  return { rows, next: `${path}.${found.length}` }
}

function keyedRows(part: Keyed, value: unknown, { path, place }: Node, facts: Facts): Pick<Node, 'rows' | 'missing'> {
  const found = (value ?? {}) as Record<string, unknown>
  const named = (key: string) => ({ path: `${path}.${key}`, label: wordOf(part.words, key, facts) })
  const rows = part.keys
    .filter(key => !part.sparse || key in found)
    .map(key => {
      const of = part.of(key)
      return rowOf(of, found[key] ?? blankOf(of), `${path}.${key}`, named(key).label, place, facts)
    })
  return { rows, missing: (part.sparse ?? []).filter(key => !(key in found)).map(named) }
}

function rowOf(of: Part, value: unknown, path: string, name: string, above: string[], facts: Facts): Row {
  const row = { path, name, plain: false, removable: false, movable: false }
  const inner = (place: string[], label?: string) => nodesOf(of, value, path, place, facts, label)
  if (of.is === 'group') return { ...row, nodes: inner([...above, name]) }
  if (of.is === 'rows' || of.is === 'keyed') return { ...row, nodes: inner([...above, name], '') }
  return { ...row, plain: true, nodes: inner(above, name) }
}

/** What may be chosen; what a document says beside that stays to be seen. */
function wordsOf(of: readonly string[], from: string, value: unknown, facts: Facts): Choice[] {
  const others = [value].flat().filter(one => typeof one === 'string' && one !== '' && !of.includes(one)) as string[]
  return [...of, ...others].map(code => ({ value: code, label: wordOf(from, code, facts) }))
}

function wordOf(from: string, code: string, { document, t, language }: Facts): string {
  const own = from === 'levels' ? levelName(document, code, language) : undefined
  const key = `${from === 'levels' ? 'codes.levels' : from}.${code}`
  return own || (hasWords(key) ? t(key) : code)
}

/** What the policy itself calls a level. */
function levelName({ levels }: Record<string, unknown>, code: string, language: Language): string | undefined {
  const list = (Array.isArray(levels) ? levels : []) as { code?: unknown; name?: Record<string, string> }[]
  return list.find(one => one.code === code)?.name?.[language]
}

/** A bound that is open is an empty input. */
function shown(value: unknown): string | string[] {
  if (Array.isArray(value)) return value.map(String)
  return value === true ? 'yes' : String(value === false ? '' : (value ?? ''))
}

/** By the last name in the path; words in two languages say which they are. */
function labelOf(path: string, t: Translate): string {
  const names = path.split('.').filter(step => !/^\d+$/.test(step))
  const [above, last] = [names.at(-2) ?? '', names.at(-1) ?? '']
  if (isLanguage(last)) return t(`policies.languages.${last}`, { what: labelOf(names.slice(0, -1).join('.'), t) })
  const groups = [`policies.form.${above}-`, 'policies.form.', 'policies.columns.', 'policies.rows.']
  return t(groups.map(group => `${group}${last}`).find(hasWords) ?? `policies.form.${last}`)
}

const isWithin = (path: string, whole: string) => path === whole || path.startsWith(`${whole}.`)

function at(document: Record<string, unknown>, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], document)
}

function withInner(node: Node): Node[] {
  return [node, ...node.rows.flatMap(row => row.nodes.flatMap(withInner))]
}

/** A mistake in a piece that the form has only as a whole is shown at that whole; what is missing, by all its headings. */
function shownWrong({ path, message }: Wrong, nodes: Node[], t: Translate): ShownWrong {
  const around = nodes.filter(one => isWithin(path, one.path))
  const node = around.sort((one, other) => other.path.length - one.path.length)[0]
  if (node) return { id: node.path, place: node.place.join(' · '), message }
  const names = { document: t('policies.fields.document'), code: t('policies.form.code') }
  const headings = new Set(nodes.filter(one => isWithin(one.path, path)).map(one => one.place[0]))
  const place = names[path as keyof typeof names] ?? ([...headings].join(t('policies.comma')) || path)
  return { id: 'raw-document', place, message }
}
