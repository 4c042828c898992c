import { Temporal } from 'temporal-polyfill'
import { type Calendar, isWorkday } from '../calendar/workdays.ts'
import { dueAfter } from '../calendar/working-time.ts'
import { awaited, type CorrectiveAction } from './action.ts'
import { type ReminderKind, reminderKinds } from './codes.ts'

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
function remindersOf(action: CorrectiveAction, calendar: Calendar): Reminder[] {
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

/** Those to come in this turn, wherever the due instant has moved to meanwhile: each kind is told once, in order. */
export function remindersLeft(action: CorrectiveAction, calendar: Calendar): Reminder[] {
  const { remindedOf } = action
  const done = remindedOf === null ? -1 : reminderKinds.indexOf(remindedOf)
  return remindersOf(action, calendar).filter(one => reminderKinds.indexOf(one.kind) > done)
}

/** What has to be told at this instant: of several that came due meanwhile the gravest. */
export function dueReminder(action: CorrectiveAction, calendar: Calendar, at: string): Reminder | null {
  return remindersLeft(action, calendar).findLast(one => one.at <= at) ?? null
}

/** When it reminds of itself next; null: never, as it stands. */
export function nextReminderAt(action: CorrectiveAction, calendar: Calendar): string | null {
  return remindersLeft(action, calendar)[0]?.at ?? null
}

/** The action at the beginning of a turn: whoever's it becomes is told by that, and not of what is over already. */
export function remindedAnew(action: CorrectiveAction, calendar: Calendar, at: string): CorrectiveAction {
  const fresh = { ...action, remindedOf: null }
  return { ...fresh, remindedOf: dueReminder(fresh, calendar, at)?.kind ?? null }
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
