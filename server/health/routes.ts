import express, { type Router } from 'express'
import { collectDefaultMetrics, Registry } from 'prom-client'
import type { Deps } from '../deps.ts'
import { readiness } from './readiness.ts'

/** For the machines that watch this one; none of it says anything about cases. */
export function health(deps: Deps): Router {
  const router = express.Router()
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })

  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok', at: deps.now().toISOString() })
  })

  router.get('/readyz', async (_request, response) => {
    const { ready, warnings } = await readiness(deps)
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not-ready', warnings })
  })

  router.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics())
  })

  return router
}
