import { type CalendarDocument, calendarOf } from './calendar.ts'
import { year2025 } from './years/2025.ts'
import { year2026 } from './years/2026.ts'

/** Mainland China as shipped: the State Council's tables, Monday to Friday, the shifts of domain.md §5.1. */
export const chinaDocument: CalendarDocument = {
  shifts: [
    [9 * 60, 12 * 60],
    [13 * 60, 18 * 60],
  ],
  week: [1, 2, 3, 4, 5],
  years: { 2025: year2025, 2026: year2026 },
  company: { off: [], work: [] },
}

export const china = calendarOf(chinaDocument, 'china-2026.1')
