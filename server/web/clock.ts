import type { RequestHandler } from 'express'
import type { Deps } from '../deps.ts'
import { soonMinutes } from './due.ts'

/** Tells every page what time it is here, so that countdowns do not rest on the clock of somebody's computer. */
export const serverClock =
  (deps: Deps): RequestHandler =>
  (_request, response, next) => {
    response.locals.clock = { now: deps.now().toISOString(), soonMinutes }
    next()
  }
