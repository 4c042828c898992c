import express, { type Response, type Router } from 'express'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { given } from '../web/forms.ts'
import { personOf } from '../web/person.ts'
import { submit } from '../web/submit.ts'
import { takeChosen, takeConfirmed } from './bulk-page.ts'
import { showColumns, takeColumns } from './columns-page.ts'
import { sendExport } from './export.ts'
import { showQueue, showUnread } from './queue.ts'
import { filterOf, queueAddress, queueAt } from './queue-address.ts'
import { changedView, changeView, deleteView, newView, saveView } from './saved-views.ts'
import { showNewView, showViews } from './views-page.ts'

const confirmation = z.object({ confirm: z.literal('yes', { error: 'tick-to-delete' }) })
const viewId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)

/** The list of complaints: narrowed, named, arranged, and worked on many at once. */
export function complaintQueue(deps: Deps): Router {
  const router = express.Router()
  const login = (response: Response) => personOf(response).login

  router.get('/complaints', ({ query }, response) => {
    const { done: _, lang: __, ...asked } = query
    const read = queueAddress.safeParse(given(asked))
    return read.success ? showQueue(deps, response, read.data) : showUnread(deps, response, asked, read.error)
  })
  router.get('/complaints/export', (request, response) => {
    const read = queueAddress.safeParse(given(request.query))
    if (read.success) return sendExport(deps, response, filterOf(read.data))
    response.redirect(303, request.originalUrl.replace('/export', ''))
  })

  router.post('/complaints/bulk', (request, response) => takeChosen(deps, request, response))
  router.post('/complaints/bulk/confirmed', (request, response) => takeConfirmed(deps, request, response))

  router.get('/complaints/columns', (request, response) => showColumns(deps, response, request.query.query))
  router.post('/complaints/columns', (request, response) => takeColumns(deps, request, response))

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
