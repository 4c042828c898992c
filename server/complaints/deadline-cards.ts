import { type Explained, explainDeadline } from '../../workflows/complaint/explain.ts'
import type { Limit } from '../../workflows/policy/policy.ts'
import { type Due, dueBadge } from '../web/due.ts'
import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import { type Interval, intervalsOf } from './deadline-ledger.ts'
import { type ExplainedCase, explainFacts } from './deadlines.ts'
import type { ChoiceFacts } from './form-choices.ts'

interface DeadlineCard {
  kind: string
  label: string
  due: Due
  /** the due instant in words; a running pause will move it */
  at: string
  /** it was missed before a pause or an extension gave it time again */
  wasLate: boolean
  provisional: boolean
  /** the rule, where it stands, when it began */
  why: { label: string; value: string }[]
  intervals: Interval[]
  /** who was told, and who will be */
  rungs: { fired: boolean; words: string }[]
}

interface PastDeadline {
  label: string
  words: string
  late: boolean
}

/** What is late now, else what is due next; the others that run; and those that are over. */
export interface DeadlineCards {
  late: boolean
  first: DeadlineCard[]
  others: DeadlineCard[]
  past: PastDeadline[]
}

type Deadline = ChoiceFacts['view']['deadlines'][number]

export interface DeadlineFacts extends ChoiceFacts {
  found: ExplainedCase
  policyName: string
}

const isOpen = (deadline: Deadline) => deadline.metAt === null && deadline.endedAt === null

export function deadlineCards(facts: DeadlineFacts): DeadlineCards {
  const { deadlines } = facts.view
  const running = deadlines.filter(isOpen).sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1))
  const cards = running.map(one => card(facts, one))
  const overdue = cards.filter(one => one.due.tone === 'late')
  const first = overdue.length > 0 ? overdue : cards.slice(0, 1)
  const others = cards.filter(one => !first.includes(one))
  return {
    late: overdue.length > 0,
    first,
    others,
    past: deadlines.filter(one => !isOpen(one)).map(one => past(one, facts.t)),
  }
}

function card(facts: DeadlineFacts, deadline: Deadline): DeadlineCard {
  const { t, at, found } = facts
  const { kind, dueAt, late } = deadline
  const explained = explainDeadline({ ...deadline, nextRung: null, nextRungAt: null }, explainFacts(found, at))
  const { held, provisional } = explained
  const badge = dueBadge(dueAt, new Date(at), t, held)
  return {
    kind,
    label: t(`codes.limitKinds.${kind}`),
    due: badge,
    at: t(held ? 'case.deadlines.dueHeld' : 'case.deadlines.due', { at: dateTime(dueAt) }),
    wasLate: late && badge.tone !== 'late',
    provisional,
    why: why(facts, explained).map(([label, value]) => ({ label: t(`case.deadlines.${label}`), value })),
    intervals: intervalsOf(explained, at, t),
    rungs: explained.rungs.map(one => ({ fired: one.fired, words: rungWords(facts, one) })),
  }
}

function why({ view, policyName, t }: DeadlineFacts, explained: Explained): [string, string][] {
  const { rule, source, calendar, startedAt, extension, provisional } = explained
  const level = t(`codes.levels.${view.level ?? 'none'}`)
  const untouched = view.pauses.length > 0 && !rule.pausable
  const calendarWords = t('case.deadlines.calendarOf', { calendar })
  return [
    ['rule', t('case.deadlines.ruleOf', { limit: span(rule, t), from: t(`case.deadlines.from.${rule.from}`), level })],
    ['basis', t('case.deadlines.basisOf', { policy: policyName, ...source })],
    ['calendar', provisional ? t('case.deadlines.calendarProvisional', { calendar }) : calendarWords],
    ['started', dateTime(startedAt)],
    ...(untouched ? [['pauses', t('case.deadlines.unpausable')] as [string, string]] : []),
    ...(extension ? [['extended', extensionWords(extension, t)] as [string, string]] : []),
  ]
}

const span = ({ amount, unit }: Limit, t: Translate) => t(`case.deadlines.units.${unit}`, { count: amount })

const extensionWords = ({ until, at }: { until: string; at: string }, t: Translate) =>
  t('case.deadlines.extendedTo', { at: dateTime(at), until: dateTime(until) })

function rungWords({ names, t }: DeadlineFacts, { percent, at, fired, told, people }: Explained['rungs'][number]) {
  const named = people.map(one => names.person(one)).join(t('history.and'))
  const parts = told.map(one => t(`case.deadlines.told.${one}`)).join(t('case.deadlines.told.and'))
  const words = { rung: percent, at: at ? dateTime(at) : t('case.deadlines.afterPause'), parts, people: named }
  const outcome = fired ? 'fired' : 'coming'
  return t(`case.deadlines.rung.${outcome}`, { ...words, context: people.length > 0 ? 'named' : 'silent' })
}

function past({ kind, metAt, endedAt, late }: Deadline, t: Translate): PastDeadline {
  const how = metAt ? (late ? 'metLate' : 'met') : late ? 'endedLate' : 'ended'
  const at = dateTime(metAt ?? endedAt ?? '')
  return { label: t(`codes.limitKinds.${kind}`), words: t(`case.deadlines.${how}`, { at }), late }
}
