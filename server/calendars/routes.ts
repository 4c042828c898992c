import express, { type Router } from 'express'
import { loadCalendars } from '../cases/calendars.ts'
import type { Deps } from '../deps.ts'
import { fieldErrors, form, given } from '../web/forms.ts'
import { dueOf, dueQuestion } from './due.ts'
import { showDue } from './page.ts'

/** Working time for anybody who asks. */
export function calendars(deps: Deps): Router {
  const router = express.Router()
  router.get('/due', async ({ query }, response) => {
    const typed = given(query) as Record<string, unknown>
    if (Object.keys(typed).length === 0) return showDue(response, form('due', { amount: '2', unit: 'work_day' }))
    const asked = dueQuestion.safeParse(typed)
    if (asked.success) return showDue(response, form('due', typed), dueOf(asked.data, await loadCalendars(deps.db)))
    response.status(422)
    showDue(response, form('due', typed, { fields: fieldErrors(asked.error, response.locals.t) }))
  })
  return router
}
