import { and, eq } from 'drizzle-orm'
import { cases, complaints } from '../../db/schema.ts'
import { type Sight, visibleTo } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import { Problem } from '../web/problem.ts'
import type { DraftValues } from './drafts.ts'
import { noteLines, putNotes } from './notes-of-form.ts'

/**
 * Puts everything typed on a case that is there already, as an internal note.
 * @throws Problem 404 without sight @throws Refusal by the rules of `note`
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
  await putNotes(deps, number, sight.login, noteText(values, known, names, t), key)
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
  const lines = noteLines(news, names, t)
  return [t('newComplaint.duplicates.noteHead'), String(values.narrative ?? ''), ...lines].filter(Boolean).join('\n')
}
