import type { AnyStateMachine } from 'xstate'
import { type CalendarDocument, yearsOverdue } from '../calendar/calendar.ts'
import { unreachableStates } from '../complaint/unreachable.ts'
import type { LintFinding } from './lint-parts.ts'

/** Stages that no case will ever see (issue of the rule book, point 9). */
export function lintStages(machine: AnyStateMachine): LintFinding[] {
  return unreachableStates(machine).map(path => ({
    severity: 'error',
    rule: 'stage-unreachable',
    about: `state:${path}`,
  }))
}

/** Years without holidays and make-up workdays that should have them by now. @param at UTC instant */
export function lintCalendar(calendar: Pick<CalendarDocument, 'years'>, at: string): LintFinding[] {
  return yearsOverdue(calendar, at).map(one => ({ severity: 'warning', rule: 'calendar-gap', about: `year:${one}` }))
}
