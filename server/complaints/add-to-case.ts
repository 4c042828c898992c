import { and, eq } from 'drizzle-orm'
import { cases, complaints } from '../../db/schema.ts'
import { digestOf } from '../../workflows/evidence/chain.ts'
import { changeCase } from '../cases/change-case.ts'
import { type Sight, visibleTo } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import { Problem } from '../web/problem.ts'
import { noteKey } from './already-sent.ts'
import type { DraftValues } from './drafts.ts'
import { labelOf } from './new-body.ts'

/** Characters that surely fit into one note: some count twice. */
const noteLength = 2500

/**
 * Puts everything typed on a case that is there already, as an internal note through the door; what is too long for
 * one note becomes several. @throws Problem 404 without sight @throws Refusal by the rules of `note`
 */
export async function addToCase(
  deps: Deps,
  { sight, names, t }: { sight: Sight; names: Names; t: Translate },
  number: string,
  { values, key }: { values: DraftValues; key: string },
): Promise<void> {
  const [known] = await deps.db
    .select({ customerName: complaints.customerName, phone: complaints.phone })
    .from(cases)
    .innerJoin(complaints, eq(complaints.caseId, cases.id))
    .where(and(eq(cases.number, number), visibleTo(sight)))
  if (!known) throw new Problem(404, 'not-found')
  const texts = partsOf(noteText(values, known, names, t))
  for (const [index, text] of texts.entries()) {
    const idempotency = { key: noteKey(key, index), digest: digestOf({ number, text }) }
    await changeCase(deps, number, { type: 'note', text }, { login: sight.login }, key ? { idempotency } : {})
  }
}

/** What was typed, each input with its name; what the case knows of the customer already is left out. */
function noteText(
  values: DraftValues,
  known: { customerName: string; phone: string },
  names: Names,
  t: Translate,
): string {
  const said: DraftValues = { 'customer[name]': known.customerName, 'customer[phone]': known.phone }
  const news = Object.entries(values).filter(
    ([name, value]) => value !== '' && name !== 'narrative' && String(said[name]) !== String(value),
  )
  const lines = news.map(([name, value]) => {
    const words = [value].flat().map(one => worded(name, one, names, t))
    return t('newComplaint.duplicates.noteLine', {
      label: labelIn(name, t),
      text: words.join(t('newComplaint.preview.and')),
    })
  })
  return [t('newComplaint.duplicates.noteHead'), String(values.narrative ?? ''), ...lines].filter(Boolean).join('\n')
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
