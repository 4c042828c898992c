import type { AnyStateMachine } from 'xstate'
import { type CalendarDocument, yearsMissing } from '../calendar/calendar.ts'
import { unreachableStates } from '../complaint/reach.ts'
import type { LintFinding } from './lint.ts'

/** Stages that no case will ever see (issue of the rule book, point 9). */
export function lintStages(machine: AnyStateMachine): LintFinding[] {
  return unreachableStates(machine).map(path => ({
    severity: 'error',
    rule: 'stage-unreachable',
    about: `state:${path}`,
  }))
}

/**
 * Years without holidays and make-up workdays: this one, and from December on the next, for the State Council names
 * its holidays in November (domain.md §5.2). @param at UTC instant
 */
export function lintCalendar(calendar: Pick<CalendarDocument, 'years'>, at: string): LintFinding[] {
  const [year, month] = [Number(at.slice(0, 4)), Number(at.slice(5, 7))]
  const missing = yearsMissing(calendar, year, month === 12 ? year + 1 : year)
  return missing.map(one => ({ severity: 'warning', rule: 'calendar-gap', about: `year:${one}` }))
}
