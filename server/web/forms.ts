import { z } from 'zod'
import { hasWords, type Translate } from './i18n.ts'

// issues do not tell what was sent, so whatever was not sent at all is named while they are made
z.config({ customError: ({ input }) => (input === undefined || input === '' ? 'required' : undefined) })

/** A form as its partials need it: what was typed and what is wrong, both by input name (`customer[phone]`). */
export interface Form {
  /** stands before the ids of its inputs, so that several forms can share a page */
  id: string
  values: Record<string, string | string[]>
  errors: Record<string, string>
  /** for the summary above the form */
  errorList: FormError[]
  /** the rule that the whole of it breaks, in words */
  problem: string | undefined
}

export interface FormError {
  id: string
  field: string
  /** which line of several alike; 0 where there is only one */
  row: number
  message: string
}

/** Why a form was refused: by field (dotted paths, as in the API), or by a rule. */
export interface Refused {
  fields?: Record<string, string> | undefined
  rule?: string | undefined
  message?: string
}

/** A form to fill in, `form('register', { category: 'product' })`, or to correct when it was refused. */
export function form(id: string, typed: unknown = {}, refused: Refused = {}): Form {
  const wrong = Object.entries(refused.fields ?? {}).map(([path, message]) => ({
    path,
    name: inputName(path),
    message,
  }))
  const errors = Object.fromEntries(wrong.map(({ name, message }) => [name, message]))
  const errorList = wrong.map(({ path, name, message }) => ({
    id: `${id}-${name}`,
    field: path.replaceAll(/\.\d+/g, ''),
    row: Number(/\.(\d+)\./.exec(path)?.[1] ?? -1) + 1,
    message,
  }))
  // what a field says already is not said of the whole as well
  const said = wrong.some(({ message }) => message === refused.message)
  return { id, values: flatten(typed), errors, errorList, problem: said ? undefined : refused.rule && refused.message }
}

/** What a form sent, without what is empty: an input left blank is a field not given. */
export function given(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(given).filter(value => value !== undefined)
  if (typeof body !== 'object' || body === null) return body === '' ? undefined : body
  const entries = Object.entries(body).filter(([key]) => key !== '_csrf')
  return Object.fromEntries(
    entries.map(([key, value]) => [key, given(value)]).filter(([, value]) => value !== undefined),
  )
}

/** One friendly message for each field of a refused form, in the reader's language. */
export function fieldErrors({ issues }: { issues: z.core.$ZodIssue[] }, t: Translate): Record<string, string> {
  const messages: Record<string, string> = {}
  for (const { path, code, params } of issues.flatMap(expanded)) {
    messages[path.join('.') || 'body'] ??= t(`fields.${code}`, params)
  }
  return messages
}

/** The messages of fields refused by code (`unknown-department`) or by a rule (`cap-reached`). */
export function fieldMessages(
  fields: Record<string, string>,
  t: Translate,
  params: { about?: string | undefined } = {},
): Record<string, string> {
  const message = (code: string) => {
    const key = [`fields.${code}`, `rules.${code}`].find(hasWords)
    return key ? t(key, params) : code
  }
  return Object.fromEntries(Object.entries(fields).map(([field, code]) => [field, message(code)]))
}

interface Fault {
  path: PropertyKey[]
  code: string
  params: Record<string, string | number>
}

function expanded(issue: z.core.$ZodIssue): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({ path: [...issue.path, key], code: 'unknown-field', params: {} }))
  }
  return [{ path: issue.path, ...fault(issue) }]
}

function fault(issue: z.core.$ZodIssue): Omit<Fault, 'path'> {
  const code = named(issue)
  if (code) return { code, params: {} }
  if (issue.code === 'too_small') return tooSmall(issue.origin, Number(issue.minimum) + (issue.inclusive ? 0 : 1))
  if (issue.code === 'too_big') return tooBig(issue.origin, Number(issue.maximum))
  if (issue.code === 'invalid_value') return { code: 'wrong-choice', params: {} }
  if (issue.code === 'invalid_type') return { code: isNumber(issue.expected) ? 'whole' : 'wrong-type', params: {} }
  if (issue.code === 'invalid_union') return { code: 'whole', params: {} }
  if (issue.code === 'invalid_format' && issue.format === 'email') return { code: 'email', params: {} }
  return { code: 'wrong', params: {} }
}

/** A schema names its own faults: by a code in the parameters of a refinement, or by its error text. */
function named(issue: z.core.$ZodIssue): string | undefined {
  const code = issue.code === 'custom' ? (issue.params?.code as string | undefined) : undefined
  return [code, issue.message].find(name => name !== undefined && hasWords(`fields.${name}`))
}

const isNumber = (expected: string) => expected === 'number' || expected === 'int'

const tooSmall = (origin: string, minimum: number): Omit<Fault, 'path'> => {
  if (origin === 'string' && minimum === 1) return { code: 'required', params: {} }
  if (origin === 'array') return { code: 'too-few', params: { minimum } }
  return { code: origin === 'number' || origin === 'int' ? 'at-least' : 'too-short', params: { minimum } }
}

const tooBig = (origin: string, maximum: number) => ({
  code: origin === 'number' || origin === 'int' ? 'at-most' : origin === 'array' ? 'too-many' : 'too-long',
  params: { maximum },
})

const inputName = (path: string) => path.replaceAll(/\.([^.]+)/g, '[$1]')

function flatten(value: unknown, name = ''): Record<string, string | string[]> {
  if (value === undefined || value === null) return {}
  if (typeof value !== 'object') return { [name]: String(value) }
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) return { [name]: value }
  const entries = Object.entries(value).filter(([key]) => key !== '_csrf')
  return Object.assign({}, ...entries.map(([key, inner]) => flatten(inner, name ? `${name}[${key}]` : key)))
}
