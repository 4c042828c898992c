import type { GradingReason } from '../../workflows/policy/grading.ts'
import { dateTime, money } from '../web/helpers.ts'
import type { TFunction } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import type { CaseView } from './case-view.ts'

/** A line of the record; what is not known is left out. */
export interface Fact {
  label: string
  value: string
  /** several lines of free text */
  long: boolean
}

interface Facts {
  view: CaseView
  names: Names
  t: TFunction
}

type Given = [label: string, value: string | null | undefined | false, long?: 'long']

function listed(group: string, given: Given[], t: TFunction): Fact[] {
  return given.flatMap(([label, value, long]) =>
    value ? [{ label: t(`case.${group}.${label}`), value, long: long === 'long' }] : [],
  )
}

/** What the customer said, and what it is about. */
export function complaintFacts({ view, names, t }: Facts): Fact[] {
  const code = (list: string, value: string | null) => value && t(`codes.${list}.${value}`)
  const graded = view.category !== null
  return listed(
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
    ],
    t,
  )
}

/** The level, the proposal and the rows of the grading table that gave it. */
export function gradingFacts({ view, t }: Facts): Fact[] {
  if (view.level === null) return []
  return listed(
    'grading',
    [
      ['level', t(`codes.levels.${view.level}`)],
      ['proposed', view.proposedLevel && t(`codes.levels.${view.proposedLevel}`)],
      ['reasons', view.gradingReasons.map(reason => reasonWords(reason, t)).join('\n'), 'long'],
      ['levelReason', view.levelReason, 'long'],
    ],
    t,
  )
}

function reasonWords(reason: GradingReason, t: TFunction): string {
  const level = t(`codes.levels.${reason.level}`)
  if (reason.by === 'amount') return t('case.grading.amount', { level, amount: money(reason.amount) })
  if (reason.by === 'count') return t('case.grading.count', { level, count: reason.count })
  if (reason.by === 'flag') return t('case.grading.flag', { level, flag: t(`codes.scopeFlags.${reason.flag}`) })
  return t('case.grading.amount-unknown', { level })
}

export function findingFacts({ view, t }: Facts): Fact[] {
  return listed(
    'findings',
    [
      ['facts', view.facts, 'long'],
      ['cause', view.cause, 'long'],
      ['causeCode', view.causeCode && t(`codes.causeCodes.${view.causeCode}`)],
      ['liability', view.liability && t(`codes.liabilities.${view.liability}`)],
    ],
    t,
  )
}

export function closingFacts({ view, names, t }: Facts): Fact[] {
  if (view.outcome === null) return []
  const penalties = (view.penalties ?? []).map(({ person, kind, amount }) =>
    [names.person(person), kind, amount && money(amount)].filter(Boolean).join(' · '),
  )
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

export function outsideFacts({ view: { external }, t }: Facts): Fact[] {
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

/** Who decided what in each round, the present one first; steps still to come included. */
export function approvalRounds({ view, names, t }: Facts) {
  const numbers = [
    ...new Set([...(view.steps.length > 0 ? [view.round] : []), ...view.approvals.map(one => one.round)]),
  ]
  return numbers
    .sort((one, other) => other - one)
    .map(round => ({
      round,
      rows: round === view.round ? stepRows({ view, names, t }) : decidedRows(round, { view, names, t }),
    }))
}

type Approval = CaseView['approvals'][number]

function decidedRows(round: number, facts: Facts) {
  return facts.view.approvals.filter(one => one.round === round).map(one => approvalRow(one, facts))
}

function approvalRow({ kind, role, department, decision, opinion, by, onBehalfOf, at }: Approval, { names, t }: Facts) {
  return {
    seat: seatWords(role, department, names, t),
    kind: t(`codes.stepKinds.${kind}`),
    status: decision === 'approve' ? 'approved' : 'returned',
    words: t(`codes.decisions.${decision}`),
    by: names.person(by),
    behalf: onBehalfOf ? t('case.approvals.onBehalf', { name: names.person(onBehalfOf) }) : '',
    opinion: opinion ?? '',
    at,
  }
}

function stepRows(facts: Facts) {
  const { view, names, t } = facts
  if (view.steps.length === 0) return decidedRows(view.round, facts)
  return view.steps.map(({ kind, role, department, status, by }) => {
    const decided = view.approvals.find(
      one => one.round === view.round && one.kind === kind && one.role === role && by !== null,
    )
    if (decided) return approvalRow(decided, facts)
    const people = view.asks.find(ask => ask.purpose === kind)?.people ?? []
    const asked = status === 'open' && people.map(one => names.person(one)).join(t('history.and'))
    return {
      seat: kind === 'consent' ? t('case.customer') : seatWords(role, department, names, t),
      kind: t(`codes.stepKinds.${kind}`),
      status,
      words: t(`codes.stepStatuses.${status}`),
      by: asked ? t('case.approvals.asked', { people: asked }) : names.person(by),
      behalf: '',
      opinion: '',
      at: null,
    }
  })
}

const seatWords = (role: string, department: string, names: Names, t: TFunction) =>
  t('case.approvals.seat', { role: t(`codes.roles.${role}`), department: names.department(department) })

/** The plan of the present round with what was done about it; undefined before there is one. */
export function planOf({ view, names, t }: Facts) {
  if (view.measures.length === 0) return undefined
  return {
    round: view.round,
    explanation: view.explanation ?? '',
    result: view.result ?? '',
    sum: view.compensation && money(view.compensation),
    paid: view.paid && money(view.paid),
    measures: view.measures.map(one => ({
      number: one.number,
      kind: t(`codes.measureKinds.${one.kind}`),
      description: one.description,
      amount: one.amount && money(one.amount),
      paid: one.paidAmount && money(one.paidAmount),
      evidence: one.evidence ?? '',
      performedAt: one.performedAt,
      performedBy: names.person(one.performedBy),
    })),
  }
}

export function contactLines({ view, names, t }: Facts) {
  return view.contacts.map(({ method, summary, by, at }) => ({
    title: t(`codes.contactMethods.${method}`),
    text: summary,
    by: names.person(by),
    at,
  }))
}

export function followUpLines({ view, names, t }: Facts) {
  return view.followUps.map(({ outcome, satisfaction, comment, by, at }) => {
    const score = satisfaction === null ? '' : t('case.followUps.satisfaction', { count: satisfaction })
    const title = [t(`codes.callBackOutcomes.${outcome}`), score].filter(Boolean).join(' · ')
    return { title, text: comment ?? '', by: names.person(by), at }
  })
}
