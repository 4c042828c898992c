import { digestOf } from '../../workflows/evidence/chain.ts'
import { changeCase } from '../cases/change-case.ts'
import type { Deps } from '../deps.ts'
import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import { noteKey } from './already-sent.ts'
import { labelOf } from './new-body.ts'

/** Characters that surely fit into one note: some count twice. */
const noteLength = 2500

/** Inputs of the form for a new complaint as lines of text, each with its name. */
export function typedLines(inputs: [name: string, value: string | string[]][], names: Names, t: Translate): string[] {
  return inputs.map(([name, value]) => {
    const words = [value].flat().map(one => worded(name, one, names, t))
    return t('newComplaint.duplicates.noteLine', {
      label: labelIn(name, t),
      text: words.join(t('newComplaint.preview.and')),
    })
  })
}

/**
 * Puts a text on a case as an internal note through the door; what is too long for one note becomes several.
 * @param key of the form: sent twice, it counts once @throws Refusal by the rules of `note`
 */
export async function putNotes(deps: Deps, number: string, login: string, text: string, key: string): Promise<void> {
  for (const [index, part] of partsOf(text).entries()) {
    const idempotency = { key: noteKey(key, index), digest: digestOf({ number, text: part }) }
    await changeCase(deps, number, { type: 'note', text: part }, { login }, key ? { idempotency } : {})
  }
}

const codesOf: Record<string, string> = {
  channel: 'channels',
  category: 'categories',
  scopeFlags: 'scopeFlags',
  level: 'levels',
  'settle[causeCode]': 'causeCodes',
  'settle[liability]': 'liabilities',
  'settle[method]': 'settleMethods',
}

function worded(name: string, value: string, names: Names, t: Translate): string {
  if (name === 'department' || name === 'respondentDepartment') return names.department(value)
  if (name === 'handler') return names.person(value)
  const codes = /\[kind\]$/.test(name) ? 'measureKinds' : codesOf[name]
  return codes ? t(`codes.${codes}.${value}`) : value
}

const labelIn = (name: string, t: Translate) =>
  t(`newComplaint.fields.${labelOf(name.replaceAll(/\[\d+\]/g, '').replaceAll(/\[(\w+)\]/g, '.$1'))}`)

function partsOf(text: string): string[] {
  const characters = [...text]
  const count = Math.ceil(characters.length / noteLength)
  return Array.from({ length: count }, (_, index) =>
    characters.slice(index * noteLength, (index + 1) * noteLength).join(''),
  )
}
