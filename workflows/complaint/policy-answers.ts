import { Temporal } from 'temporal-polyfill'
import { isDay } from '../calendar/calendar.ts'
import type { Policy } from '../policy/policy.ts'
import type { Liability } from './codes.ts'
import { openStep, type Step } from './context.ts'
import type { ComplaintEvent, EventOf } from './events.ts'
import { type Finding, type NotedFacts, type RuleFacts, when } from './finding.ts'

/** What the case's policy says about answers of a form: which it accepts, what it has noted, what a meeting writes down. */
export function answerFindings(facts: RuleFacts, event: ComplaintEvent): (Finding | null)[] {
  const { policy } = facts.version
  switch (event.type) {
    case 'register':
      return [
        liabilityFinding(policy.accepted?.entryLiability, event.liability),
        ...particularFindings(facts, event.particulars, 'particulars', event.liability),
      ]
    case 'amend':
      return amendFindings(facts, event)
    case 'arrive':
      return [when(policy.accepted?.attend?.includes(event.method) === false, 'method-not-accepted', 'method')]
    case 'find':
    case 'settle':
      return [liabilityFinding(policy.accepted?.liability, event.liability), ...owedByFault(facts, event)]
    case 'close':
      return [liabilityFinding(policy.accepted?.liability, event.liability)]
    case 'approve':
      return minutesFindings(facts, event)
    default:
      return []
  }
}

/**
 * What a policy has noted beyond the form, as far as it is known when a complaint comes in: nothing is owed yet.
 * @param at UTC instant
 */
export const knownParticulars = (policy: Policy, given: Particulars | undefined, at: string): (Finding | null)[] =>
  wrongParticulars(policy, given, 'particulars', at)

type Particulars = NotedFacts['particulars']

/** Whose fault it is, in one of the words that the policy accepts; who closes may leave it as it was found. */
function liabilityFinding(accepted: Liability[] | undefined, given: Liability | undefined): Finding | null {
  return when(given !== undefined && accepted?.includes(given) === false, 'liability-not-accepted', 'liability')
}

type Particular = NonNullable<Policy['particulars']>[number]

const asksBy = (liability: Liability | null | undefined) => (one: Particular) =>
  one.requiredFor?.some(responsible => responsible === liability) === true

/** A finding may turn up a fault that asks for more than was noted; what was noted at the entry need not be said again. */
function owedByFault(facts: RuleFacts, { particulars, liability }: EventOf<'find' | 'settle'>): (Finding | null)[] {
  if (particulars) return particularFindings(facts, particulars, 'particulars', liability)
  const owed = (facts.version.policy.particulars ?? []).filter(asksBy(liability))
  return [when(!owed.every(one => facts.noted?.particulars[one.code]), 'particulars-missing', 'particulars')]
}

/** @param liability by which the policy may ask for more */
function particularFindings(
  { version: { policy }, at, noted }: RuleFacts,
  given: Particulars = {},
  field: string,
  liability?: Liability | null,
): (Finding | null)[] {
  const owed = (policy.particulars ?? []).filter(one => one.required || asksBy(liability)(one))
  return [
    when(!owed.every(one => given[one.code]), 'particulars-missing', field),
    ...wrongParticulars(policy, given, field, at, noted?.particulars),
  ]
}

/** @param noted what was right when it was noted, and is not judged again */
function wrongParticulars(
  { particulars = [] }: Policy,
  given: Particulars = {},
  field: string,
  at: string,
  noted: Particulars = {},
): (Finding | null)[] {
  const today = Temporal.Instant.from(at).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()
  const days = particulars.filter(one => one.kind === 'day' && given[one.code] !== undefined)
  const typed = (one: { code: string }) => given[one.code] ?? ''
  const over = days.some(one => one.ahead && typed(one) !== noted[one.code] && typed(one) < today)
  return [
    when(!Object.keys(given).every(code => particulars.some(one => one.code === code)), 'unknown-particular', field),
    when(!days.map(typed).every(isDay), 'particular-no-day', field),
    when(over, 'particular-in-the-past', field),
  ]
}

/** What the customer has confirmed is confirmed anew when it is corrected, where the policy wants the entry confirmed. */
function amendFindings(facts: RuleFacts, { fields }: EventOf<'amend'>): (Finding | null)[] {
  const { context, version, noted } = facts
  const { policy } = version
  const confirmed = context.level !== null && policy.required.register?.includes('confirmation') === true
  const changed = Object.keys(fields).some(field => saidByCustomer.has(field))
  return [
    when(confirmed && changed && !fields.confirmation, 'confirmation-missing', 'fields.confirmation'),
    ...(fields.particulars
      ? particularFindings(facts, fields.particulars, 'fields.particulars', noted?.liability)
      : []),
  ]
}

const saidByCustomer: ReadonlySet<string> = new Set([
  'demand',
  'amount',
  'occurredAt',
  'category',
  'affectedCount',
  'product',
  'batchNo',
  'orderNo',
])

/** The first of those who hold a meeting writes down what it resolved, the others agree to what was written. */
export function minutesAreDue({ steps }: { steps: readonly Pick<Step, 'status' | 'kind' | 'joint'>[] }): boolean {
  const step = steps.find(one => one.status === 'open')
  return step?.kind === 'meeting' && step.joint?.seats.some(seat => seat.by !== null) !== true
}

function minutesFindings({ context }: RuleFacts, event: EventOf<'approve'>): (Finding | null)[] {
  const meeting = openStep(context)?.kind === 'meeting'
  const due = minutesAreDue(context)
  return (['attendance', 'resolution', 'regulator'] as const).flatMap(field => [
    when(due && !event[field], 'minutes-missing', field),
    when(!meeting && event[field] !== undefined, 'no-meeting', field),
  ])
}
