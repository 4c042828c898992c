import express, { type RequestHandler, type Router } from 'express'
import type { Deps } from '../deps.ts'
import { csrfCheck } from '../web/csrf.ts'
import { type Form, form, given } from '../web/forms.ts'
import { Problem } from '../web/problem.ts'
import { render } from '../web/render.ts'
import { signIn } from '../web/session.ts'
import { submit } from '../web/submit.ts'
import { countFailure, refuseIfThrottled } from '../web/throttle.ts'
import { isSetupCode, isUnused } from './code.ts'
import { createFirstAdministrator, firstAdministrator } from './first-administrator.ts'

declare module '../web/render.ts' {
  interface Views {
    'setup/first-administrator': { form: Form }
  }
}

export function setup(deps: Deps): Router {
  const router = express.Router()
  let closed = false

  const whileUnused: RequestHandler = async (_request, _response, next) => {
    closed ||= !(await isUnused(deps))
    if (closed) throw new Problem(404, 'not-found')
    next()
  }

  router.get('/log-in', async (_request, response, next) => {
    closed ||= !(await isUnused(deps))
    if (closed) next()
    else response.redirect(303, '/setup')
  })

  router.get('/setup', whileUnused, (_request, response) => {
    const { language } = response.locals
    render(response, 'setup/first-administrator', { form: form('setup', { login: 'admin', language }) })
  })

  router.post('/setup', whileUnused, csrfCheck, async (request, response) => {
    const { password: _, again: __, ...typed } = request.body
    const attempt = { login: 'set-up', address: request.ip ?? '' }
    await refuseIfThrottled(deps, attempt)
    await submit(
      response,
      async () => {
        const administrator = firstAdministrator.parse(given(request.body))
        if (!isSetupCode(deps.config, administrator.code)) {
          await countFailure(deps, attempt)
          throw new Problem(422, 'invalid', { fields: { code: 'wrong-code' } })
        }
        const person = await createFirstAdministrator(deps, administrator)
        if (!person) throw new Problem(404, 'not-found')
        await signIn(request, person)
        return { to: '/people', done: 'set-up' }
      },
      refused => render(response, 'setup/first-administrator', { form: form('setup', typed, refused) }),
    )
  })

  return router
}
