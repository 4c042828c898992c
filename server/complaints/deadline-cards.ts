import type { Level } from '../../workflows/complaint/codes.ts'
import type { Context } from '../../workflows/complaint/context.ts'
import { toldPeople } from '../../workflows/complaint/notices.ts'
import { ladderOf, toldAt } from '../../workflows/policy/ladder.ts'
import type { Limit } from '../../workflows/policy/policy.ts'
import { iso } from '../cases/instant.ts'
import { calendar } from '../cases/load.ts'
import { type Due, dueBadge } from '../web/due.ts'
import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import type { CaseRows } from './case-rows.ts'
import { type Interval, intervalsOf } from './deadline-ledger.ts'
import type { ChoiceFacts } from './form-choices.ts'

interface DeadlineCard {
  kind: string
  label: string
  due: Due
  /** the due instant in words; a running pause will move it */
  at: string
  /** it was missed before a pause or an extension gave it time again */
  wasLate: boolean
  /** the rule, where it stands, when it began */
  why: { label: string; value: string }[]
  intervals: Interval[]
  /** who is told next, and when */
  next: string
}

interface PastDeadline {
  label: string
  words: string
  late: boolean
}

/** The most urgent deadline, the others that run, and those that are over. */
export interface DeadlineCards {
  first: DeadlineCard | undefined
  others: DeadlineCard[]
  past: PastDeadline[]
}

type Deadline = ChoiceFacts['view']['deadlines'][number]

export interface DeadlineFacts extends ChoiceFacts {
  context: Context
  policyName: string
  /** the rows of the deadlines, which know the rung that goes off next */
  due: CaseRows['due']
}

const isOpen = (deadline: Deadline) => deadline.metAt === null && deadline.endedAt === null

export function deadlineCards(facts: DeadlineFacts): DeadlineCards {
  const { deadlines } = facts.view
  const running = deadlines.filter(isOpen).sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1))
  const [first, ...others] = running.map(one => card(facts, one))
  return { first, others, past: deadlines.filter(one => !isOpen(one)).map(one => past(one, facts.t)) }
}

function card(facts: DeadlineFacts, deadline: Deadline): DeadlineCard {
  const { view, t, at } = facts
  const { kind, dueAt, late, ledger } = deadline
  const held = view.paused && ledger.limit.pausable
  const badge = dueBadge(dueAt, new Date(at), t, held)
  return {
    kind,
    label: t(`codes.limitKinds.${kind}`),
    due: badge,
    at: t(held ? 'case.deadlines.dueHeld' : 'case.deadlines.due', { at: dateTime(dueAt) }),
    wasLate: late && badge.tone !== 'late',
    why: why(facts, deadline).map(([label, value]) => ({ label: t(`case.deadlines.${label}`), value })),
    intervals: intervalsOf(ledger, at, true, calendar, t),
    next: held ? t('case.deadlines.nextHeld') : nextWords(facts, deadline),
  }
}

function why({ view, policyName, t }: DeadlineFacts, { ledger }: Deadline): [string, string][] {
  const { limit, extended } = ledger
  const [code = '', version = ''] = ledger.policy.split('/')
  const level = t(`codes.levels.${view.level ?? 'none'}`)
  const untouched = view.pauses.length > 0 && !limit.pausable
  return [
    [
      'rule',
      t('case.deadlines.ruleOf', { limit: span(limit, t), from: t(`case.deadlines.from.${limit.from}`), level }),
    ],
    ['basis', t('case.deadlines.basisOf', { policy: policyName, code, version })],
    ['calendar', t('case.deadlines.calendarOf', { calendar: ledger.calendar })],
    ['started', dateTime(ledger.startedAt)],
    ...(untouched ? [['pauses', t('case.deadlines.unpausable')] as [string, string]] : []),
    ...(extended ? [['extended', extensionWords(extended, t)] as [string, string]] : []),
  ]
}

const span = ({ amount, unit }: Limit, t: Translate) => t(`case.deadlines.units.${unit}`, { count: amount })

const extensionWords = ({ until, at }: { until: string; at: string }, t: Translate) =>
  t('case.deadlines.extendedTo', { at: dateTime(at), until: dateTime(until) })

function nextWords(facts: DeadlineFacts, { kind, entry }: Deadline): string {
  const { view, policy, context, organisation, names, t, at, due } = facts
  const row = due.find(one => one.kind === kind && one.entry === entry)
  const rung = ladderOf(policy, kind).find(one => one.percent === row?.nextRung)
  if (!rung || !row?.nextRungAt) return t('case.deadlines.noNext')
  const told = toldAt(rung, view.level as Level | null).map(one => {
    const people = toldPeople({ after: context, organisation, event: { at } }, one, kind).map(names.person)
    const role = t(`case.deadlines.told.${one}`)
    return people.length > 0 ? t('case.deadlines.told.named', { role, people: people.join(t('history.and')) }) : role
  })
  const words = told.join(t('case.deadlines.told.and'))
  return t('case.deadlines.nextAt', { at: dateTime(iso(row.nextRungAt)), rung: rung.percent, told: words })
}

function past({ kind, metAt, endedAt, late }: Deadline, t: Translate): PastDeadline {
  const how = metAt ? (late ? 'metLate' : 'met') : late ? 'endedLate' : 'ended'
  const at = dateTime(metAt ?? endedAt ?? '')
  return { label: t(`codes.limitKinds.${kind}`), words: t(`case.deadlines.${how}`, { at }), late }
}
