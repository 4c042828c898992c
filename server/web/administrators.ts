import type { RequestHandler, Response } from 'express'
import { hasRole, personOf } from './person.ts'
import { Problem } from './problem.ts'

/** Whether an administrator asks. */
export const isAdministrator = (response: Response): boolean => hasRole(personOf(response), 'admin')

/** Lets only administrators through: who does what here, rules and working time are theirs to change. */
export const administrators: RequestHandler = (_request, response, next) => {
  if (!isAdministrator(response)) throw new Problem(403, 'not-permitted', { rule: 'admin-only' })
  next()
}
