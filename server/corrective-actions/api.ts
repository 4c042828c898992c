import express, { type Request, type Response, type Router } from 'express'
import { z } from 'zod'
import { awaited } from '../../workflows/corrective-action/action.ts'
import { actionOffers } from '../../workflows/corrective-action/decide.ts'
import { loadCalendars } from '../cases/calendars.ts'
import { keepAnswer } from '../cases/idempotency.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { Refusal } from '../cases/refusal.ts'
import { sightOf } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { pageSize } from '../web/cursor.ts'
import { given } from '../web/forms.ts'
import { idempotencyKeyOf } from '../web/idempotency-key.ts'
import { personOf } from '../web/person.ts'
import { type ActionChange, changeAction, proposeAction } from './changes.ts'
import { deadlinesOf, explainedDeadline } from './deadlines.ts'
import { actionCursor, listActions, readAction, shownActions } from './queries.ts'

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
    change(deps, request, response, 201, (login, idempotency) =>
      proposeAction(deps, login, { ...request.body, type: 'propose' }, { idempotency }),
    ),
  )

  router.get('/corrective-actions/:number', async (request, response) => {
    response.json(await answerOf(deps, personOf(response).login, request.params.number))
  })

  router.get('/corrective-actions/:number/deadlines/:kind', async ({ params }, response) => {
    const { found, organisation, at } = await seen(deps, personOf(response).login, params.number)
    const ledger = explainedDeadline(found, params.kind, { calendars: await loadCalendars(deps.db), organisation, at })
    if (!ledger) throw new Refusal('not-found')
    response.json(ledger)
  })

  router.post('/corrective-actions/:number/events', async (request, response) => {
    const { number } = request.params
    const { revision: given, ...event } = request.body
    // without sight it is not there, whatever else is wrong
    await answerOf(deps, personOf(response).login, number)
    const { revision } = revisionShape.parse({ revision: given })
    await change(deps, request, response, 200, (login, idempotency) =>
      changeAction(deps, login, number, event, { revision, idempotency }),
    )
  })

  return router
}

type Make = (login: string, idempotency: ReturnType<typeof idempotencyKeyOf>) => Promise<ActionChange>

/** Makes a change and answers with what it led to; a repeated Idempotency-Key gets the first answer again. */
async function change(deps: Deps, request: Request, response: Response, status: 200 | 201, make: Make) {
  const { login } = personOf(response)
  const idempotency = idempotencyKeyOf(request)
  const { number, first } = await make(login, idempotency)
  if (status === 201) response.location(`/api/v1/corrective-actions/${number}`)
  const body = first?.body ?? (await answerOf(deps, login, number))
  if (idempotency && !first) await keepAnswer(deps.db, login, idempotency.key, status, body)
  response.status(first?.status ?? status).json(body)
}

/** One corrective action as this person may see it. @throws Refusal 404 */
async function answerOf(deps: Deps, login: string, number: string) {
  const { found, organisation, at } = await seen(deps, login, number)
  const { action, revision, createdAt, cases, events } = found
  const next = awaited(action)
  const { calendars: _, remindedOf: __, ...shown } = action
  return {
    ...shown,
    ...{ revision, createdAt, events },
    deadlines: deadlinesOf(found, { calendars: await loadCalendars(deps.db), organisation, at }),
    complaints: cases.map(one => one.number),
    unseenComplaints: action.complaints.length - cases.length,
    waitsFor: next?.person ?? null,
    dueAt: next?.dueAt ?? null,
    late: next?.dueAt != null && next.dueAt < at,
    allowed: actionOffers(action, { actor: login, at, organisation }),
  }
}

async function seen(deps: Deps, login: string, number: string) {
  const at = deps.now().toISOString()
  const organisation = await loadOrganisation(deps.db)
  const found = await readAction(deps, sightOf(organisation, login, at), number)
  if (!found) throw new Refusal('not-found')
  return { found, organisation, at }
}
