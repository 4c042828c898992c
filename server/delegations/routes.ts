import express, { type Router } from 'express'
import type { Deps } from '../deps.ts'
import { form, given } from '../web/forms.ts'
import { personOf } from '../web/person.ts'
import { submit } from '../web/submit.ts'
import { changeEnd, delegate, endDelegation } from './changes.ts'
import { delegationId, newDelegation, newEnd } from './forms.ts'
import { showDelegations } from './page.ts'

/** Dated delegations: everybody's own, and everybody's for administrators. */
export function delegations(deps: Deps): Router {
  const router = express.Router()

  router.get('/delegations', (_request, response) => showDelegations(deps, response))

  router.post('/delegations', async ({ body }, response) => {
    await submit(
      response,
      async () => {
        await delegate(deps, personOf(response), newDelegation.parse(given(body)))
        return { to: '/delegations', done: 'delegated' }
      },
      refused => showDelegations(deps, response, form('delegation', body, refused)),
    )
  })

  router.post('/delegations/:id/until', async ({ params, body }, response) => {
    const id = delegationId.parse(params.id)
    await submit(
      response,
      async () => {
        await changeEnd(deps, personOf(response), id, newEnd.parse(given(body)).endsAt)
        return { to: '/delegations', done: 'delegation-changed' }
      },
      refused => showDelegations(deps, response, undefined, { id, form: form(`until-${id}`, body, refused) }),
    )
  })

  router.post('/delegations/:id/end', async ({ params }, response) => {
    await endDelegation(deps, personOf(response), delegationId.parse(params.id))
    response.redirect(303, '/delegations?done=delegation-ended')
  })

  return router
}
