import type { RequestHandler } from 'express'
import { form } from './forms.ts'
import { render } from './render.ts'
import { toResume } from './resume.ts'

/** Where somebody may go whose password was drawn for them: to choose their own, in their language. */
const choosing: ReadonlySet<string> = new Set(['/account', '/account/password', '/account/language', '/account/scheme'])

/** Pages are for people who are signed in. What a form sent after its session ended is kept and offered again. */
export const requirePerson: RequestHandler = (request, response, next) => {
  const { person } = response.locals
  if (person?.hasDrawnPassword && !choosing.has(request.path)) return response.redirect(303, '/account')
  if (person) return next()
  if (request.method === 'GET' || request.method === 'HEAD') {
    return response.redirect(303, `/log-in?to=${encodeURIComponent(request.originalUrl)}`)
  }
  response.status(401)
  render(response, 'sessions/log-in', {
    form: form('log-in'),
    to: '/',
    resume: toResume(request),
    ended: true,
    problem: undefined,
  })
}
