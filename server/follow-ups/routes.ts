import express, { type Router } from 'express'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { showFollowUps } from './page.ts'
import { callCursor } from './queries.ts'

const page = z.object({ cursor: callCursor.optional() })

/** The customers to be called back. */
export function followUps(deps: Deps): Router {
  const router = express.Router()
  router.get('/follow-ups', (request, response) => showFollowUps(deps, response, page.parse(request.query).cursor))
  return router
}
