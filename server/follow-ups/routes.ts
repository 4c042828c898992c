import express, { type Router } from 'express'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { showCall } from './call-page.ts'
import { showFollowUps } from './page.ts'
import { callCursor } from './queries.ts'
import { recordCall } from './record-call.ts'

const page = z.object({ cursor: callCursor.optional() })

/** The customers to be called back: the list, and each call on a page that one hand can work. */
export function followUps(deps: Deps): Router {
  const router = express.Router()
  router.get('/follow-ups', (request, response) => showFollowUps(deps, response, page.parse(request.query).cursor))
  router.get('/follow-ups/:number', ({ params }, response) => showCall(deps, response, params.number))
  router.post('/follow-ups/:number', ({ params, body }, response) => recordCall(deps, response, params.number, body))
  router.post('/follow-ups/:number/disclosures', ({ params }, response) =>
    showCall(deps, response, params.number, { revealed: true }),
  )
  return router
}
