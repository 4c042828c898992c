import type { RequestHandler } from 'express'
import { form } from './forms.ts'
import { render } from './render.ts'
import { toResume } from './resume.ts'

/** Where somebody may go whose password was drawn for them: to choose their own, in their language. */
const choosing: ReadonlySet<string> = new Set(['/account', '/account/password', '/account/language', '/account/scheme'])

/** Pages are for people who are signed in. What a form sent after its session ended is kept for whoever filled it in. */
export const requirePerson: RequestHandler = (request, response, next) => {
  const { locals } = response
  if (locals.person?.hasDrawnPassword && !choosing.has(request.path)) return response.redirect(303, '/account')
  if (locals.person) return next()
  if (request.method === 'GET' || request.method === 'HEAD') {
    return response.redirect(303, `/log-in?to=${encodeURIComponent(request.originalUrl)}`)
  }
  const resume = toResume(request, locals)
  response.status(401)
  render(response, 'sessions/log-in', {
    form: form('log-in', { login: locals.madeFor(request.body?._csrf) }),
    to: locals.here,
    resume,
    ended: resume ? 'kept' : 'lost',
    problem: undefined,
  })
}
