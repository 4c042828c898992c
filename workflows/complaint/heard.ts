import type { Policy } from '../policy/policy.ts'
import type { Accepted } from './accepted.ts'
import type { Context } from './context.ts'

/** The customer was spoken to, or had something handed to them. */
export function isHeard(event: Accepted): boolean {
  if (event.type === 'consent') return event.outcome !== 'unreachable'
  if (event.type === 'call-back') return event.outcome !== 'unreached'
  return event.type === 'arrive' || event.type === 'contact'
}

/** Whether a call asks the respondent as well: where the policy wants it and somebody was named (domain.md P3). */
export function asksBothSides({ respondent, respondentDepartment }: Context, { closing }: Policy): boolean {
  return closing.bothSides && (respondent !== null || respondentDepartment !== null)
}
