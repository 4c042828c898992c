import express, { type Request, type Response, type Router } from 'express'
import { z } from 'zod'
import type { Transaction } from '../../db/client.ts'
import { keepAnswer } from '../cases/idempotency.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { sightOf } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { pageSize } from '../web/cursor.ts'
import { given } from '../web/forms.ts'
import { idempotencyKeyOf } from '../web/idempotency-key.ts'
import { personOf } from '../web/person.ts'
import { actionView, changedActionView, deadlineLedger } from './action-view.ts'
import { type ActionChange, type ChangeOptions, changeAction, proposeAction } from './changes.ts'
import { actionCursor, listActions, shownActions } from './queries.ts'

/** What GET /corrective-actions takes. */
export const actionFilter = z.object({
  show: z.enum(shownActions).default('open'),
  limit: pageSize,
  cursor: actionCursor.optional(),
})
const revisionShape = z.object({ revision: z.int().min(0).optional() })

/** Corrective actions over the API: the same rules and refusals as on the pages. */
export function correctiveActionsApi(deps: Deps): Router {
  const router = express.Router()

  router.get('/corrective-actions', async (request, response) => {
    const { show, limit, cursor } = actionFilter.strict().parse(given(request.query))
    const { login } = personOf(response)
    const sight = sightOf(await loadOrganisation(deps.db), login, deps.now().toISOString())
    response.json(await listActions(deps, sight, { show, limit, after: cursor }))
  })

  router.post('/corrective-actions', (request, response) =>
    change(deps, request, response, 201, (login, options) =>
      proposeAction(deps, login, { ...request.body, type: 'propose' }, options),
    ),
  )

  router.get('/corrective-actions/:number', async (request, response) => {
    response.json(await actionView(deps, personOf(response).login, request.params.number))
  })

  router.get('/corrective-actions/:number/deadlines/:kind', async ({ params }, response) => {
    response.json(await deadlineLedger(deps, personOf(response).login, params.number, params.kind))
  })

  router.post('/corrective-actions/:number/events', async (request, response) => {
    const { number } = request.params
    const { revision: given, ...event } = request.body
    const shape = revisionShape.safeParse({ revision: given })
    if (!shape.success) {
      // without sight it is not there, whatever else is wrong
      await actionView(deps, personOf(response).login, number)
      throw shape.error
    }
    await change(deps, request, response, 200, (login, options) =>
      changeAction(deps, login, number, event, { ...options, ...shape.data }),
    )
  })

  return router
}

type Make = (login: string, options: ChangeOptions) => Promise<ActionChange>

/** Makes a change and shows what it led to; a repeated Idempotency-Key gets the first answer again. */
async function change(deps: Deps, request: Request, response: Response, status: 200 | 201, make: Make) {
  const { login } = personOf(response)
  const idempotency = idempotencyKeyOf(request)
  const answer = async (tx: Transaction, number: string) => {
    const view = await changedActionView(deps, tx, login, number)
    if (idempotency) await keepAnswer(tx, login, idempotency.key, status, view)
    return view
  }
  const { number, first, answer: view } = await make(login, { idempotency, answer })
  if (status === 201) response.location(`/api/v1/corrective-actions/${number}`)
  response.status(first?.status ?? status).json(first ? first.body : view)
}
