import express, { type Router } from 'express'
import type { Deps } from '../deps.ts'
import { given } from '../web/forms.ts'
import { listFilter } from './list.ts'
import { showQueue } from './queue.ts'

/** The list of complaints. */
export function complaintQueue(deps: Deps): Router {
  const router = express.Router()
  router.get('/complaints', (request, response) => showQueue(deps, response, listFilter.parse(given(request.query))))
  return router
}
