import { z } from 'zod'
import {
  appealOutcomes,
  appealTargets,
  attendMethods,
  categories,
  causeCodes,
  channels,
  consentMethods,
  levels,
  liabilities,
  limitKinds,
  pauseReasons,
  recusalOutcomes,
  settleMethods,
} from './codes.ts'
import {
  clear,
  conduct,
  contactMethod,
  customer,
  details,
  evidenceFiles,
  finding,
  flags,
  grading,
  measures,
  minutes,
  particulars,
  reason,
} from './event-fields.ts'
import { code, email, instant, money, personal, phone, shaped, text, whole } from './fields.ts'
import { mediaTypes } from './media-types.ts'

/**
 * One schema per event of design.md §3: it is the form, the API body and the stored record.
 * Unknown fields are refused, so nobody can send `by` or `at`. Fields marked `personal` leave the chained facts.
 */
export const complaintEvents = {
  open: z.strictObject({
    type: z.literal('open'),
    channel: z.enum(channels),
    customer,
    narrative: personal(text(5000, 5)),
    demand: personal(text(2000)).optional(),
    occurredAt: instant.optional(),
    receivedAt: instant.optional(),
    receivedReason: personal(text(500)).optional(),
    ...details,
  }),
  register: z.strictObject({ type: z.literal('register'), ...grading }),
  dispatch: z.strictObject({ type: z.literal('dispatch'), department: code(), handler: code().optional() }),
  settle: z.strictObject({
    type: z.literal('settle'),
    ...finding,
    measures,
    result: personal(text(2000)),
    method: z.enum(settleMethods),
  }),
  assign: z.strictObject({ type: z.literal('assign'), handler: code() }),
  transfer: z.strictObject({ type: z.literal('transfer'), department: code(), reason }),
  arrive: z.strictObject({ type: z.literal('arrive'), method: z.enum(attendMethods), summary: personal(text(2000)) }),
  'hand-back': z.strictObject({ type: z.literal('hand-back'), reason }),
  find: z.strictObject({ type: z.literal('find'), ...finding, files: evidenceFiles.optional() }),
  plan: z.strictObject({ type: z.literal('plan'), measures, explanation: personal(text(5000)) }),
  approve: z.strictObject({
    type: z.literal('approve'),
    opinion: personal(text(2000)).optional(),
    ...minutes,
  }),
  return: z.strictObject({ type: z.literal('return'), reason }),
  consent: z.strictObject({
    type: z.literal('consent'),
    outcome: z.enum(['accepted', 'refused', 'unreachable']),
    method: z.enum(consentMethods),
    comment: personal(text(2000)).optional(),
  }),
  conclude: z.strictObject({ type: z.literal('conclude'), reason }),
  perform: z.strictObject({
    type: z.literal('perform'),
    measure: whole(1, 999),
    evidence: personal(text(1000)).optional(),
    files: evidenceFiles.optional(),
    paidAmount: money.optional(),
  }),
  resolve: z.strictObject({ type: z.literal('resolve'), result: personal(text(2000)) }),
  'call-back': z.strictObject({
    type: z.literal('call-back'),
    outcome: z.enum(['satisfied', 'dissatisfied', 'unreached']),
    satisfaction: whole(1, 5).optional(),
    respondentOutcome: z.enum(['satisfied', 'dissatisfied', 'unreached']).optional(),
    comment: personal(text(2000)).optional(),
  }),
  close: z.strictObject({
    type: z.literal('close'),
    rootCause: personal(text(2000)).optional(),
    causeCode: z.enum(causeCodes).optional(),
    liability: z.enum(liabilities).optional(),
    penalties: personal(
      z.array(z.strictObject({ person: code(), kind: text(200), amount: money.optional() })).max(20),
    ).optional(),
    correctiveAction: z.enum(['none', 'opened']),
    waiverReason: personal(text(1000)).optional(),
  }),
  reopen: z.strictObject({ type: z.literal('reopen'), reason }),
  withdraw: z.strictObject({ type: z.literal('withdraw'), reason }),
  decline: z.strictObject({ type: z.literal('decline'), reason }),
  merge: z.strictObject({ type: z.literal('merge'), into: shaped(20, /^TS-\d{8}-\d{4,}$/) }),
  regrade: z.strictObject({ type: z.literal('regrade'), level: z.enum(levels), reason }),
  amend: z.strictObject({
    type: z.literal('amend'),
    fields: z
      .strictObject({
        name: personal(text(100)),
        phone: personal(phone),
        email: personal(email),
        channel: z.enum(channels),
        occurredAt: instant,
        demand: personal(text(2000)),
        category: z.enum(categories),
        amount: money,
        affectedCount: whole(1, 1_000_000),
        scopeFlags: flags,
        conduct,
        product: personal(text(200)),
        batchNo: personal(text(100)),
        orderNo: personal(text(100)),
        confirmation: z.enum(consentMethods),
        particulars,
        respondentDepartment: code(),
        respondent: code(),
      })
      .partial()
      .refine(fields => Object.keys(fields).length > 0, { params: { code: 'nothing-to-amend' } })
      .meta({ minProperties: 1 }),
    reason,
  }),
  pause: z.strictObject({
    type: z.literal('pause'),
    reasonCode: z.enum(pauseReasons),
    note: personal(text(1000)).optional(),
  }),
  resume: z.strictObject({ type: z.literal('resume') }),
  extend: z.strictObject({ type: z.literal('extend'), kind: z.enum(limitKinds), until: instant, reason }),
  /** wanted before the limit is over; `extend` grants it */
  'ask-extension': z.strictObject({
    type: z.literal('ask-extension'),
    kind: z.enum(limitKinds),
    until: instant,
    reason,
  }),
  'refuse-extension': z.strictObject({
    type: z.literal('refuse-extension'),
    kind: z.enum(limitKinds).optional(),
    reason,
  }),
  note: z.strictObject({ type: z.literal('note'), text: personal(text(5000)) }),
  contact: z.strictObject({
    type: z.literal('contact'),
    method: contactMethod,
    summary: personal(text(2000)),
    clear: clear.optional(),
  }),
  /** A file that the store has taken in; its bytes lie there under `key` before this is said. */
  attach: z.strictObject({
    type: z.literal('attach'),
    name: personal(text(200)),
    mediaType: z.enum(mediaTypes),
    size: whole(1, 999_999_999),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    key: z.string().max(200),
  }),
  recuse: z.strictObject({ type: z.literal('recuse'), person: code(), reason }),
  /** The customer wants somebody kept off their case. */
  'ask-recusal': z.strictObject({ type: z.literal('ask-recusal'), person: code(), reason }),
  /** Of several, that of the person named. */
  'decide-recusal': z.strictObject({
    type: z.literal('decide-recusal'),
    person: code().optional(),
    outcome: z.enum(recusalOutcomes),
    reason,
  }),
  /** A recusal is taken back; one that lies in the facts cannot be. */
  'end-recusal': z.strictObject({ type: z.literal('end-recusal'), person: code(), reason }),
  /** By the customer against the outcome, by a member of staff against a penalty (domain.md §2.4). */
  appeal: z.strictObject({
    type: z.literal('appeal'),
    against: z.enum(appealTargets),
    person: code().optional(),
    reason,
  }),
  /** Of several, that of the person named, else the customer's; a penalty that is changed is laid anew. */
  'decide-appeal': z.strictObject({
    type: z.literal('decide-appeal'),
    person: code().optional(),
    outcome: z.enum(appealOutcomes),
    penaltyKind: personal(text(200)).optional(),
    penaltyAmount: personal(money).optional(),
    reason,
  }),
  externalise: z.strictObject({
    type: z.literal('externalise'),
    body: personal(text(200)),
    reference: personal(text(100)).optional(),
    reason,
  }),
  'external-result': z.strictObject({ type: z.literal('external-result'), result: personal(text(2000)) }),
  'deadline-reach': z.strictObject({
    type: z.literal('deadline-reach'),
    kind: z.enum(limitKinds),
    entry: whole(1, 100_000),
    rung: whole(1, 1000),
  }),
  /** Somebody leaves: what waits for them alone goes to `to`, or by role to whoever answers for them then. */
  'hand-over': z.strictObject({ type: z.literal('hand-over'), from: code(), to: code().optional() }),
  /** The deadlines follow another working calendar from now on. */
  recalendar: z.strictObject({ type: z.literal('recalendar'), calendar: code() }),
} as const

export type ComplaintEventType = keyof typeof complaintEvents
export type EventOf<T extends ComplaintEventType> = z.infer<(typeof complaintEvents)[T]>
export type ComplaintEvent = { [T in ComplaintEventType]: EventOf<T> }[ComplaintEventType]

export const complaintEventTypes = Object.keys(complaintEvents) as ComplaintEventType[]

const clockEventTypes: ReadonlySet<string> = new Set(['deadline-reach', 'recalendar'])
const elsewhere: ReadonlySet<string> = new Set(['open', 'hand-over'])

/** Events people see as offers on a case: not the opening, not what is done on the people page, not the clock's own. */
export const personEventTypes = complaintEventTypes.filter(type => !elsewhere.has(type) && !clockEventTypes.has(type))

/** What a form must not overlook raises the revision; these raise `seq` only (design.md §4). */
export const quietEventTypes: ReadonlySet<string> = new Set([...clockEventTypes, 'note', 'contact', 'attach'])
