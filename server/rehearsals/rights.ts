import type { RequestHandler } from 'express'
import { Refusal } from '../cases/refusal.ts'
import { hasRole, type Person, personOf } from '../web/person.ts'

export const mayRehearse = (person: Person): boolean => hasRole(person, 'admin', 'director')

/** What rules would have done is seen by those who make, answer for or examine them. */
export const onlookers: RequestHandler = (_request, response, next) => {
  if (!hasRole(personOf(response), 'admin', 'director', 'auditor')) {
    throw new Refusal('not-permitted', { rule: 'rehearsal-onlookers' })
  }
  next()
}

export const rehearsers: RequestHandler = (_request, response, next) => {
  if (!mayRehearse(personOf(response))) throw new Refusal('not-permitted', { rule: 'rehearsal-starters' })
  next()
}
