import express, { type Router } from 'express'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { hasRole, personOf } from '../web/person.ts'
import { houseFindings } from './findings.ts'

/** What is wrong with rules, calendar and organisation, for administrators (issue of the rule book, points 9 and 11). */
export function lintApi(deps: Deps): Router {
  const router = express.Router()
  router.get('/lint', async (_request, response) => {
    if (!hasRole(personOf(response), 'admin')) throw new Refusal('not-permitted', { rule: 'admin-only' })
    const findings = await houseFindings(deps)
    response.json({
      items: findings.map(({ versions, ...one }) => ({
        ...one,
        policies: versions.map(({ code, version }) => ({ code, version })),
      })),
    })
  })
  return router
}
