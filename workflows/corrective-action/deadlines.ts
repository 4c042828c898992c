import type { Calendars } from '../calendar/calendars.ts'
import { china } from '../calendar/china.ts'
import { isProvisional } from '../calendar/stretches.ts'
import type { Calendar } from '../calendar/workdays.ts'
import { dueAfter, type Span } from '../calendar/working-time.ts'
import { awaited, type CorrectiveAction } from './action.ts'
import type { ActionLimit, CountedLimit } from './codes.ts'
import type { ActionEventType } from './events.ts'

/** For verifying, for looking at the effect once its day has come, for taking up what had none (domain.md §2.5 [D]). */
export const workingSpan: Span = { amount: 5, unit: 'work_day' }

/** Something that has to be done by an instant. Instants are UTC. */
export interface ActionDeadline {
  kind: ActionLimit
  startedAt: string
  /** inclusive */
  dueAt: string
  /** the label under which it was counted; null: a day that the plan names, whatever the calendar */
  calendar: string | null
  metAt: string | null
  /** it was withdrawn before that */
  endedAt: string | null
}

/** Every deadline of the present round, in order: those met, and the one that runs. */
export function actionDeadlines(action: CorrectiveAction): ActionDeadline[] {
  const { implementedAt, verifiedAt, checkedAt, closedAt } = action
  const plan = {
    ...{ kind: 'implement' as const, startedAt: action.plannedAt, dueAt: action.due, calendar: null },
    ...{ metAt: implementedAt, endedAt: implementedAt ? null : closedAt },
  }
  return [
    plan,
    ...limit(action, 'verify', [implementedAt, action.verifyDueAt, verifiedAt]),
    ...limit(action, 'check-effect', [action.effectFrom, action.effectDueAt, checkedAt]),
    ...limit(action, 'reopen', [checkedAt, action.reopenDueAt, null]),
  ]
}

type Instants = [startedAt: string | null, dueAt: string | null, metAt: string | null]

/** A limit in working days, once something has started it. */
function limit(
  { calendars }: CorrectiveAction,
  kind: CountedLimit,
  [startedAt, dueAt, metAt]: Instants,
): ActionDeadline[] {
  if (!startedAt || !dueAt) return []
  return [{ kind, startedAt, dueAt, calendar: calendars[kind] ?? china.version, metAt, endedAt: null }]
}

/** The action with one limit counted from an instant, and the calendar in which it was. */
export function counted(
  action: CorrectiveAction,
  kind: CountedLimit,
  from: string,
  calendar: Calendar,
): CorrectiveAction {
  const dueAt = { verify: 'verifyDueAt', 'check-effect': 'effectDueAt', reopen: 'reopenDueAt' }[kind]
  const calendars = { ...action.calendars, [kind]: calendar.version }
  return { ...action, [dueAt]: dueAfter(workingSpan, from, calendar), calendars }
}

/** The deadline that bounds a task: approval, revision and start share the plan's with the work itself. */
export function limitOfTask(task: ActionEventType): ActionLimit {
  return task === 'verify' || task === 'check-effect' || task === 'reopen' ? task : 'implement'
}

/** The deadline that runs; null when it has ended. */
export function runningDeadline(action: CorrectiveAction): ActionDeadline | null {
  const next = awaited(action)
  const kind = next && limitOfTask(next.task)
  return actionDeadlines(action).find(one => one.kind === kind) ?? null
}

/** 日历暂定: it is counted in a year whose holidays nobody has entered yet (domain.md §5.2). */
export function isProvisionalAction(deadline: ActionDeadline, calendars: Calendars): boolean {
  const { calendar, startedAt, dueAt } = deadline
  return calendar !== null && isProvisional(workingSpan, startedAt, dueAt, calendars.of(calendar))
}
