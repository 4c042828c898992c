import express, { type Router } from 'express'
import { z } from 'zod'
import { calendarSchema } from '../../workflows/calendar/calendar.ts'
import { text } from '../../workflows/complaint/fields.ts'
import { loadCalendars } from '../cases/calendars.ts'
import type { Deps } from '../deps.ts'
import { administrators } from '../web/administrators.ts'
import { fieldErrors, form, given } from '../web/forms.ts'
import { personOf } from '../web/person.ts'
import { submit } from '../web/submit.ts'
import { dueOf, dueQuestion } from './due.ts'
import { withForm, withYear } from './edit.ts'
import type { AllFollowing } from './following.ts'
import { showDue } from './page.ts'
import { showCalendar, showDiff, showEdit } from './pages.ts'
import { showPublish } from './publish-page.ts'
import {
  calendarDraft,
  calendarNamed,
  discardCalendarDraft,
  documentInForce,
  publishCalendar,
  saveCalendarDraft,
} from './versions.ts'

const yearQuery = z.coerce.number().int().min(2000).max(2099)
const yearIn = (query: { year?: unknown }) => yearQuery.safeParse(query.year).data
const wordIn = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** Working time: everybody reads the calendars and asks when something is due, administrators change them. */
export function calendars(deps: Deps, following: AllFollowing): Router {
  const router = express.Router()

  router.get('/due', async ({ query }, response) => {
    const typed = given(query) as Record<string, unknown>
    if (Object.keys(typed).length === 0) return showDue(response, form('due', { amount: '2', unit: 'work_day' }))
    const asked = dueQuestion.safeParse(typed)
    if (asked.success) return showDue(response, form('due', typed), dueOf(asked.data, await loadCalendars(deps.db)))
    response.status(422)
    showDue(response, form('due', typed, { fields: fieldErrors(asked.error, response.locals.t) }))
  })

  router.get('/calendars', ({ query }, response) => showCalendar(deps, response, yearIn(query)))
  router.get('/calendars/diff', ({ query }, response) => showDiff(deps, response, wordIn(query.from), wordIn(query.to)))
  router.get('/calendars/versions/:label', ({ params, query }, response) =>
    showCalendar(deps, response, yearIn(query), params.label),
  )
  router.get('/calendars/versions/:label/document', async ({ params }, response) => {
    const document = await calendarNamed(deps.db, params.label)
    response
      .attachment(`${params.label}.json`)
      .type('json')
      .send(`${JSON.stringify(document, null, 2)}\n`)
  })

  router.use('/calendars/draft', administrators)
  router.use('/calendars/publish', administrators)
  router.get('/calendars/draft', ({ query }, response) => showEdit(deps, response, { year: yearIn(query) }))
  router.get('/calendars/publish', (_request, response) => showPublish(deps, following, response))

  const present = async () =>
    calendarSchema.parse((await calendarDraft(deps.db))?.document ?? (await documentInForce(deps.db)))

  router.post('/calendars/draft', async ({ body }, response) => {
    await submit(
      response,
      async () => {
        await saveCalendarDraft(deps, personOf(response).login, withForm(await present(), body))
        return { to: '/calendars/draft', done: 'calendar-drafted' }
      },
      refused => showEdit(deps, response, { edited: form('calendar', body, refused) }),
    )
  })

  router.post('/calendars/draft/import', async ({ body }, response) => {
    await submit(
      response,
      async () => {
        const { document, year } = withYear(await present(), String(body.source ?? ''))
        await saveCalendarDraft(deps, personOf(response).login, document)
        return { to: `/calendars/draft?year=${year}`, done: 'calendar-imported' }
      },
      refused => showEdit(deps, response, { imported: form('import', { source: body.source }, refused) }),
    )
  })

  router.post('/calendars/draft/discard', async (_request, response) => {
    await discardCalendarDraft(deps)
    response.redirect(303, '/calendars?done=calendar-discarded')
  })

  router.post('/calendars/publish', async ({ body }, response) => {
    await submit(
      response,
      async () => {
        const { note } = z.object({ note: text(500).optional() }).parse(given({ note: body.note }))
        await publishCalendar(deps, following, personOf(response).login, note ?? null)
        return { to: '/calendars', done: 'calendar-published' }
      },
      refused => showPublish(deps, following, response, form('publish', body, refused)),
    )
  })

  return router
}
