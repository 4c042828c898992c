import express, { type Router } from 'express'
import type { Deps } from '../deps.ts'
import { administrators } from '../web/administrators.ts'
import { given } from '../web/forms.ts'
import { hasRole, personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { auditQuery, showAudit } from './audit-page.ts'
import { showLint } from './page.ts'

/** What whoever keeps the house has to look after. */
export function settings(deps: Deps): Router {
  const router = express.Router()
  router.get('/settings', administrators, (_request, response) => showLint(deps, response))
  router.get('/settings/audit', async ({ query }, response) => {
    if (!hasRole(personOf(response), 'admin', 'auditor'))
      throw new Problem(403, 'not-permitted', { rule: 'record-readers' })
    await showAudit(deps, response, auditQuery.parse(given(query)))
  })
  return router
}
