import express, { type Router } from 'express'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { tourStep } from './steps.ts'
import { putTourAway } from './tour-done.ts'

declare module '../web/render.ts' {
  interface Views {
    'help/show': { keys: readonly KeyHelp[] }
  }
}

interface KeyHelp {
  /** the key as it is printed on the keyboard */
  press: string
  /** the words are under `help.keys.<does>` */
  does: string
}

const keys: readonly KeyHelp[] = [
  { press: '?', does: 'help' },
  { press: 'n', does: 'new' },
  { press: '/', does: 'search' },
  { press: 'j', does: 'down' },
  { press: 'k', does: 'up' },
  { press: 'x', does: 'tick' },
  { press: 'Enter', does: 'open' },
  { press: 'Esc', does: 'close' },
]

/** An address typed wrongly shows no tour. */
const address = z.object({ tour: z.coerce.number().int().min(1).optional().catch(undefined) })

/** How to work with this desk: the tour above my work, and a page to read. */
export function help(deps: Deps): Router {
  const router = express.Router()
  router.get('/', (request, response, next) => {
    response.locals.tour = tourStep(personOf(response), address.parse(request.query).tour)
    next()
  })
  router.get('/help', (_request, response) => render(response, 'help/show', { keys }))
  router.post('/help/tour/done', async (_request, response) => {
    await putTourAway(deps, personOf(response).login)
    response.redirect(303, '/')
  })
  return router
}
