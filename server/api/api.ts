import express, { type Router } from 'express'
import type { Deps } from '../deps.ts'
import { authenticate, callersLanguage } from './authenticate.ts'
import { jsonBody } from './json.ts'
import { tokens } from './tokens.ts'

/** The JSON API of design.md §7. */
export function api(deps: Deps): Router {
  const router = express.Router()
  router.use(callersLanguage)
  router.use(jsonBody)
  router.use(tokens(deps))
  router.use(authenticate(deps))
  return router
}
