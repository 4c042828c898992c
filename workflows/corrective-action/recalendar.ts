import type { Calendars } from '../calendar/calendars.ts'
import { isProvisional } from '../calendar/stretches.ts'
import { dueAfter } from '../calendar/working-time.ts'
import type { CorrectiveAction } from './action.ts'
import type { CountedLimit } from './codes.ts'
import { counted, isProvisionalAction, runningDeadline, workingSpan } from './deadlines.ts'

/** A running deadline that another calendar moves, or frees from being provisional. */
export interface ActionMove {
  limit: CountedLimit
  /** UTC due instants */
  from: string
  to: string
  /** it rests on a year without a table afterwards */
  provisional: boolean
}

/** What the calendar in force would change, were the action to follow it; null: nothing. Pure. */
export function moveOf(action: CorrectiveAction, calendars: Calendars): ActionMove | null {
  const running = runningDeadline(action)
  if (!running || running.kind === 'implement') return null
  const { kind: limit, startedAt, dueAt: from } = running
  const to = dueAfter(workingSpan, startedAt, calendars.inForce)
  const provisional = isProvisional(workingSpan, startedAt, to, calendars.inForce)
  if (to === from && provisional === isProvisionalAction(running, calendars)) return null
  return { limit, from, to, provisional }
}

/** The action with its running limit counted in the calendar in force. */
export function recalendared(action: CorrectiveAction, { inForce }: Calendars): CorrectiveAction {
  const running = runningDeadline(action)
  return !running || running.kind === 'implement' ? action : counted(action, running.kind, running.startedAt, inForce)
}
