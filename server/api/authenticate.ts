import type { RequestHandler } from 'express'
import type { Deps } from '../deps.ts'
import { languageOf, setLanguage } from '../web/locale.ts'
import { Problem } from '../web/problem.ts'
import { personByToken } from '../web/tokens.ts'

/** Answers in the language that the call asks for, until we know who calls. */
export const callersLanguage: RequestHandler = (request, response, next) => {
  setLanguage(response.locals, languageOf(request))
  response.locals.person = undefined
  response.set('Cache-Control', 'no-store')
  next()
}

/** The API knows people by their bearer token alone: a session cookie opens pages, never the API. */
export const authenticate = (deps: Deps): RequestHandler => {
  const personOf = personByToken(deps)
  return async (request, response, next) => {
    const token = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(request.get('Authorization') ?? '')?.[1]
    const person = token && (await personOf(token))
    if (!person) {
      response.set('WWW-Authenticate', 'Bearer')
      throw new Problem(401, 'unauthenticated')
    }
    response.locals.person = person
    const asked = request.get('Accept-Language')
    if (!asked || asked === '*') setLanguage(response.locals, person.language)
    next()
  }
}
