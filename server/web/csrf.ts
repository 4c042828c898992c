import { csrfSync } from 'csrf-sync'
import type { Request, RequestHandler } from 'express'
import { Problem } from './problem.ts'

const { generateToken, isRequestValid } = csrfSync({
  size: 32,
  getTokenFromRequest: request => request.body?._csrf ?? request.get('X-CSRF-Token'),
})

const reads = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Turns away what another site sends: before anything is parsed, because a form's token is in its body. */
export const sameOrigin =
  (baseUrl: string): RequestHandler =>
  (request, _response, next) => {
    if (reads.has(request.method)) return next()
    const site = request.get('Sec-Fetch-Site')
    if (site && site !== 'same-origin' && site !== 'none') throw new Problem(403, 'forged')
    const origin = request.get('Origin')
    if (origin === undefined) return next()
    const host = URL.parse(origin)?.host
    if (!host || (host !== request.get('Host') && host !== URL.parse(baseUrl)?.host)) throw new Problem(403, 'forged')
    next()
  }

export const csrfTokens: RequestHandler = (request, response, next) => {
  response.locals.csrfToken = () => generateToken(request)
  next()
}

/** Every form carries the token of its session. */
export const csrfCheck: RequestHandler = (request, _response, next) => {
  if (!reads.has(request.method)) requireToken(request)
  next()
}

/** The same for a body that its route has to read first. @throws Problem `forged` */
export function requireToken(request: Request): void {
  if (!isRequestValid(request)) throw new Problem(403, 'forged')
}
