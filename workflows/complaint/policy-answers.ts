import { Temporal } from 'temporal-polyfill'
import type { Policy } from '../policy/policy.ts'
import type { Liability } from './codes.ts'
import { openStep } from './context.ts'
import type { ComplaintEvent, EventOf } from './events.ts'
import { type Finding, type RuleFacts, when } from './finding.ts'

/** What the case's policy says about answers of a form: which it accepts, what it has noted, what a meeting writes down. */
export function answerFindings(facts: RuleFacts, event: ComplaintEvent): (Finding | null)[] {
  const { policy } = facts.version
  switch (event.type) {
    case 'register':
      return particularFindings(policy, event.particulars, 'particulars', event.liability)
    case 'amend':
      return amendFindings(facts, event)
    case 'arrive':
      return [when(policy.accepted?.attend?.includes(event.method) === false, 'method-not-accepted', 'method')]
    case 'find':
    case 'settle':
    case 'close':
      return [liabilityFinding(policy.accepted?.liability, event.liability)]
    case 'approve':
      return minutesFindings(facts, event)
    default:
      return []
  }
}

/** What a policy has noted beyond the form, as far as it is known when a complaint comes in: nothing is owed yet. */
export const knownParticulars = (policy: Policy, given: Particulars | undefined): (Finding | null)[] =>
  wrongParticulars(policy, given, 'particulars')

type Particulars = Record<string, string>

/** Whose fault it is, in one of the words that the policy accepts; who closes may leave it as it was found. */
function liabilityFinding(accepted: Liability[] | undefined, given: Liability | undefined): Finding | null {
  return when(given !== undefined && accepted?.includes(given) === false, 'liability-not-accepted', 'liability')
}

function particularFindings(
  { particulars = [] }: Policy,
  given: Particulars = {},
  field: string,
  liability?: string,
): (Finding | null)[] {
  const owed = particulars.filter(
    one => one.required || one.requiredFor?.some(responsible => responsible === liability),
  )
  return [
    when(!owed.every(one => given[one.code]), 'particulars-missing', field),
    ...wrongParticulars({ particulars }, given, field),
  ]
}

function wrongParticulars(
  { particulars = [] }: Pick<Policy, 'particulars'>,
  given: Particulars = {},
  field: string,
): (Finding | null)[] {
  const days = particulars.filter(one => one.kind === 'day').flatMap(one => given[one.code] ?? [])
  return [
    when(!Object.keys(given).every(code => particulars.some(one => one.code === code)), 'unknown-particular', field),
    when(!days.every(isDay), 'particular-no-day', field),
  ]
}

/** What the customer has confirmed is confirmed anew when it is corrected, where the policy wants the entry confirmed. */
function amendFindings({ context, version }: RuleFacts, { fields }: EventOf<'amend'>): (Finding | null)[] {
  const { policy } = version
  const confirmed = context.level !== null && policy.required.register?.includes('confirmation') === true
  const changed = Object.keys(fields).some(field => saidByCustomer.has(field))
  return [
    when(confirmed && changed && !fields.confirmation, 'confirmation-missing', 'fields.confirmation'),
    ...(fields.particulars ? particularFindings(policy, fields.particulars, 'fields.particulars') : []),
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

function minutesFindings({ context }: RuleFacts, event: EventOf<'approve'>): (Finding | null)[] {
  const meeting = openStep(context)?.kind === 'meeting'
  return (['attendance', 'resolution', 'regulator'] as const).flatMap(field => [
    when(meeting && !event[field], 'minutes-missing', field),
    when(!meeting && event[field] !== undefined, 'no-meeting', field),
  ])
}

function isDay(typed: string): boolean {
  try {
    return Temporal.PlainDate.from(typed).toString() === typed
  } catch {
    return false
  }
}
