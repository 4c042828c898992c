import { digestOf } from '../../workflows/evidence/chain.ts'
import { changeCase } from '../cases/change-case.ts'
import type { Deps } from '../deps.ts'
import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import { typedLines } from '../web/typed-words.ts'
import { noteKey } from './already-sent.ts'

/** Characters that surely fit into one note: some count twice. */
const noteLength = 2500

/** Inputs of the form for a new complaint as lines of a note, each with its name. */
export const noteLines = (inputs: [name: string, value: string | string[]][], names: Names, t: Translate): string[] =>
  typedLines(Object.fromEntries(inputs), 'newComplaint.fields', { names, t }).map(({ label, value }) =>
    t('newComplaint.duplicates.noteLine', { label, text: value }),
  )

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

function partsOf(text: string): string[] {
  const characters = [...text]
  const count = Math.ceil(characters.length / noteLength)
  return Array.from({ length: count }, (_, index) =>
    characters.slice(index * noteLength, (index + 1) * noteLength).join(''),
  )
}
