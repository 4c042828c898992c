import type { Calendars } from '../../workflows/calendar/calendars.ts'
import { type ActionLimit, actionLimits, type ReminderKind } from '../../workflows/corrective-action/codes.ts'
import {
  type ActionDeadline,
  actionDeadlines,
  isProvisionalAction,
  limitOfTask,
} from '../../workflows/corrective-action/deadlines.ts'
import type { Reminded } from '../../workflows/corrective-action/decide.ts'
import { type ExplainedAction, explainAction, type SentReminder } from '../../workflows/corrective-action/explain.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { FoundAction, PastEvent } from './queries.ts'

interface Reading {
  calendars: Calendars
  organisation: Organisation
  /** UTC instant of reading */
  at: string
}

/** Whether a deadline was or is missed at that instant. */
export function isLate({ dueAt, metAt, endedAt }: ActionDeadline, at: string): boolean {
  return (metAt ?? endedAt ?? at) > dueAt
}

/** Every deadline of the present round, for the API. */
export function deadlinesOf({ action }: FoundAction, { calendars, at }: Reading) {
  return actionDeadlines(action).map(one => ({
    ...one,
    late: isLate(one, at),
    provisional: isProvisionalAction(one, calendars),
  }))
}

/** The same with what leads to each of them, for the page. */
export function explainedDeadlines(found: FoundAction, reading: Reading): ExplainedAction[] {
  const facts = { ...reading, action: found.action, sent: found.events.flatMap(sentReminder) }
  return actionDeadlines(found.action).map(one => explainAction(one, facts))
}

/** The ledger of one deadline; undefined when it has not begun. */
export function explainedDeadline(found: FoundAction, wanted: string, reading: Reading): ExplainedAction | undefined {
  const kind: ActionLimit | undefined = actionLimits.find(one => one === wanted)
  return explainedDeadlines(found, reading).find(one => one.kind === kind)
}

function sentReminder({ type, at, facts }: PastEvent): SentReminder[] {
  if (type !== 'remind') return []
  const { kind, task, people } = facts as unknown as { kind: ReminderKind } & Reminded
  return [{ kind, limit: limitOfTask(task), at, people }]
}
