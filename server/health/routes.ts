import express, { type Router } from 'express'
import { collectDefaultMetrics, Registry } from 'prom-client'
import type { Deps } from '../deps.ts'
import { type FindingsOf, readiness } from './readiness.ts'

/** For the machines that watch this one; none of it says anything about cases. It lives even when its database does not. */
export function health(
  deps: Deps,
  { clockLateness, houseFindings }: { clockLateness: (deps: Deps) => Promise<number>; houseFindings: FindingsOf },
): Router {
  const router = express.Router()
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })

  router.get('/healthz', async (_request, response) => {
    const late = await clockLateness(deps).catch(() => null)
    response.json({ status: 'ok', at: deps.now().toISOString(), escalations: { lateMilliseconds: late } })
  })

  router.get('/readyz', async (_request, response) => {
    const { ready, warnings } = await readiness(deps, houseFindings)
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not-ready', warnings })
  })

  router.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics())
  })

  return router
}
