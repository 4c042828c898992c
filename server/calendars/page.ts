import type { Response } from 'express'
import { calendarWords } from '../web/calendar-words.ts'
import { type Choice, choices } from '../web/choices.ts'
import type { Form } from '../web/forms.ts'
import { render } from '../web/render.ts'
import { type dueOf, dueUnits } from './due.ts'

declare module '../web/render.ts' {
  interface Views {
    'calendars/due': {
      title: string
      form: Form
      unitChoices: Choice[]
      answer: ReturnType<typeof dueOf> | null
      /** what the calendar of the answer is called */
      calendar: string
    }
  }
}

/** The page on which anybody sees how a due instant comes about. */
export function showDue(response: Response, filled: Form, answer: ReturnType<typeof dueOf> | null = null): void {
  const { t } = response.locals
  const unitChoices = choices(dueUnits, 'policies.unitNames', t)
  const calendar = answer ? calendarWords(answer.ledger.calendar, t) : ''
  render(response, 'calendars/due', { title: t('due.page.title'), form: filled, unitChoices, answer, calendar })
}
