import type { Calendars } from '../calendar/calendars.ts'
import type { PolicyVersion } from '../policy/policy.ts'
import type { LimitKind } from './codes.ts'
import type { Context } from './context.ts'
import { deadlinesOf, isOpen } from './deadlines.ts'
import { isProvisionalDeadline } from './explain.ts'

/** An open deadline that another calendar moves, or frees from being provisional. */
export interface Move {
  kind: LimitKind
  entry: number
  /** UTC due instants */
  from: string
  to: string
  /** it rests on a year without a table afterwards */
  provisional: boolean
}

/** The open deadlines of a case that the calendar in force would change, were the case to follow it. Pure. */
export function movesOf(context: Context, version: PolicyVersion, calendars: Calendars): Move[] {
  const label = calendars.inForce.version
  const before = deadlinesOf(context, version, calendars).filter(isOpen)
  const after = deadlinesOf({ ...context, calendar: label }, version, calendars)
  return before.flatMap(one => {
    const other = after.find(({ kind, entry }) => kind === one.kind && entry === one.entry)
    if (!other) return []
    const provisional = isProvisionalDeadline(other, calendars)
    const same = one.dueAt === other.dueAt && one.nextRungAt === other.nextRungAt
    if (same && provisional === isProvisionalDeadline(one, calendars)) return []
    return [{ kind: one.kind, entry: one.entry, from: one.dueAt, to: other.dueAt, provisional }]
  })
}
