import type { GradingReason } from '../../workflows/policy/grading.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { dateTime, money } from '../web/helpers.ts'
import type { Language, Translate } from '../web/i18n.ts'
import { conductName } from '../web/level-words.ts'
import type { RecordFacts } from './case-facts.ts'
import { namedFiles } from './case-files.ts'
import { particularFacts } from './particulars.ts'

/** A line of the record; what is not known is left out. */
export interface Fact {
  label: string
  value: string
  /** several lines of free text */
  long: boolean
}

/** Conduct is called what the policy calls it. */
interface GradedFacts extends RecordFacts {
  policy: Policy
  language: Language
}

type Given = [label: string, value: string | null | undefined | false, long?: 'long']

function listed(group: string, given: Given[], t: Translate): Fact[] {
  return given.flatMap(([label, value, long]) =>
    value ? [{ label: t(`case.${group}.${label}`), value, long: long === 'long' }] : [],
  )
}

/** What the customer said, and what it is about. */
export function complaintFacts({ view, names, policy, language, t }: GradedFacts): Fact[] {
  const code = (list: string, value: string | null) => value && t(`codes.${list}.${value}`)
  const graded = view.category !== null
  const facts = listed(
    'record',
    [
      ['narrative', view.narrative, 'long'],
      ['demand', view.demand, 'long'],
      ['channel', code('channels', view.channel)],
      ['occurred', view.occurredAt && dateTime(view.occurredAt)],
      ['registrar', names.person(view.registrar)],
      ['category', code('categories', view.category)],
      ['amount', view.amount ? money(view.amount) : graded && t('case.record.amountUnknown')],
      ['affected', view.affectedCount?.toString()],
      ['flags', view.scopeFlags.map(flag => t(`codes.scopeFlags.${flag}`)).join(t('history.and'))],
      ['product', view.product],
      ['batch', view.batchNo],
      ['order', view.orderNo],
      ['respondentDepartment', names.department(view.respondentDepartment)],
      ['respondent', names.person(view.respondent)],
      ['confirmation', code('consentMethods', view.confirmation)],
    ],
    t,
  )
  return [...facts, ...particularFacts(policy, view.particulars, language).map(one => ({ ...one, long: false }))]
}

/** The level, the proposal and the rows of the grading table that gave it. */
export function gradingFacts({ view, policy, language, t }: GradedFacts): Fact[] {
  if (view.level === null) return []
  return listed(
    'grading',
    [
      ['level', t(`codes.levels.${view.level}`)],
      ['proposed', view.proposedLevel && t(`codes.levels.${view.proposedLevel}`)],
      ['reasons', view.gradingReasons.map(reason => reasonWords(reason, { policy, language, t })).join('\n'), 'long'],
      ['levelReason', view.levelReason, 'long'],
    ],
    t,
  )
}

function reasonWords(
  reason: GradingReason,
  { policy, language, t }: Pick<GradedFacts, 'policy' | 'language' | 't'>,
): string {
  const level = t(`codes.levels.${reason.level}`)
  if (reason.by === 'amount') return t('case.grading.amount', { level, amount: money(reason.amount) })
  if (reason.by === 'count') return t('case.grading.count', { level, count: reason.count })
  if (reason.by === 'flag') return t('case.grading.flag', { level, flag: t(`codes.scopeFlags.${reason.flag}`) })
  if (reason.by === 'conduct') {
    return t('case.grading.conduct', { level, conduct: conductName(policy, reason.conduct, language) })
  }
  return t('case.grading.amount-unknown', { level })
}

export function findingFacts({ view, names, t }: RecordFacts): Fact[] {
  return listed(
    'findings',
    [
      ['facts', view.facts, 'long'],
      ['cause', view.cause, 'long'],
      ['causeCode', view.causeCode && t(`codes.causeCodes.${view.causeCode}`)],
      ['liability', view.liability && t(`codes.liabilities.${view.liability}`)],
      ['files', namedFiles(view.findingFiles, { view, names, t }), 'long'],
    ],
    t,
  )
}

export function closingFacts({ view, names, t }: RecordFacts): Fact[] {
  if (view.outcome === null) return []
  const terms = ({ kind, amount }: { kind: string; amount?: string }) =>
    [kind, amount && money(amount)].filter(Boolean).join(' · ')
  const penalties = (view.penalties ?? []).map(({ person, before = [], ...now }) => {
    const line = `${names.person(person)} · ${terms(now)}`
    const was = before.map(terms).join(t('history.and'))
    return was ? t('case.closing.penaltyChanged', { line, was }) : line
  })
  return listed(
    'closing',
    [
      ['outcome', t(`codes.outcomes.${view.outcome}`)],
      ['closedAt', view.closedAt && dateTime(view.closedAt)],
      ['rootCause', view.rootCause, 'long'],
      ['corrective', view.correctiveAction && t(`codes.correctiveActions.${view.correctiveAction}`)],
      ['waiver', view.waiverReason, 'long'],
      ['penalties', penalties.join('\n'), 'long'],
    ],
    t,
  )
}

export function outsideFacts({ view: { external }, t }: RecordFacts): Fact[] {
  if (!external) return []
  const { body, reference, result } = external
  return listed(
    'outside',
    [
      ['body', body],
      ['reference', reference],
      ['result', result, 'long'],
    ],
    t,
  )
}
