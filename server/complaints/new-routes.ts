import express, { type Router } from 'express'
import type { Deps } from '../deps.ts'
import { wordsUnder } from '../web/level-words.ts'
import { withDone } from '../web/paths.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { alreadySent } from './already-sent.ts'
import { discardDraft, draftSavedAt, saveDraft } from './drafts.ts'
import { discloseCustomer } from './lookup.ts'
import { showNew } from './new.ts'
import { postedComplaint } from './new-body.ts'
import { sideOf, surroundingsOf } from './new-side.ts'
import { takeNew } from './new-take.ts'

/** The form for a new complaint, what is shown beside it while it is typed, and its drafts. */
export function newComplaint(deps: Deps): Router {
  const router = express.Router()

  router.get('/complaints/new', ({ query }, response) =>
    showNew(deps, response, String(query.draft ?? ''), String(query.policy ?? '')),
  )

  router.post('/complaints/new', (request, response) => takeNew(deps, request, response))

  // what stands beside the form, without the page around it
  router.post('/complaints/new/side', async ({ body }, response) => {
    const { values, reveal } = postedComplaint(body)
    const { t, language } = response.locals
    const around = await surroundingsOf(deps, response, values.policy)
    const disclosed = reveal ? await discloseCustomer(deps, around.sight, reveal) : undefined
    const side = await sideOf(deps, response, around, values, disclosed)
    response
      .set('Cache-Control', 'no-store')
      .render('complaints/new/live', { layout: false, side, t: wordsUnder(around.version.policy, t, language) })
  })

  router.post('/complaints/new/draft', async ({ body }, response) => {
    const { draft, values, key } = postedComplaint(body)
    const { login } = personOf(response)
    const already = await alreadySent(deps, login, key)
    if (already) return void response.json({ already: already.number })
    const kept = await saveDraft(deps, login, { id: draft.id || deps.random(), base: draft.base, values })
    response.json(kept)
  })

  router.get('/complaints/new/draft/:id', async ({ params }, response) => {
    const savedAt = await draftSavedAt(deps, personOf(response).login, params.id)
    if (!savedAt) throw new Problem(404, 'not-found')
    response.set('Cache-Control', 'no-store').json({ savedAt })
  })

  router.post('/complaints/new/discard', async ({ body }, response) => {
    await discardDraft(deps, personOf(response).login, String(body.discard ?? ''))
    response.redirect(303, withDone('/complaints/new', 'draft-discarded'))
  })

  return router
}
