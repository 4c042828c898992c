import { fileURLToPath } from 'node:url'
import express, { type Router } from 'express'
import { calendarsApi } from '../calendars/api.ts'
import { complaintsApi } from '../complaints/api.ts'
import { correctiveActionsApi } from '../corrective-actions/api.ts'
import type { Deps } from '../deps.ts'
import { filesApi } from '../files/api.ts'
import { noticesApi } from '../outbox/api.ts'
import { policiesApi } from '../policies/api.ts'
import { rehearsalsApi } from '../rehearsals/api.ts'
import { lintApi } from '../settings/api.ts'
import { authenticate, callersLanguage } from './authenticate.ts'
import { jsonBody } from './json.ts'
import { tokens } from './tokens.ts'

/** As checked in: making it anew from the schemas would cost every server 30 MB. */
const description = fileURLToPath(new URL('../../openapi.json', import.meta.url))

/** The JSON API of design.md §7. Who calls is asked before what they sent is read. */
export function api(deps: Deps): Router {
  const router = express.Router()
  router.use(callersLanguage)
  router.get('/openapi.json', (_request, response) => response.sendFile(description))
  router.use(tokens(deps))
  router.use(authenticate(deps))
  router.use(filesApi(deps))
  router.use(jsonBody)
  router.use(complaintsApi(deps))
  router.use(noticesApi(deps))
  router.use(correctiveActionsApi(deps))
  router.use(policiesApi(deps))
  router.use(rehearsalsApi(deps))
  router.use(lintApi(deps))
  router.use(calendarsApi(deps))
  return router
}
