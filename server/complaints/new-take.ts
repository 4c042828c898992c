import type { Request, Response } from 'express'
import { digestOf } from '../../workflows/evidence/chain.ts'
import { openCase } from '../cases/change-case.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { type Answer, answerTo } from '../web/errors.ts'
import { wordsUnder } from '../web/level-words.ts'
import { namesIn } from '../web/names.ts'
import { withDone } from '../web/paths.ts'
import { personOf } from '../web/person.ts'
import { submit } from '../web/submit.ts'
import { addToCase } from './add-to-case.ts'
import { alreadySent } from './already-sent.ts'
import { discardDraft, saveDraft } from './drafts.ts'
import { customersAt, discloseCustomer, wholePhone } from './lookup.ts'
import { type Shown, showAgain } from './new.ts'
import { besides, openingOf, type Posted, postedComplaint, type Way, withNamedRespondent } from './new-body.ts'
import { type Surroundings, surroundingsOf } from './new-side.ts'
import { noteLines, putNotes } from './notes-of-form.ts'
import { previewSchema } from './preview.ts'

/** What the form was sent for: to log it, to put it on another case, to keep it, or only to look. */
export async function takeNew(deps: Deps, { body }: Request, response: Response): Promise<void> {
  const posted = postedComplaint(body)
  const around = await surroundingsOf(deps, response, posted.values.policy)
  if (posted.addTo) return addAndGo(deps, response, around, posted)
  if (posted.action === 'save') return keepDraft(deps, response, around, posted)
  if (isWay(posted.action)) return log(deps, response, around, posted, posted.action)
  return look(deps, response, around, posted)
}

const ways: readonly string[] = ['log', 'dispatch', 'settle'] satisfies Way[]
const isWay = (action: string): action is Way => ways.includes(action)

/** Opens the complaint, as far as was asked for, and goes on to its page. The draft has done its duty. */
async function log(deps: Deps, response: Response, around: Surroundings, posted: Posted, way: Way): Promise<void> {
  const { login } = personOf(response)
  const { key, draft, values } = posted
  await submit(
    response,
    async () => {
      const complaint = openingOf(way, posted.typed, around.organisation)
      const idempotency = key ? { key, digest: digestOf(complaint) } : undefined
      const { number, state, first } = await openCase(deps, complaint, { login }, idempotency && { idempotency })
      await noteBesides(deps, response, around, posted, way, number)
      await discardDraft(deps, login, draft.id)
      return { to: `/complaints/${number}`, done: first ? 'already-logged' : (doneIn[state] ?? 'complaint-dispatched') }
    },
    refused => {
      if (isUsedUp(refused)) return showUsedUp(deps, response, around, posted)
      const back: Shown = { values, draft, key, refused: placed(refused, way), settleOpen: way === 'settle' }
      return showAgain(deps, response, around, back)
    },
  )
}

/** Nothing typed is lost: what only the next steps can say goes along as a note for whoever takes them. */
async function noteBesides(
  deps: Deps,
  response: Response,
  { organisation, version }: Surroundings,
  posted: Posted,
  way: Way,
  number: string,
): Promise<void> {
  const { language, t } = response.locals
  const names = namesIn(organisation, language)
  const lines = noteLines(besides(way, posted), names, wordsUnder(version.policy, t, language))
  if (lines.length === 0) return
  const text = [t('newComplaint.besides'), ...lines].join('\n')
  await putNotes(deps, number, personOf(response).login, text, posted.key)
}

/** The form was sent before with other words: it says what became of it, and stands ready for another complaint. */
async function showUsedUp(deps: Deps, response: Response, around: Surroundings, { key, values }: Posted) {
  const already = await alreadySent(deps, personOf(response).login, key)
  return showAgain(deps, response, around, { values, already })
}

const doneIn: Record<string, string> = {
  receive: 'complaint-received',
  register: 'complaint-registered',
  'follow-up': 'complaint-settled',
}

/** A rule speaks of the fields of `settle` as that event calls them. */
function placed(refused: Answer, way: Way): Answer {
  const { measures, ...fields } = refused.fields ?? {}
  return way === 'settle' && measures ? { ...refused, fields: { ...fields, 'settle.measures': measures } } : refused
}

/** The key already stands for another complaint. */
const isUsedUp = ({ rule }: { rule?: string | undefined }) => rule === 'idempotency-key-reused'

/** Puts what was typed on the case that was chosen; where its rules are against that, the form is there again. */
async function addAndGo(deps: Deps, response: Response, around: Surroundings, posted: Posted): Promise<void> {
  const { t, language } = response.locals
  const { addTo, draft, values } = posted
  const names = namesIn(around.organisation, language)
  try {
    await addToCase(deps, { sight: around.sight, names, t }, addTo, posted)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (isUsedUp(error)) return showUsedUp(deps, response.status(422), around, posted)
    const { status, message } = answerTo(error, t)
    response.status(status)
    return showAgain(deps, response, around, { values, draft, refused: { rule: error.rule ?? error.code, message } })
  }
  await discardDraft(deps, personOf(response).login, draft.id)
  response.redirect(303, withDone(`/complaints/${encodeURIComponent(addTo)}`, 'added-to-case'))
}

async function keepDraft(deps: Deps, response: Response, around: Surroundings, posted: Posted): Promise<void> {
  const { draft, values, key } = posted
  if (await alreadySent(deps, personOf(response).login, key)) return showUsedUp(deps, response, around, posted)
  const id = draft.id || deps.random()
  const kept = await saveDraft(deps, personOf(response).login, { id, base: draft.base, values })
  response.redirect(303, withDone(`/complaints/new?draft=${kept.id}`, kept.apart ? 'draft-kept-apart' : 'draft-kept'))
}

/** The same page with what was asked for: customer, duplicates, preview, a name taken over, a contact in full. */
async function look(deps: Deps, response: Response, around: Surroundings, posted: Posted): Promise<void> {
  const { values, typed, key, draft, reveal } = posted
  const name = await nameToTake(deps, around, posted)
  const shown: Shown = { values: { ...values, ...(name && { 'customer[name]': name }) }, key, draft }
  const disclosed = reveal ? await discloseCustomer(deps, around.sight, reveal) : undefined
  const parsed = previewSchema.safeParse(withNamedRespondent(typed, around.organisation))
  const refused = parsed.error && answerTo(parsed.error, response.locals.t)
  if (disclosed) response.set('Cache-Control', 'no-store')
  if (refused) response.status(422)
  await showAgain(deps, response, around, { ...shown, disclosed, ...(refused && { refused }) })
}

/** The name of the customer that was chosen, or of the only one there is where no name was typed. */
async function nameToTake(deps: Deps, { sight }: Surroundings, { values, take }: Posted): Promise<string> {
  const phone = wholePhone(String(values['customer[phone]'] ?? ''))
  if (!phone || (!take && values['customer[name]'])) return ''
  const known = await customersAt(deps, sight, phone)
  const chosen = take ? known.find(one => one.id === take) : known.length === 1 ? known[0] : undefined
  return chosen?.name ?? ''
}
