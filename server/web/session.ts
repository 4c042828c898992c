import type { Request } from 'express'
import session from 'express-session'
import type { Deps } from '../deps.ts'
import type { Person } from './person.ts'
import { SessionStore } from './session-store.ts'

/** The session cookie ends with the browser; on the server it ends after twelve hours without use. */
export const browserSession = (deps: Deps) =>
  session({
    name: 'redress',
    secret: deps.config.sessionSecret,
    store: new SessionStore(deps),
    genid: deps.random,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: deps.config.baseUrl.startsWith('https:'), path: '/' },
  })

/**
 * A new session id at log-in, so that one planted before is worth nothing. It is stored before the answer begins:
 * browsers follow a redirect at its first line, and would find nobody signed in.
 */
export async function signIn(request: Request, person: Person): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.session.regenerate(error => (error ? reject(error) : resolve()))
  })
  request.session.person = person
  await new Promise<void>((resolve, reject) => {
    request.session.save(error => (error ? reject(error) : resolve()))
  })
}

/** The session is gone from the server; what is to be answered with a form begins one for nobody. */
export async function signOut(request: Request, then: 'destroy' | 'regenerate' = 'destroy'): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.session[then](error => (error ? reject(error) : resolve()))
  })
}
