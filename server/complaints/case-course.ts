import { sumOf } from '../../workflows/policy/money.ts'
import { money } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import type { RecordFacts } from './case-facts.ts'
import { namedFiles } from './case-files.ts'
import type { Fact } from './case-record.ts'
import type { CaseView } from './case-view.ts'
import { endOfRound } from './plan-again.ts'

/** Who decided what in each round, the present one first; steps still to come included. */
export function approvalRounds({ view, names, t }: RecordFacts) {
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

function decidedRows(round: number, facts: RecordFacts) {
  return facts.view.approvals.filter(one => one.round === round).map(one => approvalRow(one, facts))
}

function approvalRow(
  { kind, role, department, decision, opinion, minutes, by, onBehalfOf, at }: Approval,
  { names, t }: RecordFacts,
) {
  return {
    seat: seatWords(role, department, names, t),
    kind: t(`codes.stepKinds.${kind}`),
    status: decision === 'approve' ? 'approved' : 'returned',
    words: t(`codes.decisions.${decision}`),
    by: names.person(by),
    behalf: onBehalfOf ? t('case.approvals.onBehalf', { name: names.person(onBehalfOf) }) : '',
    opinion: [...minutesWords(minutes, t), ...(opinion ? [opinion] : [])].join('\n'),
    at,
  }
}

/** What a meeting wrote down, line by line. */
function minutesWords(minutes: unknown, t: Translate): string[] {
  if (!minutes) return []
  const { attendance, resolution, regulator } = minutes as Record<string, string>
  return [
    t('case.minutes.attendance', { value: attendance }),
    t('case.minutes.resolution', { value: resolution }),
    t('case.minutes.regulator', { value: t(`codes.regulatorAnswers.${regulator}`) }),
  ]
}

function stepRows(facts: RecordFacts) {
  const { view, names, t } = facts
  if (view.steps.length === 0) return decidedRows(view.round, facts)
  // what was still to come when a round ended never comes
  const steps = view.steps.filter(one => one.status !== 'pending' || !endOfRound(view))
  return steps.map(({ kind, role, department, status, by }) => {
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

const seatWords = (role: string, department: string, names: Names, t: Translate) =>
  t('case.approvals.seat', { role: t(`codes.roles.${role}`), department: names.department(department) })

/** The plan of the present round with what was done about it; undefined before there is one. */
export function planOf({ view, names, t }: RecordFacts) {
  if (view.measures.length === 0) return undefined
  const end = endOfRound(view)
  return {
    round: view.round,
    end,
    endWords: end ? t(`codes.stepStatuses.${end}`) : '',
    explanation: view.explanation ?? '',
    result: view.result ?? '',
    sum: view.compensation && money(view.compensation),
    paid: view.paid && money(view.paid),
    unpaid: unpaidOf(view),
    measures: view.measures.map(one => ({
      number: one.number,
      kind: t(`codes.measureKinds.${one.kind}`),
      description: one.description,
      amount: one.amount && money(one.amount),
      paid: one.paidAmount && money(one.paidAmount),
      evidence: [one.evidence, namedFiles(one.files, { view, names, t })].filter(Boolean).join(t('history.and')),
      performedAt: one.performedAt,
      open: one.performedAt === null && !end,
      performedBy: names.person(one.performedBy),
    })),
  }
}

/** What was approved and is not paid yet; empty before the plan is carried out, or when nothing is left to pay. */
function unpaidOf({ stage, measures }: CaseView): string {
  const open = measures.filter(one => one.amount !== null && one.performedAt === null)
  return stage === 'execute' && open.length > 0 ? money(sumOf(open.map(one => one.amount))) : ''
}

export function contactLines({ view, names, t }: RecordFacts) {
  return view.contacts.map(({ method, summary, clear, by, at }) => ({
    title: t(`codes.contactMethods.${method}`),
    text: summary,
    clear: clear.map(step => t(`codes.clearShort.${step}`)),
    by: names.person(by),
    at,
  }))
}

export function followUpLines({ view, names, t }: RecordFacts) {
  return view.followUps.map(({ outcome, respondentOutcome, satisfaction, comment, by, at }) => {
    const score = satisfaction === null ? '' : t('case.followUps.satisfaction', { count: satisfaction })
    const other =
      respondentOutcome && t('case.followUps.respondent', { outcome: t(`codes.callBackOutcomes.${respondentOutcome}`) })
    const title = [t(`codes.callBackOutcomes.${outcome}`), score, other].filter(Boolean).join(' · ')
    return { title, text: comment ?? '', by: names.person(by), at, clear: [] }
  })
}

const awaited: { part: string; before: readonly string[]; missing: (view: CaseView) => boolean }[] = [
  { part: 'findings', before: ['receive', 'register', 'investigate'], missing: view => view.facts === null },
  {
    part: 'plan',
    before: ['receive', 'register', 'investigate', 'propose'],
    missing: view => view.measures.length === 0,
  },
  { part: 'contacts', before: ['receive', 'register', 'investigate'], missing: view => view.contacts.length === 0 },
  {
    part: 'followUps',
    before: ['receive', 'register', 'investigate', 'propose', 'execute', 'follow-up'],
    missing: view => view.followUps.length === 0,
  },
]

/** What is still to come, each in one line, so that nobody looks for it elsewhere. */
export function awaitedParts({ view, t }: RecordFacts): Fact[] {
  return awaited
    .filter(one => one.before.includes(view.stage) && one.missing(view))
    .map(({ part }) => ({ label: t(`case.${part}.heading`), value: t(`case.awaited.${part}`), long: false }))
}
