import type { Calendars } from '../calendar/calendars.ts'
import { explainSpan, type Stretch } from '../calendar/stretches.ts'
import type { Span } from '../calendar/working-time.ts'
import type { Organisation } from '../organisation/organisation.ts'
import type { CorrectiveAction } from './action.ts'
import type { ActionLimit, ReminderKind } from './codes.ts'
import { type ActionDeadline, isProvisionalAction, runningDeadline, workingSpan } from './deadlines.ts'
import { reminderNotices } from './notices.ts'
import { remindersLeft } from './reminders.ts'

/** A reminder that went out, as its event recorded it. */
export interface SentReminder {
  kind: ReminderKind
  limit: ActionLimit
  /** UTC instant */
  at: string
  /** log-ins of those who were told */
  people: string[]
}

interface LedgerReminder extends Omit<SentReminder, 'limit'> {
  fired: boolean
}

/** Why one deadline of a corrective action is due when it is: what page and API show. */
export interface ExplainedAction extends ActionDeadline {
  /** null: the plan names the day */
  rule: Span | null
  /** 日历暂定: it rests on a year whose holidays nobody has entered yet */
  provisional: boolean
  /** without gaps from the start to the due instant */
  stretches: Stretch[]
  /** those that went out, and for the limit that runs those to come with whom they would tell now */
  reminders: LedgerReminder[]
}

export interface ActionExplainFacts {
  action: CorrectiveAction
  calendars: Calendars
  organisation: Organisation
  /** UTC instant for which people are looked up */
  at: string
  sent: readonly SentReminder[]
}

/** Explains a deadline by the function that explains those of complaints. @param deadline one of `actionDeadlines` */
export function explainAction(deadline: ActionDeadline, facts: ActionExplainFacts): ExplainedAction {
  const { kind, startedAt, dueAt, calendar } = deadline
  const { calendars } = facts
  const whole: Stretch[] = startedAt < dueAt ? [{ kind: 'counted', from: startedAt, to: dueAt }] : []
  return {
    ...deadline,
    rule: kind === 'implement' ? null : workingSpan,
    provisional: isProvisionalAction(deadline, calendars),
    stretches: calendar === null ? whole : explainSpan(workingSpan, startedAt, calendars.of(calendar)).stretches,
    reminders: [...sentOf(deadline, facts.sent), ...toCome(deadline, facts)],
  }
}

function sentOf({ kind, startedAt }: ActionDeadline, sent: readonly SentReminder[]): LedgerReminder[] {
  const own = sent.filter(one => one.limit === kind && one.at >= startedAt)
  return own.map(({ limit: _, ...one }) => ({ ...one, fired: true }))
}

function toCome({ kind }: ActionDeadline, facts: ActionExplainFacts): LedgerReminder[] {
  const { action, calendars } = facts
  if (runningDeadline(action)?.kind !== kind) return []
  return remindersLeft(action, calendars.inForce).map(one => {
    const people = reminderNotices(one.kind, action, facts).map(({ to }) => to)
    return { kind: one.kind, at: one.at, fired: false, people }
  })
}
