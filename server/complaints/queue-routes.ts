import express, { type Router } from 'express'
import type { Deps } from '../deps.ts'
import { given } from '../web/forms.ts'
import { listFilter } from './list.ts'
import { showNew, takeNew } from './new.ts'
import { showQueue } from './queue.ts'

/** The list of complaints and the form for a new one. */
export function complaintQueue(deps: Deps): Router {
  const router = express.Router()
  router.get('/complaints', (request, response) => showQueue(deps, response, listFilter.parse(given(request.query))))
  router.get('/complaints/new', (_request, response) => showNew(deps, response))
  router.post('/complaints/new', (request, response) => takeNew(deps, request, response))
  return router
}
