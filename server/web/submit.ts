import type { Response } from 'express'
import { type Answer, answerTo } from './errors.ts'
import { withDone } from './paths.ts'

/**
 * The one shape of a form's POST: make the change, then go on to the page and confirmation that it names. What was
 * filled in wrongly, or is against a rule, comes back as the same page with what was typed: 422.
 */
export async function submit(
  response: Response,
  make: () => Promise<{ to: string; done: string }>,
  showAgain: (refused: Answer) => unknown,
): Promise<void> {
  try {
    const { to, done } = await make()
    response.redirect(303, withDone(to, done))
  } catch (error) {
    const refused = answerTo(error, response.locals.t)
    if (refused.status !== 422) throw error
    response.status(422)
    await showAgain(refused)
  }
}
