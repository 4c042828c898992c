import express, { type Response, type Router } from 'express'
import { z } from 'zod'
import { changeByForm } from '../cases/posted-change.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { answerTo, refusedBy } from '../web/errors.ts'
import { given } from '../web/forms.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { showDecision } from './decision-page.ts'
import { showApprovals } from './page.ts'
import { planOf } from './queries.ts'

/** What the form sends; a ready sentence and one's own words together are the reason of a return. */
const decision = z.object({
  type: z.enum(['approve', 'return']),
  opinion: z.string().optional(),
  attendance: z.string().optional(),
  resolution: z.string().optional(),
  regulator: z.string().optional(),
  ready: z.string().optional(),
  reason: z.string().optional(),
  revision: z.string().optional(),
  key: z.string().optional(),
})

/** What waits for the reader's decision, and each decision on a page that fits a phone. */
export function approvals(deps: Deps): Router {
  const router = express.Router()
  router.get('/approvals', (_request, response) => showApprovals(deps, response))
  router.get('/complaints/:number/approval', ({ params }, response) => showDecision(deps, response, params.number))
  router.post('/complaints/:number/approval', ({ params, body }, response) =>
    decide(deps, response, params.number, body),
  )
  return router
}

async function decide(deps: Deps, response: Response, number: string, body: unknown) {
  const { login } = personOf(response)
  const { data: posted, error: unlike } = decision.safeParse(given(body))
  // without sight a case is not there, whatever else is wrong
  if (!posted) throw (await planOf(deps, number, login)) ? unlike : new Problem(404, 'not-found')
  const { type, ready, reason, key: _, revision: __, ...said } = posted
  const words = [ready, reason].filter(Boolean).join('\n')
  const event = type === 'approve' ? { type, ...said } : { type, ...(words && { reason: words }) }
  try {
    await changeByForm(deps, number, event, login, posted)
    response.redirect(303, `/approvals?done=${type === 'approve' ? 'plan-approved' : 'plan-returned'}`)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const answer = answerTo(error, response.locals.t)
    response.status(answer.status)
    const typed = { ...said, reason: words }
    await showDecision(deps, response, number, { type, typed, refused: refusedBy(answer) })
  }
}
