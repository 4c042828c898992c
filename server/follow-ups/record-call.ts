import type { Response } from 'express'
import { z } from 'zod'
import { changeByForm } from '../cases/posted-change.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { answerTo, refusedBy } from '../web/errors.ts'
import { given } from '../web/forms.ts'
import { withDone } from '../web/paths.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { callAbout } from './call.ts'
import { showCall } from './call-page.ts'
import { nextCall, placeOf } from './queries.ts'

/** What the form about a call sends. */
const callForm = z.object({
  outcome: z.string().optional(),
  satisfaction: z.string().optional(),
  respondentOutcome: z.string().optional(),
  comment: z.string().optional(),
  revision: z.string().optional(),
  key: z.string().optional(),
  /** where to go on afterwards */
  after: z.enum(['next', 'list']).catch('next'),
})
type CallForm = z.output<typeof callForm>

/** Writes down what came of a call and goes on to the next customer in the list. */
export async function recordCall(deps: Deps, response: Response, number: string, body: unknown): Promise<void> {
  const { login } = personOf(response)
  const call = await callAbout(deps, number, login)
  if (!call) throw new Problem(404, 'not-found')
  const posted = callForm.parse(given(body))
  try {
    requireWords(posted)
    await changeByForm(deps, number, eventOf(posted), login, posted)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'not-found') throw error
    return showRefused(deps, response, number, posted, error)
  }
  const place = placeOf(call.record.place, call.id)
  const next = posted.after === 'next' ? await nextCall(deps, call.sight, place) : undefined
  response.redirect(303, withDone(next ? `/follow-ups/${next}` : '/follow-ups', next ? 'call-recorded' : 'calls-done'))
}

/** Nobody was reached, so nobody gave a mark, whatever the buttons say. */
function eventOf({ outcome, satisfaction, respondentOutcome, comment }: CallForm) {
  const marked = outcome !== 'unreached' && satisfaction !== undefined
  return {
    type: 'call-back',
    ...(outcome && { outcome }),
    ...(marked && { satisfaction }),
    ...(respondentOutcome && { respondentOutcome }),
    ...(comment && { comment }),
  }
}

/** Whoever works out a new plan has to know what was wrong with the old one. */
function requireWords({ outcome, comment }: CallForm): void {
  if (outcome === 'dissatisfied' && !comment) {
    throw new Refusal('invalid', { rule: 'comment-missing', fields: { comment: 'comment-missing' } })
  }
}

async function showRefused(deps: Deps, response: Response, number: string, posted: CallForm, refusal: Refusal) {
  const answer = answerTo(refusal, response.locals.t)
  response.status(answer.status)
  await showCall(deps, response, number, { untaken: { typed: posted, refused: refusedBy(answer) } })
}
