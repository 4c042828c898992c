import { z } from 'zod'
import type { Calendars } from '../../workflows/calendar/calendars.ts'
import { longestLimit } from '../../workflows/calendar/horizon.ts'
import { explainSpan } from '../../workflows/calendar/stretches.ts'
import { instant, whole } from '../../workflows/complaint/fields.ts'

/** Units of a limit, as people may ask for them. */
export const dueUnits = ['minute', 'hour', 'day', 'work_minute', 'work_day', 'month', 'month-end'] as const
/** POST /due (issue of the rule book): an instant and a limit. */
export const dueQuestion = z
  .strictObject({
    at: instant,
    amount: whole(1, 10_000_000),
    unit: z.enum(dueUnits),
    roll: z.union([z.boolean(), z.literal('yes').transform(() => true)]).optional(),
  })
  .superRefine(({ amount, unit }, context) => {
    if (amount <= longestLimit[unit]) return
    context.addIssue({ code: 'too_big', maximum: longestLimit[unit], origin: 'int', path: ['amount'], input: amount })
  })

/** When a limit that starts at an instant is due, and which time counted. */
export function dueOf({ at, amount, unit, roll = false }: z.output<typeof dueQuestion>, { inForce }: Calendars) {
  const { dueAt, ...ledger } = explainSpan({ amount, unit, roll }, at, inForce)
  return { dueAt, ledger: { startedAt: at, limit: { amount, unit, roll }, ...ledger } }
}
