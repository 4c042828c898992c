import express, { type Request, type Response, type Router } from 'express'
import { mentionsIn } from '../../workflows/complaint/mentions.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { changeCase } from '../cases/change-case.ts'
import { formOnce } from '../cases/posted-change.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { answerTo, refusedBy } from '../web/errors.ts'
import { hasWords } from '../web/i18n.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { eventNamed, showForm } from './case-forms.ts'
import { showCase, showPassedOn } from './case-page.ts'
import { disclose } from './disclosure.ts'
import { type PostedForm, postedForm, requireConfirmation } from './forms.ts'
import { historyKind } from './history-kinds.ts'
import { keepPresent } from './presence.ts'
import { visibleCase } from './visible-case.ts'

/** The page of a complaint, and the forms on it. */
export function caseRoutes(deps: Deps): Router {
  const router = express.Router()

  router.get('/complaints/:number', async ({ params, query }, response) => {
    const done = query.did === 'note' && query.nobody ? 'forms.note.doneNobody' : `forms.${query.did}.done`
    if (hasWords(done)) response.locals.done = done
    const asked = { passage: passageOf(query), named: eventNamed(query.form) }
    await showCase(deps, response, params.number, query.print === 'yes' ? wholeDocument : asked)
  })

  router.get('/complaints/:number/forms/:event', ({ params: { number, event } }, response) =>
    showForm(deps, response, number, event),
  )

  router.post('/complaints/:number/events', async ({ params: { number }, body }, response) => {
    const posted = postedForm(body)
    const refusal = await refusalOf(deps, response, number, posted)
    if (refusal) return showRefused(deps, response, number, posted, refusal)
    const seen = await visibleCase(deps, number, personOf(response).login)
    if (seen) {
      const remark = callsNobody(posted, seen.organisation) ? '&nobody=yes' : ''
      response.redirect(303, `/complaints/${number}?did=${posted.type}${remark}`)
    } else showPassedOn(response, number, posted.type)
  })

  router.post('/complaints/:number/disclosures', async ({ params: { number } }, response) => {
    const disclosed = await disclose(deps, number, personOf(response).login)
    if (!disclosed) throw new Problem(404, 'not-found')
    response.set('Cache-Control', 'no-store')
    await showCase(deps, response, number, { disclosed })
  })

  router.post('/complaints/:number/presences', async ({ params: { number }, body }, response) => {
    const answer = await keepPresent(deps, number, personOf(response).login, body, response.locals)
    if (!answer) throw new Problem(404, 'not-found')
    response.set('Cache-Control', 'no-store').json(answer)
  })

  return router
}

const wholeDocument = { printing: true, passage: { limit: 100_000 } }

const passageOf = ({ history, before }: Request['query']) => ({
  kind: historyKind(history),
  before: Number(before) > 0 ? Math.trunc(Number(before)) : undefined,
})

/** A note has a word after an @ that is nobody: a stranger whom it quotes, or a slip of whoever wrote it. */
const callsNobody = ({ type, typed }: PostedForm, organisation: Organisation): boolean =>
  type === 'note' && typeof typed.text === 'string' && mentionsIn(typed.text, organisation).unknown.length > 0

/** Sends the form through the door; why it was refused, or undefined when it was not. */
async function refusalOf(deps: Deps, response: Response, number: string, posted: PostedForm) {
  const { event, revision } = posted
  const options = { ...(revision !== undefined && { revision }), ...formOnce(posted.key, number, event) }
  try {
    requireConfirmation(posted)
    await changeCase(deps, number, event, { login: personOf(response).login }, options)
    return undefined
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'not-found') return error
    throw error
  }
}

/** The case as it stands now, with what was typed and the reason why it was not taken. */
async function showRefused(deps: Deps, response: Response, number: string, posted: PostedForm, refusal: Refusal) {
  const { t } = response.locals
  const answer = answerTo(refusal, t)
  const stale = answer.code === 'stale'
  const refused = refusedBy(stale ? { ...answer, message: t('case.actions.stale') } : answer)
  response.status(answer.status)
  await showCase(deps, response, number, {
    back: { type: posted.type, typed: posted.typed, refused },
    since: stale ? posted.seen : undefined,
  })
}
