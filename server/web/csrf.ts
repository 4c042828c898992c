import { createHmac, timingSafeEqual } from 'node:crypto'
import { csrfSync } from 'csrf-sync'
import type { Request, RequestHandler } from 'express'
import type { Deps } from '../deps.ts'
import { Problem } from './problem.ts'

const { generateToken, isRequestValid } = csrfSync({
  size: 32,
  getTokenFromRequest: request => sealed(request.body?._csrf ?? request.get('X-CSRF-Token'))?.token,
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

/** A form's token says for whom its page was made, under our seal: that is still known when the session is gone. */
export const csrfTokens =
  ({ config }: Pick<Deps, 'config'>): RequestHandler =>
  (request, response, next) => {
    const { locals } = response
    // not assigned one by one: V8 would keep such functions, and the request with them, until a full collection
    Object.assign(locals, {
      csrfToken: () => withOwner(generateToken(request), request.session.person?.login, config.sessionSecret),
      madeFor: (token: unknown) => ownerOf(token, config.sessionSecret),
    })
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

/** A form whose page is of another session: who had that page, where it is one of ours. */
export function ownerOfOutdated(request: Request, { madeFor }: Express.Locals): string | undefined {
  return reads.has(request.method) || isRequestValid(request) ? undefined : madeFor(request.body?._csrf)
}

/** `<token>.<log-in>.<seal>`; nobody's page has the token alone. */
function withOwner(token: string, login: string | undefined, secret: string): string {
  return login === undefined ? token : `${token}.${encodeURIComponent(login)}.${sealOf(token, login, secret)}`
}

function ownerOf(given: unknown, secret: string): string | undefined {
  const { token, login, seal } = sealed(given) ?? {}
  if (token === undefined || login === undefined || seal === undefined) return undefined
  const [theirs, ours] = [Buffer.from(seal), Buffer.from(sealOf(token, login, secret))]
  return theirs.length === ours.length && timingSafeEqual(theirs, ours) ? login : undefined
}

const sealOf = (token: string, login: string, secret: string): string =>
  createHmac('sha256', secret).update(`form ${token} ${login}`).digest('base64url')

function sealed(given: unknown): { token: string; login?: string; seal?: string } | undefined {
  if (typeof given !== 'string') return undefined
  const [, token = given, written, seal] = /^([^.]*)\.(.+)\.([^.]+)$/.exec(given) ?? []
  if (written === undefined || seal === undefined) return { token }
  try {
    return { token, login: decodeURIComponent(written), seal }
  } catch {
    return { token }
  }
}
