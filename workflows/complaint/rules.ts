import { Temporal } from 'temporal-polyfill'
import { labelOf } from '../calendar/calendars.ts'
import { grade, rankOf } from '../policy/grading.ts'
import { cents, exceeds, isTooMuch, sumOf } from '../policy/money.ts'
import type { PolicyVersion } from '../policy/policy.ts'
import { stepsOf } from '../policy/steps.ts'
import { closingFindings } from './closing-rules.ts'
import { type Context, isRunning, openStep } from './context.ts'
import { serviceHead } from './duties.ts'
import { maxFiles } from './event-fields.ts'
import type { ComplaintEvent, ComplaintEventType, EventOf } from './events.ts'
import { type Finding, type RuleFacts, when } from './finding.ts'
import { groundsOf } from './grounds.ts'
import { asksBothSides } from './heard.ts'
import {
  handlerFindings,
  mentionFindings,
  notDispatchable,
  unknownDepartment,
  unknownFile,
  unknownPerson,
} from './named.ts'
import { answerFindings, knownParticulars } from './policy-answers.ts'
import { requestFindings, requestStanding } from './request-rules.ts'

type Standing = (facts: RuleFacts) => string | null
type Rule<T extends ComplaintEventType> = (
  facts: RuleFacts,
  event: Extract<ComplaintEvent, { type: T }>,
) => (Finding | null)[]

/** Rules that hold whatever the form says; an event they forbid is not offered. */
const standing: { [T in ComplaintEventType]?: Standing } = {
  'hand-back': ({ context, version }) => capped(context.handBacks, version.policy.caps.handBacks),
  // where it can neither be handed back nor passed on, the service head decides to whom it belongs
  transfer: facts => (isArbiter(facts) ? null : capped(facts.context.transfers, facts.version.policy.caps.transfers)),
  settle: ({ context, version }) =>
    context.level && decisionsFor(version, context, '0.00') > 0 ? 'approval-needed' : null,
  perform: ({ context }) => (context.measures.every(one => one.done && !isUnpaid(one)) ? 'all-performed' : null),
  resolve: ({ context }) => (context.measures.every(one => one.done) ? null : 'measures-open'),
  externalise: ({ context }) => (context.external ? 'already-external' : null),
  'external-result': ({ context }) => (context.external ? null : 'not-external'),
  attach: ({ context }) => ((context.files ?? 0) >= maxFiles ? 'too-many-files' : null),
  ...requestStanding,
  reopen: facts => requestStanding.reopen(facts) ?? reopenable(facts),
}

/** Rules about what the form says (design.md §3, domain.md §1). */
const findings: { [T in ComplaintEventType]?: Rule<T> } = {
  register: ({ context, version, organisation }, event) => {
    const proposed = grade(version.policy, groundsOf(context, event)).level
    const overridden = event.level !== undefined && event.level !== proposed
    return [
      when(overridden && !event.levelReason, 'level-reason-missing', 'levelReason'),
      when(event.level !== undefined && rankOf(version.policy, event.level) === 0, 'level-not-in-policy', 'level'),
      unknownConduct(version, event.conduct, 'conduct'),
      unknownDepartment(organisation, event.respondentDepartment, 'respondentDepartment'),
      unknownPerson(organisation, event.respondent, 'respondent'),
    ]
  },
  amend: ({ organisation, version, context }, { fields }) => [
    happenedLater(fields.occurredAt, context.receivedAt, 'fields.occurredAt'),
    unknownConduct(version, fields.conduct, 'fields.conduct'),
    unknownDepartment(organisation, fields.respondentDepartment, 'fields.respondentDepartment'),
    unknownPerson(organisation, fields.respondent, 'fields.respondent'),
  ],
  dispatch: (facts, event) => [
    notDispatchable(facts.organisation, event.department),
    ...handlerFindings(facts, event.department, event.handler),
  ],
  transfer: ({ organisation, context }, event) => [
    notDispatchable(organisation, event.department),
    when(event.department === context.department, 'same-department', 'department'),
  ],
  assign: (facts, event) => handlerFindings(facts, facts.context.department ?? '', event.handler),
  'hand-over': (facts, event) => [
    when(event.to === event.from, 'successor-is-leaver', 'to'),
    ...handlerFindings(facts, facts.context.department ?? '', event.to).map(one => one && { ...one, field: 'to' }),
  ],
  settle: ({ version, context }, event) => {
    const amounts = event.measures.map(one => one.amount)
    return [
      when(isTooMuch(amounts), 'sum-too-large', 'measures'),
      when(decisionsFor(version, context, sumOf(amounts)) > 0, 'approval-needed', 'measures'),
    ]
  },
  plan: (_facts, event) => [when(isTooMuch(event.measures.map(one => one.amount)), 'sum-too-large', 'measures')],
  perform: ({ context }, event) => {
    const measure = context.measures[event.measure - 1]
    if (!measure) return [{ rule: 'no-such-measure', field: 'measure' }]
    const paid = event.paidAmount
    return [
      when(measure.done && !isUnpaid(measure), 'already-performed', 'measure'),
      when(measure.done && isUnpaid(measure) && cents(paid ?? '0.00') === 0n, 'payment-missing', 'paidAmount'),
      when(measure.amount !== null && cents(paid ?? '0.00') === 0n && !isProven(event), 'evidence-missing', 'evidence'),
      unknownFile(context, event.files),
      when(paid !== undefined && exceeds(paid, measure.amount ?? '0.00'), 'over-approved', 'paidAmount'),
      when(isTooMuch([context.paid, paid]), 'sum-too-large', 'paidAmount'),
    ]
  },
  find: ({ context }, event) => [unknownFile(context, event.files)],
  // a file is named only by whoever has just stored it, never by hand
  attach: ({ stored }, event) => [
    when(stored?.key !== event.key || stored.sha256 !== event.sha256, 'upload-only', 'key'),
  ],
  note: mentionFindings,
  'call-back': ({ context, version }, event) => {
    const asked = event.outcome === 'unreached' || event.respondentOutcome !== undefined
    return [when(asksBothSides(context, version.policy) && !asked, 'respondent-not-asked', 'respondentOutcome')]
  },
  // an opinion is asked for so that it can be read
  approve: ({ context }, event) => [
    when(openStep(context)?.kind === 'opinion' && !event.opinion, 'opinion-missing', 'opinion'),
  ],
  close: (facts, event) => [
    ...closingFindings(facts, event),
    ...(event.penalties ?? []).map(({ person }, index) =>
      unknownPerson(facts.organisation, person, `penalties.${index}.person`),
    ),
  ],
  merge: ({ context, target }, event) => [
    when(event.into === context.number, 'merge-into-itself', 'into'),
    when(event.into !== context.number && !target, 'no-such-case', 'into'),
    when(event.into !== context.number && target?.open === false, 'merge-target-closed', 'into'),
  ],
  regrade: ({ context, version }, event) => [
    when(event.level === context.level, 'same-level', 'level'),
    when(rankOf(version.policy, event.level) === 0, 'level-not-in-policy', 'level'),
  ],
  ...requestFindings,
  recuse: ({ organisation, context }, event) => [
    unknownPerson(organisation, event.person, 'person'),
    when(context.recused.includes(event.person), 'already-recused', 'person'),
  ],
  'deadline-reach': ({ context }, event) => {
    const clock = context.clocks.find(one => one.kind === event.kind && one.entry === event.entry)
    return [when(!clock || !isRunning(clock) || clock.fired.includes(event.rung), 'rung-done', 'rung')]
  },
  recalendar: ({ context, calendars }, event) => [
    when(event.calendar !== calendars.inForce.version, 'calendar-not-in-force', 'calendar'),
    when(event.calendar === labelOf(context), 'same-calendar', 'calendar'),
  ],
}

/** What speaks against opening a complaint: impossible times, back-dating without a reason, names of nobody (design.md §7). */
export function openingFindings(
  event: Extract<ComplaintEvent, { type: 'open' }>,
  { at, version, organisation }: Pick<RuleFacts, 'version' | 'organisation'> & { at: string },
): Finding[] {
  const receivedAt = event.receivedAt ?? at
  const early = Date.parse(at) - Date.parse(receivedAt) > version.policy.backdatingMinutes * 60_000
  return spoken([
    when(receivedAt > at, 'in-the-future', 'receivedAt'),
    when(early && !event.receivedReason, 'received-reason-missing', 'receivedReason'),
    happenedLater(event.occurredAt, receivedAt, 'occurredAt'),
    ...knownParticulars(version.policy, event.particulars, at),
    unknownConduct(version, event.conduct, 'conduct'),
    unknownDepartment(organisation, event.respondentDepartment, 'respondentDepartment'),
    unknownPerson(organisation, event.respondent, 'respondent'),
  ])
}

/** The rule that forbids an event of this type now, whatever its fields; null when none does. */
export function standingRefusal(type: ComplaintEventType, facts: RuleFacts): string | null {
  return standing[type]?.(facts) ?? null
}

/** Every rule that speaks against this event, by name. */
export function findingsOf(facts: RuleFacts, event: ComplaintEvent): Finding[] {
  const refusal = standingRefusal(event.type, facts)
  if (refusal) return [{ rule: refusal }]
  const rule = findings[event.type] as Rule<ComplaintEventType> | undefined
  const asked = [...missingByPolicy(facts.version, event), ...answerFindings(facts, event)]
  return spoken([...asked, ...(rule?.(facts, event) ?? [])])
}

function spoken(list: (Finding | null)[]): Finding[] {
  return list.filter(one => one !== null)
}

/** What the policy wants to be told beyond what the form asks everybody for; who was not reached said nothing. */
function missingByPolicy({ policy }: PolicyVersion, event: ComplaintEvent): (Finding | null)[] {
  if (event.type === 'call-back' && event.outcome === 'unreached') return []
  const given = event as Record<string, unknown>
  return (policy.required[event.type] ?? []).map(field => when(given[field] === undefined, 'required-by-policy', field))
}

function happenedLater(occurredAt: string | undefined, receivedAt: string, field: string): Finding | null {
  return when(occurredAt !== undefined && occurredAt > receivedAt, 'occurred-after-receipt', field)
}

function unknownConduct({ policy }: PolicyVersion, conduct: string[] = [], field: string): Finding | null {
  const listed = policy.grading.byConduct.map(one => one.code)
  return when(!conduct.every(one => listed.includes(one)), 'unknown-conduct', field)
}

function capped(count: number, cap: number): string | null {
  return count >= cap ? 'cap-reached' : null
}

function isArbiter({ actor = null, version: { policy }, ...facts }: RuleFacts): boolean {
  return facts.context.handBacks >= policy.caps.handBacks && 'capacity' in serviceHead({ ...facts, actor, policy })
}

function decisionsFor({ policy }: PolicyVersion, { level, category }: Context, sum: string): number {
  return level === null ? 0 : stepsOf(policy, level, sum, category).filter(step => step.kind !== 'consent').length
}

/** Carried out on the strength of a proof; what was paid may still be noted, by finance for instance. */
function isUnpaid({ amount, paid, done }: Context['measures'][number]): boolean {
  return done && paid === null && amount !== null && exceeds(amount, '0.00')
}

function isProven({ evidence, files = [] }: EventOf<'perform'>): boolean {
  return evidence !== undefined || files.length > 0
}

function reopenable({ context, version, at }: RuleFacts): string | null {
  const { closedAt } = context
  return closedAt && at > daysAfter(closedAt, version.policy.reopenDays) ? 'window-passed' : null
}

function daysAfter(instant: string, days: number): string {
  return Temporal.Instant.from(instant)
    .add({ hours: 24 * days })
    .toString({ fractionalSecondDigits: 3 })
}
