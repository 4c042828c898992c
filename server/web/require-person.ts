import type { RequestHandler } from 'express'
import { form } from './forms.ts'
import { render } from './render.ts'
import { toResume } from './resume.ts'

/** Pages are for people who are signed in. What a form sent after its session ended is kept and offered again. */
export const requirePerson: RequestHandler = (request, response, next) => {
  if (response.locals.person) return next()
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
