import { hasWords, type Translate } from './i18n.ts'
import type { Names } from './names.ts'

export interface TypedLine {
  label: string
  value: string
}

export interface TypedWords {
  t: Translate
  names: Names
  /** what listed conduct is called, where its policy is at hand */
  conduct?: (code: string) => string
}

/** What belongs to a form without being anybody's words. */
const marks: ReadonlySet<string> = new Set(
  'type revision seen key was wasConduct idempotencyKey draft savedAt base action after ready confirm policy take reveal addTo'.split(
    ' ',
  ),
)

/** Where the words of a code stand below `codes`, by the input that it was chosen in; the first list that has it counts. */
const lists: Record<string, string[]> = {
  category: ['categories'],
  channel: ['channels'],
  level: ['levels'],
  scopeFlags: ['scopeFlags'],
  causeCode: ['causeCodes'],
  liability: ['liabilities'],
  confirmation: ['consentMethods'],
  regulator: ['regulatorAnswers'],
  correctiveAction: ['correctiveActions'],
  reasonCode: ['pauseReasons'],
  clear: ['clearSteps'],
  against: ['appealTargets'],
  respondentOutcome: ['callBackOutcomes'],
  cause: ['causeKinds'],
  kind: ['measureKinds', 'limitKinds'],
  method: ['settleMethods', 'attendMethods', 'contactMethods', 'consentMethods'],
  outcome: ['consentOutcomes', 'callBackOutcomes', 'recusalOutcomes', 'appealOutcomes', 'effectOutcomes'],
}

const departments: ReadonlySet<string> = new Set(['department', 'respondentDepartment'])
const people: ReadonlySet<string> = new Set(
  'handler respondent person owner verifier delegator delegate penalised'.split(' '),
)

/**
 * What was typed into a form, for somebody to read: each input that has a name for its reader, with its value in words.
 * @param values by input name (`measures[0][kind]`)
 * @param words where the labels stand, flat as in the form: `measures[0][kind]` is `<words>.measures-kind` or
 *   `<words>.measures.kind`
 */
export function typedLines(
  values: Record<string, string | string[]>,
  words: string,
  { t, names, conduct }: TypedWords,
): TypedLine[] {
  return Object.entries(values).flatMap(([input, value]) => {
    const label = inputLabel(input, words, t)
    const given = [value].flat().filter(one => one.trim() !== '')
    if (marks.has(input) || label === undefined || given.length === 0) return []
    const said = given.map(one => valueWords(input, one, { t, names, ...(conduct && { conduct }) }))
    return [{ label, value: said.join(t('history.and')) }]
  })
}

/** The inputs of a form that carry something and have no name that a reader would know. */
export function unnamedInputs(values: Record<string, string | string[]>, words: string, t: Translate): number {
  return Object.entries(values).filter(
    ([input, value]) =>
      !marks.has(input) && [value].flat().join('') !== '' && inputLabel(input, words, t) === undefined,
  ).length
}

/** The label of an input (`measures[0][kind]`), undefined where it has none; of a line of several, with its number. */
export function inputLabel(input: string, words: string, t: Translate): string | undefined {
  const path = input.replaceAll(/\[\d*\]/g, '').replaceAll(/\[([^\]]+)\]/g, '.$1')
  const line = path.lastIndexOf('.')
  // the last: a part without a name of its own goes by that of the whole
  const flat = [path.replaceAll('.', '-'), path, `${path.slice(0, line)}-${path.slice(line + 1)}`, path.slice(0, line)]
  const key = flat.map(one => `${words}.${one}`).find(one => hasWords(one) && typeof t(one) === 'string')
  const row = /\[(\d+)\]/.exec(input)?.[1]
  if (key === undefined) return undefined
  return row === undefined ? t(key) : t('forms.inRow', { row: Number(row) + 1, label: t(key) })
}

function valueWords(input: string, value: string, { t, names, conduct }: TypedWords): string {
  const name = [...input.matchAll(/[^[\]]+/g)].map(([part]) => part).findLast(part => !/^\d+$/.test(part)) ?? input
  if (/password/i.test(name) || name === 'again' || name === 'current') return '••••••'
  if (departments.has(name)) return names.department(value)
  if (people.has(name)) return names.person(value)
  if (name === 'conduct') return conduct?.(value) ?? value
  const key = lists[name]?.map(list => `codes.${list}.${value}`).find(hasWords)
  if (key) return t(key)
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) ? value.replace('T', ' ') : value
}
