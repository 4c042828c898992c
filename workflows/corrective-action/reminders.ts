import { Temporal } from 'temporal-polyfill'
import { type Calendar, dueAfter, isWorkday } from '../calendar/working-time.ts'
import { awaited, type CorrectiveAction } from './action.ts'
import type { ReminderKind } from './notices.ts'

/** When somebody is reminded of what is awaited of them. */
export interface Reminder {
  kind: ReminderKind
  /** UTC instant */
  at: string
}

/** Working days after which what is late goes up once more. */
const patience = 3

/**
 * When a corrective action reminds of itself, as it stands: on the morning of the last working day before it is due, in
 * the first millisecond after, and three working days later; of an effect check also on the first day that allows it.
 * @returns in order; empty when nothing is awaited any more
 */
export function remindersOf(action: CorrectiveAction, calendar: Calendar): Reminder[] {
  const turn = awaited(action)
  if (!turn?.dueAt) return []
  const { dueAt, task } = turn
  const first = task === 'check-effect' ? action.effectFrom : null
  return [
    ...(first ? [{ kind: 'action-effect-day' as const, at: morning(dayOf(first, calendar), calendar) }] : []),
    { kind: 'action-soon', at: morning(workdayBefore(dayOf(dueAt, calendar), calendar), calendar) },
    { kind: 'action-late', at: after(dueAt) },
    { kind: 'action-later', at: after(dueAfter({ amount: patience, unit: 'work_day' }, dueAt, calendar)) },
  ]
}

/** The first instant after `at` on which it reminds of itself; null: never, as it stands. */
export function nextReminderAt(action: CorrectiveAction, calendar: Calendar, at: string): string | null {
  return remindersOf(action, calendar).find(one => one.at > at)?.at ?? null
}

function workdayBefore(day: Temporal.PlainDate, calendar: Calendar): Temporal.PlainDate {
  let before = day.subtract({ days: 1 })
  while (!isWorkday(before, calendar)) before = before.subtract({ days: 1 })
  return before
}

/** When work begins on that day. */
function morning(day: Temporal.PlainDate, { zone, shifts }: Calendar): string {
  const minutes = shifts[0]?.[0] ?? 0
  return new Date(day.toZonedDateTime(zone).epochMilliseconds + minutes * 60_000).toISOString()
}

function dayOf(instant: string, { zone }: Calendar): Temporal.PlainDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate()
}

const after = (instant: string) => new Date(Date.parse(instant) + 1).toISOString()
