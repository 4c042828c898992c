import { levels as everyLevel, type Level } from '../complaint/codes.ts'
import { isEmpty, type Keyed, type Part, type Rows } from './form-parts.ts'
import { type Section, sectionsOf } from './form-sections.ts'

type Typed = Record<string, unknown>
type Document = Record<string, unknown>

/**
 * The document that was typed into the form of a policy, whole: what the form does not ask is not in it. What cannot be
 * read stays as it was typed, so that the check can say where it is.
 * @param typed what the form sent, by path
 */
export function documentTyped(code: string, typed: Typed): Document {
  const document: Document = { code }
  for (const { parts } of sectionsTyped(typed)) {
    for (const { path, part } of parts) {
      const value = readPart(part, typed, path)
      if (value !== undefined) setAt(document, path.split('.'), value)
    }
  }
  return document
}

/** The sections as they were laid out when they were filled in. */
function sectionsTyped(typed: Typed): Section[] {
  return sectionsOf(known(indicesOf(typed, 'levels').map(index => one(typed[`levels.${index}.code`]))))
}

function readPart(part: Part, typed: Typed, path: string): unknown {
  if (part.is === 'rows') return whenFilled(part, readRows(part, typed, path))
  if (part.is === 'keyed') return whenFilled(part, readKeyed(part, typed, path))
  if (part.is === 'group') {
    const read = Object.entries(part.parts).map(([name, inner]) => [name, readPart(inner, typed, `${path}.${name}`)])
    return whenFilled(part, Object.fromEntries(read.filter(([, value]) => value !== undefined)))
  }
  return whenFilled(part, readInput(part.is, typed[path]))
}

function readInput(is: Part['is'], typed: unknown): unknown {
  if (is === 'choices') return typed === undefined ? [] : [typed].flat()
  const written = one(typed)
  if (is === 'yes-no') return written === 'yes'
  if (is === 'number') return /^-?\d+$/.test(written) ? Number(written) : written
  if (is === 'money') return written === '' ? null : moneyWritten(written)
  return written
}

/** 500 and 500.5 are written as the document has them, with two places. */
function moneyWritten(written: string): string {
  return /^\d+$/.test(written) ? `${written}.00` : written.replace(/^(\d+\.\d)$/, '$10')
}

function readRows({ of, by }: Rows, typed: Typed, path: string): unknown[] {
  const list = indicesOf(typed, path).map(index => readPart(of, typed, `${path}.${index}`))
  return by === undefined ? list : sorted(list as Document[], by)
}

function readKeyed({ keys, of, unless, always }: Keyed, typed: Typed, path: string): Document {
  const read = keys.map(key => [key, readPart(of(key), typed, `${path}.${key}`)] as const)
  const counts = (value: unknown) => !isEmpty(unless === undefined ? value : (value as Document)[unless])
  return Object.fromEntries(read.filter(([, value]) => always || counts(value)))
}

/** By what bounds the rows, an open end last; while a bound cannot be read, as they were typed. */
function sorted(list: Document[], by: string): Document[] {
  const bounds = list.map(one => one[by])
  if (!bounds.every(isBound)) return list
  const size = (bound: unknown) => (bound === null ? Number.POSITIVE_INFINITY : Number(bound))
  return list.toSorted((one, other) => {
    const [here, there] = [size(one[by]), size(other[by])]
    return here === there ? 0 : here - there
  })
}

const isBound = (bound: unknown) => bound === null || typeof bound === 'number' || /^\d+\.\d{2}$/.test(String(bound))

function whenFilled(part: Part, value: unknown): unknown {
  return 'optional' in part && part.optional && isEmpty(value) ? undefined : value
}

/** The numbers of the rows of a list that were sent. */
function indicesOf(typed: Typed, path: string): number[] {
  const found = Object.keys(typed)
    .filter(name => name.startsWith(`${path}.`))
    .map(name => name.slice(path.length + 1).split('.')[0] ?? '')
  return [...new Set(found)]
    .filter(index => /^\d{1,3}$/.test(index))
    .map(Number)
    .sort((here, there) => here - there)
}

function one(typed: unknown): string {
  return String([typed].flat().at(-1) ?? '').trim()
}

function setAt(target: Document, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) target[key] = value
  else {
    const inner = (target[key] ?? {}) as Document
    target[key] = inner
    setAt(inner, rest, value)
  }
}

/** The levels of a document in its order, as far as they are any. */
export function levelsIn(document: unknown): Level[] {
  const list = (document as { levels?: unknown } | null)?.levels
  return known(Array.isArray(list) ? list.map(level => (level as { code?: unknown } | null)?.code) : [])
}

function known(codes: unknown[]): Level[] {
  return [...new Set(codes)].filter((code): code is Level => everyLevel.some(level => level === code))
}
