import { sumOf } from '../../workflows/policy/money.ts'
import { isoOrNull } from '../cases/instant.ts'
import { money } from '../web/helpers.ts'
import type { RecordFacts } from './case-facts.ts'
import { namedFiles } from './case-files.ts'
import { answered, type RoundFacts, type RoundRows, roundsDown } from './case-rounds.ts'
import type { CaseView } from './case-view.ts'
import { endOfRound } from './plan-again.ts'

type Told = RoundRows['told'][number]
type Measure = CaseView['measures'][number]

/** The plan of the present round; undefined before there is one. */
export function planOf({ view, names, t }: RecordFacts) {
  if (view.measures.length === 0) return undefined
  const end = endOfRound(view)
  return {
    round: view.round,
    end,
    endWords: end ? t(`codes.stepStatuses.${end}`) : '',
    explanation: view.explanation ?? '',
    sum: view.compensation && money(view.compensation),
    paidBefore: view.paid && view.measures.every(one => one.paidAmount === null) ? money(view.paid) : '',
    measures: measureLines(view.measures, !end, { view, names, t }),
  }
}

/** The same with what came of it, and the plans before it: what was paid in each round makes up what was paid in all. */
export function planPart(facts: RoundFacts) {
  const plan = planOf(facts)
  if (!plan) return undefined
  const { view } = facts
  const earlier = earlierPlans(facts)
  const own = { ...plan, unpaid: unpaidOf(view), paidInAll: view.paid && money(view.paid), earlier }
  if (earlier.length === 0) return { ...own, result: view.result ?? '', paid: '' }
  return { ...own, ...wordsOf(view.round, facts), ...sumsOf(view.measures) }
}

function earlierPlans(facts: RoundFacts) {
  const { view, t, rows } = facts
  return roundsDown(rows.planned.filter(one => one.round < view.round)).map(round => {
    const measures = rows.planned
      .filter(one => one.round === round)
      .map(one => ({ ...one, performedAt: isoOrNull(one.performedAt) }))
    return {
      round,
      ...wordsOf(round, facts),
      ...(measures.some(one => one.amount) ? sumsOf(measures) : { sum: '', paid: '' }),
      endWords: answered(round, facts).at(-1)?.words ?? t('case.plan.settled'),
      measures: measureLines(measures, false, facts),
    }
  })
}

const sumsOf = (measures: Measure[]) => ({
  sum: money(sumOf(measures.map(one => one.amount))),
  paid: money(sumOf(measures.map(one => one.paidAmount))),
})

/** Why this plan, and what came of it, in the words of that round. */
function wordsOf(round: number, { rows }: RoundFacts) {
  const told = rows.told.filter(one => one.round === round)
  const said = (of: (one: Told) => string | null) => told.map(of).findLast(words => words !== null) ?? ''
  return { explanation: said(one => one.explanation), result: said(one => one.result) }
}

function measureLines(measures: Measure[], runs: boolean, facts: RecordFacts) {
  const { names, t } = facts
  return measures.map(one => ({
    number: one.number,
    kind: t(`codes.measureKinds.${one.kind}`),
    description: one.description,
    amount: one.amount && money(one.amount),
    paid: one.paidAmount && money(one.paidAmount),
    evidence: [one.evidence, namedFiles(one.files, facts)].filter(Boolean).join(t('history.and')),
    performedAt: one.performedAt,
    open: one.performedAt === null && runs,
    performedBy: names.person(one.performedBy),
  }))
}

/** What was approved and is not paid yet; empty before the plan is carried out, or when nothing is left to pay. */
function unpaidOf({ stage, measures }: CaseView): string {
  const open = measures.filter(one => one.amount !== null && one.performedAt === null)
  return stage === 'execute' && open.length > 0 ? money(sumOf(open.map(one => one.amount))) : ''
}
