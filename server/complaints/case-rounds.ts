import { sql } from 'drizzle-orm'
import { iso } from '../cases/instant.ts'
import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import type { RecordFacts } from './case-facts.ts'
import type { CaseRows } from './case-rows.ts'
import type { CaseView } from './case-view.ts'
import { endOfRound } from './plan-again.ts'

/** What only the events know of a round: why this plan, what the customer said to it, what came of it. */
export interface RoundRows {
  told: {
    round: number
    type: 'plan' | 'settle' | 'consent' | 'resolve'
    explanation: string | null
    result: string | null
    outcome: 'accepted' | 'refused' | 'unreachable' | null
    method: string | null
    comment: string | null
    by: string | null
    onBehalfOf: string | null
    at: string
  }[]
}

/** SQL for `RoundRows`, to be read along with the case; every plan begins a round, as settling on the spot does. */
export const roundsSql = sql.raw(`(select coalesce(json_agg(one order by seq), '[]') from (
  select seq, type, count(*) filter (where type in ('plan', 'settle')) over (order by seq) as round,
    personal ->> 'explanation' as explanation, personal ->> 'result' as result, facts ->> 'outcome' as outcome,
    facts ->> 'method' as method, personal ->> 'comment' as comment, by, capacity ->> 'onBehalfOf' as "onBehalfOf", at
  from case_events where case_id = cases.id and type in ('plan', 'settle', 'consent', 'resolve')) as one) as told`)

/** The facts of a page that tells of every round. */
export interface RoundFacts extends RecordFacts {
  rows: Pick<CaseRows, 'planned'> & RoundRows
}

/** Who decided what in each round and what the customer said to it, the latest first; steps still to come included. */
export function approvalRounds(facts: RoundFacts) {
  const { view, rows } = facts
  const answers = rows.told.filter(one => one.type === 'consent')
  const present = view.steps.length > 0 ? [{ round: view.round }] : []
  return roundsDown([...present, ...view.approvals, ...answers]).map(round => ({
    round,
    rows: round === view.round && view.steps.length > 0 ? stepRows(facts) : answered(round, facts),
  }))
}

/** The rounds that something is of, the latest first. */
export const roundsDown = (all: { round: number }[]): number[] =>
  [...new Set(all.map(one => one.round))].sort((one, other) => other - one)

type Approval = CaseView['approvals'][number]

/** Every answer that a round was given, in the order in which they came. */
export function answered(round: number, facts: RoundFacts) {
  const decisions = facts.view.approvals.filter(one => one.round === round).map(one => approvalRow(one, facts))
  return [...decisions, ...consentRows(round, facts)].sort((one, other) => (one.at < other.at ? -1 : 1))
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

/** What the customer said to the plan; that they were not reached too. */
function consentRows(round: number, { rows, names, t }: RoundFacts) {
  return rows.told
    .filter(one => one.round === round && one.type === 'consent')
    .map(({ outcome, method, comment, by, onBehalfOf, at }) => ({
      seat: t('case.customer'),
      kind: t('case.approvals.consent', { method: t(`codes.consentMethods.${method}`) }),
      status: outcome ?? '',
      words: outcome === 'unreachable' ? t('codes.consentOutcomes.unreachable') : t(`codes.stepStatuses.${outcome}`),
      by: names.person(by),
      behalf: onBehalfOf ? t('case.approvals.onBehalf', { name: names.person(onBehalfOf) }) : '',
      opinion: comment ?? '',
      at: iso(at),
    }))
}

function stepRows(facts: RoundFacts) {
  const { view } = facts
  // what was still to come when a round ended never comes
  const steps = view.steps.filter(one => one.status !== 'pending' || !endOfRound(view))
  return steps.flatMap(step => {
    if (step.kind !== 'consent') return [decidedRow(step, facts) ?? waitingRow(step, facts)]
    const answers = consentRows(view.round, facts)
    return step.by === null ? [...answers, waitingRow(step, facts)] : answers
  })
}

type Step = CaseView['steps'][number]

function decidedRow({ kind, role, by }: Step, facts: RoundFacts) {
  const { view } = facts
  const decided = view.approvals.find(
    one => one.round === view.round && one.kind === kind && one.role === role && by !== null,
  )
  return decided && approvalRow(decided, facts)
}

function waitingRow({ kind, role, department, status, by }: Step, { view, names, t }: RoundFacts) {
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
}

const seatWords = (role: string, department: string, names: Names, t: Translate) =>
  t('case.approvals.seat', { role: t(`codes.roles.${role}`), department: names.department(department) })
