import type { Level } from '../../workflows/complaint/codes.ts'
import { ladderOf, toldAt } from '../../workflows/policy/ladder.ts'
import type { Limit, Policy } from '../../workflows/policy/policy.ts'
import { type Due, dueBadge } from '../web/due.ts'
import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import type { CaseView } from './case-view.ts'

export interface DeadlineCard {
  kind: string
  label: string
  due: Due
  /** the due instant in words; a running pause will move it */
  at: string
  late: boolean
  /** how it is reckoned, line by line */
  why: { label: string; value: string }[]
  /** who is told next, and when */
  next: string
}

export interface PastDeadline {
  label: string
  words: string
  late: boolean
}

type Deadline = CaseView['deadlines'][number]
type NextRung = { kind: string; rung: number; at: string }

interface Facts {
  view: CaseView
  policy: Policy
  policyName: string
  t: Translate
  now: Date
}

/** The deadlines that still run, the most urgent first, and those that are over. */
export function deadlineCards(facts: Facts, rungs: NextRung[]): { open: DeadlineCard[]; past: PastDeadline[] } {
  const { deadlines } = facts.view
  const isOpen = (one: Deadline) => one.metAt === null && one.endedAt === null
  const open = deadlines.filter(isOpen).sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1))
  return {
    open: open.map(one =>
      card(
        facts,
        one,
        rungs.find(rung => rung.kind === one.kind),
      ),
    ),
    past: deadlines.filter(one => !isOpen(one)).map(one => past(one, facts.t)),
  }
}

function card(facts: Facts, deadline: Deadline, rung: NextRung | undefined): DeadlineCard {
  const { view, t, now } = facts
  const { kind, dueAt, late, ledger } = deadline
  const held = view.paused && ledger.limit.pausable
  return {
    kind,
    label: t(`codes.limitKinds.${kind}`),
    due: dueBadge(dueAt, now, t, held),
    at: t(held ? 'case.deadlines.dueHeld' : 'case.deadlines.due', { at: dateTime(dueAt) }),
    late,
    why: why(facts, deadline).map(([label, value]) => ({ label: t(`case.deadlines.${label}`), value })),
    next: rung ? nextWords(facts, rung, deadline) : t('case.deadlines.noNext'),
  }
}

function why({ view, policy, policyName, t }: Facts, { kind, ledger }: Deadline): [string, string][] {
  const limit = reckonedFrom(view, policy, kind, ledger.limit)
  const [, version = ''] = ledger.policy.split('/')
  return [
    ['rule', t('case.deadlines.ruleOf', { limit: span(limit, t), from: t(`case.deadlines.from.${limit.from}`) })],
    ['started', dateTime(ledger.startedAt)],
    ...ledger.pauses.map((pause): [string, string] => ['pauses', pauseWords(pause, t)]),
    ...(ledger.extended ? [['extended', extensionWords(ledger.extended, t)] as [string, string]] : []),
    ['basis', t('case.deadlines.basisOf', { policy: policyName, version, calendar: ledger.calendar })],
  ]
}

/** The second call after closing has a span of its own. */
function reckonedFrom({ state, level }: CaseView, policy: Policy, kind: string, limit: Limit): Limit {
  const days = kind === 'follow-up' && state === 'close.closed' ? policy.secondFollowUp[level as Level] : undefined
  return days === undefined ? limit : { ...limit, amount: days, unit: 'day' }
}

const span = ({ amount, unit }: Limit, t: Translate) => t(`case.deadlines.units.${unit}`, { count: amount })

function pauseWords({ from, to, reasonCode }: Deadline['ledger']['pauses'][number], t: Translate): string {
  const reason = t(`codes.pauseReasons.${reasonCode}`)
  if (to === null) return t('case.deadlines.pauseRunning', { from: dateTime(from), reason })
  return t('case.deadlines.pause', { from: dateTime(from), to: dateTime(to), reason })
}

const extensionWords = ({ until, at }: { until: string; at: string }, t: Translate) =>
  t('case.deadlines.extendedTo', { at: dateTime(at), until: dateTime(until) })

function nextWords({ view, policy, t }: Facts, { rung, at }: NextRung, { kind }: Deadline): string {
  const found = ladderOf(policy, kind).find(one => one.percent === rung)
  const told = found ? toldAt(found, view.level as Level | null) : []
  const people = told.map(one => t(`case.deadlines.told.${one}`)).join(t('case.deadlines.told.and'))
  return t('case.deadlines.nextAt', { at: dateTime(at), rung, told: people })
}

function past({ kind, metAt, endedAt, late }: Deadline, t: Translate): PastDeadline {
  const how = metAt ? (late ? 'metLate' : 'met') : late ? 'endedLate' : 'ended'
  const at = dateTime(metAt ?? endedAt ?? '')
  return { label: t(`codes.limitKinds.${kind}`), words: t(`case.deadlines.${how}`, { at }), late }
}
