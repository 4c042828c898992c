import express, { type Request, type Response, type Router } from 'express'
import { z } from 'zod'
import type { Transaction } from '../../db/client.ts'
import { type Changed, type ChangeOptions, changeCase, openCase } from '../cases/change-case.ts'
import { keepAnswer } from '../cases/idempotency.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { given } from '../web/forms.ts'
import { idempotencyKeyOf } from '../web/idempotency-key.ts'
import { personOf } from '../web/person.ts'
import { caseView, changedCaseView } from './case-view.ts'
import { disclose } from './disclosure.ts'
import { eventFilter, listEvents } from './event-list.ts'
import { explainedDeadline, explainedQuery } from './explained.ts'
import { listComplaints } from './list.ts'
import { listFilter } from './list-filter.ts'
import { visibleCase } from './visible-case.ts'

/** The complaints of the JSON API (design.md §7). */
export function complaintsApi(deps: Deps): Router {
  const router = express.Router()

  router.post('/complaints', (request, response) =>
    change(deps, request, response, 201, (actor, options) => openCase(deps, request.body, actor, options)),
  )

  router.get('/complaints', async (request, response) => {
    const filter = listFilter.strict().parse(given(request.query))
    const { items, nextCursor } = await listComplaints(deps, personOf(response).login, filter)
    response.json({ items, nextCursor })
  })

  router.get('/complaints/:number', async (request, response) => {
    response.json(found(await caseView(deps, request.params.number, personOf(response).login)))
  })

  router.post('/complaints/:number/events', async (request, response) => {
    const { number } = request.params
    const { revision, ...event } = request.body
    await refuseWrongRevision(deps, number, personOf(response).login, revision)
    await change(deps, request, response, 200, (actor, options) =>
      changeCase(deps, number, event, actor, { ...options, revision }),
    )
  })

  router.get('/complaints/:number/events', async (request, response) => {
    const filter = eventFilter.strict().parse(given(request.query))
    response.json(found(await listEvents(deps, request.params.number, personOf(response).login, filter)))
  })

  router.get('/complaints/:number/deadlines/:kind', async ({ params, query }, response) => {
    const { entry } = explainedQuery.strict().parse(given(query))
    response.json(found(await explainedDeadline(deps, personOf(response).login, params.number, params.kind, entry)))
  })

  router.post('/complaints/:number/disclosures', async (request, response) => {
    response.json(found(await disclose(deps, request.params.number, personOf(response).login)))
  })

  return router
}

type Change = (actor: { login: string }, options: ChangeOptions) => Promise<Changed>

/** Makes a change and shows the case after it; a repeated Idempotency-Key gets the first answer again. */
async function change(deps: Deps, request: Request, response: Response, status: 200 | 201, make: Change) {
  const { login } = personOf(response)
  const idempotency = idempotencyKeyOf(request)
  const answer = async (tx: Transaction, number: string) => {
    const view = await changedCaseView(deps, tx, number, login)
    if (idempotency) await keepAnswer(tx, login, idempotency.key, status, view)
    return view
  }
  const { number, first, answer: view } = await make({ login }, { idempotency, answer })
  if (status === 201) response.location(`/api/v1/complaints/${number}`)
  response.status(first?.status ?? status).json(first ? first.body : view)
}

/** Without sight a case is not there, whatever else is wrong (design.md §3). */
async function refuseWrongRevision(deps: Deps, number: string, login: string, revision: unknown): Promise<void> {
  const shape = z.object({ revision: z.int().min(0).optional() }).safeParse({ revision })
  if (shape.success) return
  found(await visibleCase(deps, number, login))
  throw shape.error
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Refusal('not-found')
  return value
}
