import express, { type Router } from 'express'
import type { Deps } from '../deps.ts'
import { administrators } from '../web/administrators.ts'
import { houseFindings } from './findings.ts'

/** What is wrong with rules, calendar and organisation, for administrators (issue of the rule book, points 9 and 11). */
export function lintApi(deps: Deps): Router {
  const router = express.Router()
  router.get('/lint', administrators, async (_request, response) => {
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
