import type { ExplainedAction } from '../../workflows/corrective-action/explain.ts'
import { calendarWords } from '../web/calendar-words.ts'
import { type Due, dueBadge, ledgerPlace } from '../web/due.ts'
import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import { endWords, intervalWords, type LedgerWords } from '../web/ledger-words.ts'
import type { Names } from '../web/names.ts'
import { isLate } from './deadlines.ts'

/** A deadline, as the page of a complaint shows its own. */
interface Card extends LedgerWords {
  /** the name of its ledger on the page */
  anchor: string
  label: string
  /** the due instant in words */
  at: string
  provisional: boolean
}

interface RunningCard extends Card {
  due: Due
  wasLate: boolean
}

/** One that is over: how it ended, and still why it was due when it was. */
interface PastCard extends Card {
  words: string
  late: boolean
}

export interface ActionDeadlineCards {
  running: RunningCard[]
  past: PastCard[]
}

interface Reading {
  effectDays: number
  now: Date
  names: Names
  t: Translate
}

export function actionDeadlineCards(explained: ExplainedAction[], reading: Reading): ActionDeadlineCards {
  const runs = (one: ExplainedAction) => one.metAt === null && one.endedAt === null
  return {
    running: explained.filter(runs).map(one => runningCard(one, reading)),
    past: explained.filter(one => !runs(one)).map(one => pastCard(one, reading)),
  }
}

function runningCard(explained: ExplainedAction, reading: Reading): RunningCard {
  const { now, t } = reading
  return {
    ...card(explained, reading, now.toISOString()),
    due: dueBadge(explained.dueAt, now, t),
    wasLate: false,
  }
}

function pastCard(explained: ExplainedAction, reading: Reading): PastCard {
  const late = isLate(explained, reading.now.toISOString())
  // read from behind its end, for nothing of its time is left
  const behind = new Date(Date.parse(explained.dueAt) + 2).toISOString()
  return { ...card(explained, reading, behind), words: endWords(explained, late, reading.t), late }
}

/** @param at UTC instant: what lies before it has passed */
function card(explained: ExplainedAction, reading: Reading, at: string): Card {
  const { t } = reading
  return {
    anchor: ledgerPlace(explained.kind),
    label: t(`codes.actionLimits.${explained.kind}`),
    at: t('case.deadlines.due', { at: dateTime(explained.dueAt) }),
    provisional: explained.provisional,
    why: why(explained, reading).map(([label, value]) => ({ label: t(`case.deadlines.${label}`), value })),
    intervals: intervalWords(explained.stretches, at, t),
    rungs: explained.reminders.map(one => ({ fired: one.fired, words: reminderWords(one, reading) })),
  }
}

function why(explained: ExplainedAction, { effectDays, t }: Reading): [string, string][] {
  const { kind, rule, calendar, provisional, startedAt } = explained
  const limit = rule ? t(`case.deadlines.units.${rule.unit}`, { count: rule.amount }) : ''
  const inWords = provisional ? 'case.deadlines.calendarProvisional' : 'case.deadlines.calendarOf'
  return [
    ['rule', t(`correctiveActions.deadlines.rule.${kind}`, { limit, days: effectDays })],
    ['basis', t(`correctiveActions.deadlines.basis.${rule ? 'counted' : 'named'}`)],
    [
      'calendar',
      calendar === null
        ? t('correctiveActions.deadlines.noCalendar')
        : t(inWords, { calendar: calendarWords(calendar, t) }),
    ],
    ['started', t(`correctiveActions.deadlines.started.${kind}`, { at: dateTime(startedAt) })],
  ]
}

function reminderWords({ kind, at, fired, people }: ExplainedAction['reminders'][number], { names, t }: Reading) {
  const told = people.map(one => names.person(one)).join(t('history.and'))
  return t(`correctiveActions.deadlines.reminder.${fired ? 'fired' : 'coming'}`, {
    at: dateTime(at),
    what: t(`correctiveActions.deadlines.reminders.${kind}`),
    people: told || t('correctiveActions.nobody'),
  })
}
