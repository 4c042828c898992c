import express, { type Router } from 'express'
import type { Deps } from '../deps.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { mentionable } from './people.ts'

/** What the note's text area asks while somebody types after an @. */
export function mentions(deps: Deps): Router {
  const router = express.Router()

  router.get('/complaints/:number/people', async ({ params, query }, response) => {
    const typed = typeof query.q === 'string' ? query.q.slice(0, 40) : ''
    const reader = { login: personOf(response).login, language: response.locals.language }
    const people = await mentionable(deps, params.number, typed, reader)
    if (!people) throw new Problem(404, 'not-found')
    response.json({ people })
  })

  return router
}
