import type { RequestHandler } from 'express'
import { hasRole, personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'

/** Only administrators change who does what here. */
export const administrators: RequestHandler = (_request, response, next) => {
  if (!hasRole(personOf(response), 'admin')) throw new Problem(403, 'not-permitted', { rule: 'admin-only' })
  next()
}
