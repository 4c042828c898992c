import type { Response } from 'express'
import { form, type Refused } from '../web/forms.ts'
import { dateTime } from '../web/helpers.ts'
import { namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { type TypedLine, typedLines } from '../web/typed-words.ts'
import type { PlanAtHand } from './queries.ts'

/** A decision that was not taken: what was typed and why. */
export interface Untaken {
  type: string
  typed: object
  refused: Refused
}

declare module '../web/render.ts' {
  interface Views {
    'approvals/overtaken': {
      number: string
      /** what was decided last: who, what and when; and their words */
      happened: string
      opinion: string
      mine: boolean
      lines: TypedLine[]
    }
  }
}

/**
 * A decision came too late: who has decided meanwhile, and what was typed, which is not saved but not lost either.
 * @param plan undefined when the case is out of sight by now, or ever was
 */
export function showOvertaken(response: Response, plan: PlanAtHand | undefined, { type, typed }: Untaken): void {
  const { t, language } = response.locals
  const names = namesIn(plan?.organisation ?? { people: [], departments: [] }, language)
  const last = plan?.record.decided.at(-1)
  const words = last && {
    who: names.person(last.by),
    seat: t(`codes.roles.${last.role}`),
    at: dateTime(last.at),
    deed: t(`codes.decisions.${last.decision}`),
  }
  render(response.set('Cache-Control', 'no-store'), 'approvals/overtaken', {
    number: plan?.number ?? '',
    happened: words ? t('approvals.overtaken.decided', words) : t(`approvals.overtaken.${plan ? 'moved' : 'unseen'}`),
    opinion: last?.opinion ?? '',
    mine: last?.by === personOf(response).login,
    lines: typedLines(form('', typed).values, `forms.${type}`, { t, names }),
  })
}
