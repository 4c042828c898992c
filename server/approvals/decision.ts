import { decidersOf, decidesFor } from '../../workflows/complaint/deciding.ts'
import { sumOf } from '../../workflows/policy/money.ts'
import { purseOf } from '../../workflows/policy/steps.ts'
import { money } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import type { PlanAtHand } from './queries.ts'

export interface Facts {
  plan: PlanAtHand
  names: Names
  t: Translate
  login: string
  at: string
}

/** One decision of the round: given, asked for, or still to come. */
export interface StepLine {
  status: string
  kind: string
  seat: string
  words: string
  people: string
  opinion: string
  at: string | null
  mine: boolean
}

/** Who decides in this round and who has decided. */
export function stepLines(facts: Facts): StepLine[] {
  return facts.plan.context.steps.map(step => stepLine(facts, step))
}

function stepLine(facts: Facts, step: PlanAtHand['context']['steps'][number]): StepLine {
  const { plan, names, t } = facts
  const { kind, role, department, status } = step
  const decided = plan.record.decided.find(
    one => one.round === plan.context.round && one.kind === kind && one.role === role && status !== 'open',
  )
  const behalf = decided?.onBehalfOf ? t('case.approvals.onBehalf', { name: names.person(decided.onBehalfOf) }) : ''
  return {
    status,
    kind: t(`codes.stepKinds.${kind}`),
    seat:
      kind === 'consent'
        ? t('case.customer')
        : jointWords(facts, step) || t('case.approvals.seat', seatWords(facts, role, department)),
    words: t(`codes.stepStatuses.${status}`),
    people: decided ? [names.person(decided.by), behalf].filter(Boolean).join(' ') : deciders(facts, step),
    opinion: decided?.opinion ?? '',
    at: decided?.at ?? null,
    mine: status === 'open',
  }
}

/** Seats that decide together, and how many of them must agree; empty for a step of one seat. */
function jointWords({ names, t }: Facts, { joint }: PlanAtHand['context']['steps'][number]): string {
  if (!joint) return ''
  const seats = joint.seats.map(({ role, by }) => {
    const seat = t(`codes.roles.${role}`)
    return by ? t('approvals.joint.given', { seat, name: names.person(by) }) : seat
  })
  return t('approvals.joint.seats', { seats: seats.join(t('history.and')), needed: joint.needed })
}

const seatWords = ({ names, t }: Facts, role: string, department: string) => ({
  role: t(`codes.roles.${role}`),
  department: names.department(department),
})

/** Those who were asked, or who would be if the step opened now. */
function deciders({ plan, names, t, at }: Facts, step: PlanAtHand['context']['steps'][number]): string {
  if (step.kind === 'consent') return ''
  const { organisation, context, record } = plan
  const people =
    step.status === 'open'
      ? (record.asked.find(ask => ask.purpose === step.kind)?.people ?? [])
      : decidersOf(context, organisation, step, at).map(one => one.person)
  return people.map(one => names.person(one)).join(t('history.and'))
}

interface PurseWords {
  sum: string
  authority: string
  told: string
  /** what this seat has approved this month already */
  promised: string
}

/** Whose money it is: who decides on such a sum, up to how much, and who is told afterwards. */
export function purseWords({ plan, t }: Facts): PurseWords | undefined {
  const { compensation } = plan.record
  const purse = compensation ? purseOf(plan.policy, compensation) : undefined
  if (!purse || !compensation) return undefined
  const and = t('history.and')
  const step = (role: (typeof purse.steps)[number]) =>
    t('approvals.purse.step', {
      role: t(`codes.roles.${role}`),
      kind: t(`codes.stepKinds.${plan.policy.approval.kindOf[role]?.kind ?? 'approve'}`),
    })
  const who = purse.steps.map(step).join(and)
  const authority =
    purse.upTo === null
      ? t('approvals.purse.above', { who })
      : t('approvals.purse.upTo', { who, sum: money(purse.upTo) })
  const told = purse.inform.map(role => t(`codes.roles.${role}`)).join(and)
  return {
    sum: money(compensation),
    authority,
    told: told && t('approvals.purse.told', { who: told }),
    promised: t('approvals.purse.promised', { sum: money(plan.record.promised) }),
  }
}

/** What the customer was paid in earlier rounds of the case, and with this plan; empty when that is nothing. */
export function paidBefore({ plan, t }: Facts): string {
  const { paidBefore: rounds, compensation } = plan.record
  if (rounds.length === 0) return ''
  const paid = sumOf(rounds.map(one => one.paid))
  const each = rounds.map(one => t('approvals.before.round', { round: one.round, sum: money(one.paid) }))
  const together = money(sumOf([paid, compensation]))
  return t('approvals.before.rounds', { paid: money(paid), rounds: each.join(t('history.and')), sum: together })
}

/** For whom a deputy decides; empty when the seat is one's own. */
export const behalfOf = ({ plan, names, login, at }: Facts): string =>
  names.person(decidesFor(plan.context, plan.organisation, login, at))

/** Why the plan before this one came back; undefined when it did not. */
export function lastReturn({ plan, names }: Facts): { by: string; reason: string; at: string } | undefined {
  const last = plan.record.decided.findLast(one => one.decision === 'return' && one.round === plan.context.round - 1)
  return last && { by: names.person(last.by), reason: last.opinion ?? '', at: last.at }
}
