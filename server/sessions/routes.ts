import express, { type Request, type Response, type Router } from 'express'
import type { Deps } from '../deps.ts'
import { csrfCheck } from '../web/csrf.ts'
import { type Form, form } from '../web/forms.ts'
import { locale } from '../web/locale.ts'
import { logIn } from '../web/log-in.ts'
import { credentials } from '../web/password.ts'
import { returnPath } from '../web/paths.ts'
import { Problem } from '../web/problem.ts'
import { render } from '../web/render.ts'
import { fromResume, offerAgain } from '../web/resume.ts'
import { signIn, signOut } from '../web/session.ts'

declare module '../web/render.ts' {
  interface Views {
    'sessions/log-in': {
      form: Form
      to: string
      resume: string
      /** why a form led here: it is kept, its session being over; it is lost; or another person goes on with it */
      ended: '' | 'kept' | 'lost' | 'passed'
      problem: string | undefined
    }
  }
}

export function sessions(deps: Deps): Router {
  const router = express.Router()

  router.get('/log-in', (request, response) => {
    const to = returnPath(request.query.to)
    if (response.locals.person) return response.redirect(303, to)
    response.set('Cache-Control', 'no-store')
    render(response, 'sessions/log-in', { form: form('log-in'), to, resume: '', ended: '', problem: undefined })
  })

  router.post('/log-in', csrfCheck, async (request, response) => {
    const to = returnPath(request.body.to)
    try {
      const given = credentials.safeParse(request.body)
      if (!given.success) throw new Problem(401, 'wrong-password')
      const person = await logIn(deps, given.data, request.ip ?? '')
      await signIn(request, person)
    } catch (error) {
      if (error instanceof Problem) return showAgain(request, response, error, to)
      throw error
    }
    const kept = fromResume(request.body.resume, response.locals)
    if (!kept || request.session.person?.hasDrawnPassword) return response.redirect(303, to)
    asNow(request, response)
    await offerAgain(deps, response, kept, request.body.resume)
  })

  router.post('/log-out', csrfCheck, async (request, response) => {
    const { resume } = request.body
    const kept = fromResume(resume, response.locals)
    await signOut(request, kept ? 'regenerate' : 'destroy')
    if (!kept) return response.redirect(303, '/log-in')
    asNow(request, response)
    const made = form('log-in', { login: kept.owner })
    render(response, 'sessions/log-in', { form: made, to: '/', resume, ended: 'passed', problem: undefined })
  })

  return router
}

/** The page is of whoever is signed in by now: their language, their navigation, or nobody's. */
function asNow(request: Request, response: Response): void {
  locale(request, response, () => response.set('Cache-Control', 'no-store'))
}

function showAgain(request: Request, response: Response, { status, code, retryAfter }: Problem, to: string): void {
  const { login, resume } = request.body
  if (retryAfter) response.set('Retry-After', String(retryAfter))
  const minutes = Math.ceil((retryAfter ?? 0) / 60)
  response.status(status)
  render(response, 'sessions/log-in', {
    form: form('log-in', { login }),
    to,
    resume: typeof resume === 'string' ? resume : '',
    ended: '',
    problem: response.locals.t(`sessions.logIn.${code}`, { count: minutes }),
  })
}
