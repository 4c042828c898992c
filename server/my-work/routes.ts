import express, { type Router } from 'express'
import { z } from 'zod'
import { taskKinds } from '../cases/tasks.ts'
import type { Deps } from '../deps.ts'
import { showMyWork } from './page.ts'

/** An address typed wrongly shows everything. */
const narrowed = z.object({
  show: z
    .enum(['late', 'soon', ...taskKinds])
    .optional()
    .catch(undefined),
})

/** What waits for the reader, on the page that greets them. */
export function myWork(deps: Deps): Router {
  const router = express.Router()
  router.get('/', (request, response) => showMyWork(deps, response, narrowed.parse(request.query).show))
  return router
}
