import express, { type Request, type Response, type Router } from 'express'
import { z } from 'zod'
import { digestOf } from '../../workflows/evidence/chain.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { answerTo } from '../web/errors.ts'
import { given } from '../web/forms.ts'
import { hasWords } from '../web/i18n.ts'
import { personOf } from '../web/person.ts'
import { showAction } from './action-page.ts'
import { changeAction, proposeAction } from './changes.ts'
import { postedEvent, type RefusedForm } from './forms.ts'
import { showActions } from './list-page.ts'
import { showNewAction } from './new-page.ts'
import { actionCursor, shownActions } from './queries.ts'

/** An address typed wrongly shows the open ones from the beginning. */
const wanted = z.object({
  show: z.enum(shownActions).catch('open'),
  cursor: actionCursor.optional().catch(undefined),
})

/** Corrective actions: the list, one of them with the forms that its reader may send, a new one. */
export function correctiveActions(deps: Deps): Router {
  const router = express.Router()

  router.get('/corrective-actions', async ({ query }, response) => {
    const { show, cursor } = wanted.parse(query)
    await showActions(deps, response, { show, after: cursor })
  })

  router.get('/corrective-actions/new', ({ query }, response) =>
    showNewAction(
      deps,
      response,
      [query.complaint].flat().filter(one => typeof one === 'string'),
    ),
  )

  router.get('/corrective-actions/:number', async ({ params, query }, response) => {
    const done = `correctiveActions.forms.${query.did}.done`
    if (hasWords(done)) response.locals.done = done
    await showAction(deps, response, params.number)
  })

  router.post('/corrective-actions', async ({ body }, response) => {
    const { typed, event } = postedEvent(body)
    await attempt(
      response,
      'propose',
      typed,
      async () => {
        const login = personOf(response).login
        const idempotency = keyIn(body, event)
        const { number } = await proposeAction(deps, login, { ...event, type: 'propose' }, { idempotency })
        return number
      },
      back => showNewAction(deps, response, [], back),
    )
  })

  router.post('/corrective-actions/:number/events', async ({ params: { number }, body }: Request, response) => {
    const { typed, event } = postedEvent(body)
    const type = String(event.type)
    const { revision } = given(body) as { revision?: unknown }
    await attempt(
      response,
      type,
      typed,
      async () => {
        await changeAction(deps, personOf(response).login, String(number), event, { revision: Number(revision) })
        return String(number)
      },
      back => showAction(deps, response, String(number), back),
    )
  })

  return router
}

/** Makes a change and goes on to the page of it; a refusal comes back with what was typed and says why. */
async function attempt(
  response: Response,
  type: string,
  typed: Record<string, unknown>,
  make: () => Promise<string>,
  showAgain: (back: RefusedForm) => Promise<void>,
): Promise<void> {
  try {
    response.redirect(303, `/corrective-actions/${await make()}?did=${type}`)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'not-found') throw error
    const { t } = response.locals
    const { status, code, rule, message, fields: wrong } = answerTo(error, t)
    const fields = wrong && inputsOf(wrong)
    const words = code === 'stale' ? t('correctiveActions.stale') : message
    response.status(status)
    await showAgain({ type, typed, refused: { fields, rule: rule ?? (fields ? undefined : code), message: words } })
  }
}

/** Several complaints are typed into one input. */
function inputsOf(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([path, message]) => [path.replace(/\.\d+$/, ''), message]))
}

/** A form sent twice, by a double click or a reload, counts once. */
function keyIn({ key }: { key?: unknown }, event: object) {
  if (typeof key !== 'string' || !/^\w{8,100}$/.test(key)) return undefined
  return { key, digest: digestOf({ propose: event }) }
}
