import express, { type RequestHandler, type Router } from 'express'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { given } from '../web/forms.ts'
import { hasRole, personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { noticeFilter } from './list.ts'
import { noticeForPage, queueAgain } from './notice.ts'
import { showNotice, showOutbox } from './page.ts'

const noticeId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)

/** Those who see to it that mail arrives. */
const deliverers: RequestHandler = (_request, response, next) => {
  if (!hasRole(personOf(response), 'admin', 'service-head'))
    throw new Problem(403, 'not-permitted', { rule: 'mail-minders' })
  next()
}

/** Every mail that was, is or should have been sent. */
export function outbox(deps: Deps): Router {
  const router = express.Router()
  router.get('/outbox', (request, response) => showOutbox(deps, response, noticeFilter.parse(given(request.query))))
  router.get('/outbox/:id', ({ params }, response) => showNotice(deps, response, idOf(params.id)))
  router.post('/outbox/:id/queue', deliverers, async ({ params }, response) => {
    const id = idOf(String(params.id))
    if (!(await noticeForPage(deps, personOf(response).login, id))) throw new Problem(404, 'not-found')
    await queueAgain(deps, id)
    response.redirect(303, `/outbox/${id}?done=notice-queued`)
  })
  return router
}

function idOf(typed: string): number {
  const parsed = noticeId.safeParse(typed)
  if (!parsed.success) throw new Problem(404, 'not-found')
  return parsed.data
}
