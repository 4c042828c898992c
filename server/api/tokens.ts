import express, { type Router } from 'express'
import type { Deps } from '../deps.ts'
import { translator } from '../web/i18n.ts'
import { logIn } from '../web/log-in.ts'
import { credentials } from '../web/password.ts'
import { Problem } from '../web/problem.ts'
import { createToken } from '../web/tokens.ts'
import { jsonBody } from './json.ts'

/** POST /tokens {login, password} → 201 {token, expiresAt} */
export function tokens(deps: Deps): Router {
  const router = express.Router()
  router.use('/tokens', jsonBody)
  router.post('/tokens', async (request, response) => {
    const given = credentials.strict().parse(request.body)
    const person = await logIn(deps, given, request.ip ?? '')
    if (person.hasDrawnPassword) throw new Problem(403, 'choose-password')
    const label = translator(person.language)('account.tokens.byApi')
    response.status(201).json(await createToken(deps, person.login, label))
  })
  return router
}
