import express, { type Router } from 'express'
import { z } from 'zod'
import { text } from '../../workflows/complaint/fields.ts'
import type { Deps } from '../deps.ts'
import { fieldErrors, form, given } from '../web/forms.ts'
import { languages } from '../web/i18n.ts'
import { returnPath } from '../web/paths.ts'
import { personOf } from '../web/person.ts'
import { keepScheme, schemes } from '../web/scheme.ts'
import { submit } from '../web/submit.ts'
import { createToken, revokeTokens } from '../web/tokens.ts'
import { chooseLanguage } from './language.ts'
import { showAccount } from './page.ts'
import { changePassword, passwordChange } from './password.ts'

const newToken = z.object({ label: text(60) })
const languageChoice = z.object({ language: z.enum(languages), to: z.string().optional() })
const schemeChoice = z.object({ scheme: z.enum(schemes), to: z.string().optional() })
const tokenId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)

export function account(deps: Deps): Router {
  const router = express.Router()

  router.get('/account', (_request, response) => showAccount(deps, response))

  router.post('/account/password', async (request, response) => {
    await submit(
      response,
      async () => {
        const who = { login: personOf(response).login, address: request.ip ?? '', sid: request.sessionID }
        await changePassword(deps, who, passwordChange.parse(given(request.body)))
        return { to: '/account', done: 'password-changed' }
      },
      refused => showAccount(deps, response, { password: form('password', {}, refused) }),
    )
  })

  router.post('/account/language', async (request, response) => {
    const { language, to } = languageChoice.parse(request.body)
    await chooseLanguage(deps, personOf(response).login, language)
    response.redirect(303, returnPath(to))
  })

  router.post('/account/scheme', (request, response) => {
    const { scheme, to } = schemeChoice.parse(request.body)
    keepScheme(response, scheme)
    response.redirect(303, returnPath(to))
  })

  router.post('/account/tokens', async (request, response) => {
    const label = newToken.safeParse(given(request.body))
    if (!label.success) {
      const refused = { fields: fieldErrors(label.error, response.locals.t) }
      return showAccount(deps, response.status(422), { token: form('token', request.body, refused) })
    }
    const { token } = await createToken(deps, personOf(response).login, label.data.label)
    await showAccount(deps, response.status(201), { newToken: token })
  })

  router.post('/account/tokens/:id/revoke', async (request, response) => {
    const id = tokenId.parse(request.params.id)
    await revokeTokens(deps.db, personOf(response).login, deps.now().toISOString(), id)
    response.redirect(303, '/account?done=token-revoked')
  })

  return router
}
