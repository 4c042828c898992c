import express, { type Router } from 'express'
import { loadCalendars } from '../cases/calendars.ts'
import type { Deps } from '../deps.ts'
import { dueOf, dueQuestion } from './due.ts'

/** Working time over the API. */
export function calendarsApi(deps: Deps): Router {
  const router = express.Router()
  router.post('/due', async ({ body }, response) => {
    response.json(dueOf(dueQuestion.parse(body), await loadCalendars(deps.db)))
  })
  return router
}
