import express, { type Router } from 'express'
import type { Deps } from '../deps.ts'
import { given } from '../web/forms.ts'
import { takeChosen, takeConfirmed } from './bulk-page.ts'
import { showColumns, takeColumns } from './columns-page.ts'
import { sendExport } from './export.ts'
import { showQueue, showUnread } from './queue.ts'
import { filterOf, queueAddress } from './queue-address.ts'
import { savedViews } from './views-routes.ts'

/** The list of complaints: narrowed, named, arranged, and worked on many at once. */
export function complaintQueue(deps: Deps): Router {
  const router = express.Router()

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

  router.use(savedViews(deps))
  return router
}
