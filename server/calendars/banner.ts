import type { RequestHandler } from 'express'
import { yearsOverdue } from '../../workflows/calendar/calendar.ts'
import { loadCalendars } from '../cases/calendars.ts'
import type { Deps } from '../deps.ts'
import { hasRole } from '../web/person.ts'

/** Tells administrators on every page that the holidays of a year are missing (domain.md §5.2). */
export function calendarBanner(deps: Deps): RequestHandler {
  return async (_request, { locals }, next) => {
    if (locals.person && hasRole(locals.person, 'admin')) {
      const { inForce } = await loadCalendars(deps.db)
      const [year] = yearsOverdue(inForce, deps.now().toISOString())
      if (year !== undefined) locals.yearMissing = year
    }
    next()
  }
}
