import express, { type Router } from 'express'
import type { Deps } from '../deps.ts'
import { showApprovals } from './page.ts'

/** What waits for the reader's decision. */
export function approvals(deps: Deps): Router {
  const router = express.Router()
  router.get('/approvals', (_request, response) => showApprovals(deps, response))
  return router
}
