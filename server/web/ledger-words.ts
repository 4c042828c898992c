import type { Explained } from '../../workflows/complaint/explain.ts'
import type { LedgerStretch } from '../../workflows/complaint/ledger-stretches.ts'
import type { Limit } from '../../workflows/policy/policy.ts'
import { calendarWords } from './calendar-words.ts'
import { duration } from './due.ts'
import { dateTime } from './helpers.ts'
import type { Translate } from './i18n.ts'
import type { Names } from './names.ts'

/** Why a deadline is due when it is, in words: the same on the page of the case, in mails and in a rehearsal. */
export interface LedgerWords {
  /** the rule, where it stands, when it began */
  why: { label: string; value: string }[]
  intervals: Interval[]
  /** who was told, and who will be */
  rungs: { fired: boolean; words: string }[]
}

/** A stretch of the time of a limit in words: it counts, or it is left out, and why. */
interface Interval {
  counted: boolean
  words: string
}

export interface LedgerReading {
  /** UTC instant: what lies before it has passed */
  at: string
  /** what the policy is called, and what it calls the level of the case */
  policyName: string
  levelName: string
  /** the case was paused, whether that moves this limit or not */
  paused: boolean
  names: Pick<Names, 'person'>
  t: Translate
}

export function ledgerWords(explained: Explained, reading: LedgerReading): LedgerWords {
  const { at, t } = reading
  return {
    why: why(explained, reading).map(([label, value]) => ({ label: t(`case.deadlines.${label}`), value })),
    intervals: intervalWords(explained.stretches, at, t),
    rungs: explained.rungs.map(one => ({ fired: one.fired, words: rungWords(one, reading) })),
  }
}

/** Every stretch of a limit, as read at an instant. */
export function intervalWords(stretches: LedgerStretch[], at: string, t: Translate): Interval[] {
  return stretches.flatMap(one => cutNow(one, at)).map(one => intervalOf(one, at, t))
}

/** How a limit came to its end; empty while it runs. */
export function endWords(
  { metAt, endedAt }: Pick<Explained, 'metAt' | 'endedAt'>,
  late: boolean,
  t: Translate,
): string {
  const end = metAt ?? endedAt
  if (end === null) return ''
  const how = metAt ? (late ? 'metLate' : 'met') : late ? 'endedLate' : 'ended'
  return t(`case.deadlines.${how}`, { at: dateTime(end) })
}

function why(explained: Explained, { policyName, levelName, paused, t }: LedgerReading): [string, string][] {
  const { rule, source, calendar, startedAt, extension, provisional } = explained
  const from = t(`case.deadlines.from.${rule.from}`)
  const counted = { calendar: calendarWords(calendar, t) }
  return [
    ['rule', t('case.deadlines.ruleOf', { limit: span(rule, t), from, level: levelName })],
    ['basis', t('case.deadlines.basisOf', { policy: policyName, ...source })],
    ['calendar', t(provisional ? 'case.deadlines.calendarProvisional' : 'case.deadlines.calendarOf', counted)],
    ['started', dateTime(startedAt)],
    ...(paused && !rule.pausable ? [['pauses', t('case.deadlines.unpausable')] as [string, string]] : []),
    ...(extension ? [['extended', extensionWords(extension, t)] as [string, string]] : []),
  ]
}

const span = ({ amount, unit }: Limit, t: Translate) => t(`case.deadlines.units.${unit}`, { count: amount })

const extensionWords = ({ until, at }: { until: string; at: string }, t: Translate) =>
  t('case.deadlines.extendedTo', { at: dateTime(at), until: dateTime(until) })

function rungWords({ percent, at, fired, told, people }: Explained['rungs'][number], { names, t }: LedgerReading) {
  const named = people.map(one => names.person(one)).join(t('history.and'))
  const parts = told.map(one => t(`case.deadlines.told.${one}`)).join(t('case.deadlines.told.and'))
  const words = { rung: percent, at: at ? dateTime(at) : t('case.deadlines.afterPause'), parts, people: named }
  const outcome = fired ? 'fired' : 'coming'
  return t(`case.deadlines.rung.${outcome}`, { ...words, context: people.length > 0 ? 'named' : 'silent' })
}

/** Only time that counts is told apart into what has passed and what is left. */
function cutNow(stretch: LedgerStretch, at: string): LedgerStretch[] {
  const { from, to } = stretch
  if (!isCounted(stretch) || to === null || at <= from || at >= to) return [stretch]
  return [
    { ...stretch, to: at },
    { ...stretch, from: at },
  ]
}

function intervalOf(stretch: LedgerStretch, at: string, t: Translate): Interval {
  const { kind, from, to, reasonCode = '', capped, latest } = stretch
  const counted = isCounted(stretch)
  const reason = t(`codes.pauseReasons.${reasonCode}`)
  if (to === null) {
    const until = latest ? dateTime(latest) : ''
    const words = t('case.ledger.pausedNow', { from: dateTime(from), reason, until, context: until && 'until' })
    return { counted, words }
  }
  const time = duration(Date.parse(to) - Date.parse(from), t)
  const params = { from: dateTime(from), to: dateTime(to), time }
  if (kind === 'paused') {
    const words = t(capped ? 'case.ledger.pausedOut' : 'case.ledger.paused', { ...params, reason, days: capped })
    return { counted, words }
  }
  if (!counted) return { counted, words: t(`case.ledger.skipped.${kind}`, params) }
  if (to === at) return { counted, words: t('case.ledger.countedNow', params) }
  if (from >= at) return { counted, words: t(`case.ledger.ahead.${kind}`, params) }
  return { counted, words: t(`case.ledger.${kind}`, params) }
}

const counting: ReadonlySet<string> = new Set(['counted', 'make-up', 'company-work', 'extended', 'rolled'])
const isCounted = ({ kind }: LedgerStretch) => counting.has(kind)
