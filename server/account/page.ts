import type { Response } from 'express'
import type { Deps } from '../deps.ts'
import { type Form, form } from '../web/forms.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { tokensOf } from '../web/tokens.ts'

declare module '../web/render.ts' {
  interface Views {
    'account/show': {
      password: Form
      token: Form
      tokens: Awaited<ReturnType<typeof tokensOf>>
      newToken: string | undefined
      /** the password was drawn for them: nothing else can be done before they choose one */
      mustChoose: boolean
    }
  }
}

type Shown = { password?: Form; token?: Form; newToken?: string }

/** The account page, with the form that was refused or the token that was just made. */
export async function showAccount(deps: Deps, response: Response, shown: Shown = {}): Promise<void> {
  const { password = form('password'), token = form('token'), newToken } = shown
  const { login, hasDrawnPassword: mustChoose } = personOf(response)
  const tokens = await tokensOf(deps, login)
  response.set('Cache-Control', 'no-store')
  render(response, 'account/show', { password, token, tokens, newToken, mustChoose })
}
