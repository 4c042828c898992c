import express, { type Response, type Router } from 'express'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { given } from '../web/forms.ts'
import { personOf } from '../web/person.ts'
import { submit } from '../web/submit.ts'
import { queueAt } from './queue-address.ts'
import { changedView, changeView, deleteView, newView, saveView } from './saved-views.ts'
import { showNewView, showViews } from './views-page.ts'

const confirmation = z.object({ confirm: z.literal('yes', { error: 'tick-to-delete' }) })
const viewId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)

/** Views of the list that somebody keeps under a name. */
export function savedViews(deps: Deps): Router {
  const router = express.Router()
  const login = (response: Response) => personOf(response).login

  router.get('/complaints/views', (_request, response) => showViews(deps, response))
  router.get('/complaints/views/new', (request, response) => showNewView(response, request.query))
  router.post('/complaints/views', (request, response) =>
    submit(
      response,
      async () => {
        const view = newView.parse(given(request.body))
        const query = await saveView(deps, login(response), view)
        return { to: queueAt(query), done: 'view-saved' }
      },
      refused => showNewView(response, request.body, refused),
    ),
  )
  router.post('/complaints/views/:id', (request, response) => {
    const id = viewId.parse(request.params.id)
    return submit(
      response,
      async () => {
        await changeView(deps, login(response), id, changedView.parse(given(request.body)))
        return { to: '/complaints/views', done: 'view-changed' }
      },
      refused => showViews(deps, response, { id, typed: request.body, refused }),
    )
  })
  router.post('/complaints/views/:id/delete', (request, response) => {
    const id = viewId.parse(request.params.id)
    return submit(
      response,
      async () => {
        confirmation.parse(request.body)
        await deleteView(deps, login(response), id)
        return { to: '/complaints/views', done: 'view-deleted' }
      },
      refused => showViews(deps, response, { id, refused }),
    )
  })
  return router
}
