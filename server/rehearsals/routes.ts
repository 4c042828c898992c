import express, { type Router } from 'express'
import type { Deps } from '../deps.ts'
import { given } from '../web/forms.ts'
import { personOf } from '../web/person.ts'
import { submit } from '../web/submit.ts'
import { idOf } from './api.ts'
import { showRehearsedCase, showRehearsedCases } from './case-pages.ts'
import { endRehearsal } from './ending.ts'
import { beginForm, lastQuarter, showRehearsal, showRehearsals } from './page.ts'
import { caseFilter, rehearsalBody, startRehearsal } from './rehearsals.ts'
import { onlookers, rehearsers } from './rights.ts'

/** Trying a version on the cases of a period, side by side with what happened. */
export function rehearsals(deps: Deps): Router {
  const router = express.Router()
  router.use('/rehearsals', onlookers)

  router.get('/rehearsals', async ({ query }, response) => {
    const { version, from, to } = query
    const wanted = Object.fromEntries(Object.entries({ version, from, to }).filter(([, value]) => value))
    await showRehearsals(deps, response, beginForm({ ...lastQuarter(deps.now()), ...wanted }))
  })

  router.post('/rehearsals', rehearsers, async ({ body }, response) => {
    const { version: named, from, to } = body
    const [policy = '', version] = String(named ?? '').split('/')
    await submit(
      response,
      async () => {
        const wanted = rehearsalBody.parse(given({ policy, version: Number(version), from, to }))
        const id = await startRehearsal(deps, personOf(response).login, wanted)
        return { to: `/rehearsals/${id}`, done: 'rehearsal-begun' }
      },
      refused => showRehearsals(deps, response, beginForm({ version: named, from, to }, refused)),
    )
  })

  router.get('/rehearsals/:id', ({ params }, response) => showRehearsal(deps, response, idOf(params.id)))

  router.post('/rehearsals/:id/end', rehearsers, async ({ params }, response) => {
    const id = idOf(params.id)
    await submit(
      response,
      async () => {
        await endRehearsal(deps, personOf(response).login, id)
        return { to: `/rehearsals/${id}`, done: 'rehearsal-ended' }
      },
      ({ message }) => showRehearsal(deps, response, id, message),
    )
  })

  router.get('/rehearsals/:id/cases', ({ params, query }, response) =>
    showRehearsedCases(deps, response, idOf(params.id), caseFilter.parse(given(query))),
  )

  router.get('/rehearsals/:id/cases/:number', ({ params }, response) =>
    showRehearsedCase(deps, response, idOf(params.id), params.number),
  )

  return router
}
