import express, { type Router } from 'express'
import type { Deps } from '../deps.ts'
import { given } from '../web/forms.ts'
import { personOf } from '../web/person.ts'
import { listNotices, noticeFilter } from './list.ts'

/** GET /notices?case= (design.md §7). */
export function noticesApi(deps: Deps): Router {
  const router = express.Router()
  router.get('/notices', async (request, response) => {
    const filter = noticeFilter.strict().parse(given(request.query))
    response.json(await listNotices(deps, personOf(response).login, filter))
  })
  return router
}
