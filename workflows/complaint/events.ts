import { z } from 'zod'
import {
  attendMethods,
  categories,
  causeCodes,
  channels,
  clearSteps,
  consentMethods,
  contactMethods,
  earlierContactMethods,
  levels,
  liabilities,
  limitKinds,
  measureKinds,
  pauseReasons,
  scopeFlags,
  settleMethods,
} from './codes.ts'
import { code, email, instant, money, personal, phone, text, whole } from './fields.ts'
import { mediaTypes } from './media-types.ts'

/**
 * One schema per event of design.md §3: it is the form, the API body and the stored record.
 * Unknown fields are refused, so nobody can send `by` or `at`. Fields marked `personal` leave the chained facts.
 */
const reason = personal(text(2000))
const measure = z.strictObject({
  kind: z.enum(measureKinds),
  description: personal(text(1000)),
  amount: money.optional(),
})
/** How many files one case can have. */
export const maxFiles = 100

const measures = z.array(measure).min(1).max(20)
const flags = z
  .array(z.enum(scopeFlags))
  .max(scopeFlags.length)
  .transform(list => [...new Set(list)].sort())

/** Numbers of this case's files, as evidence. */
const evidenceFiles = z
  .array(whole(1, maxFiles))
  .max(maxFiles)
  .transform(list => [...new Set(list)].sort((one, other) => one - other))

const contactMethod = z
  .enum([...contactMethods, ...(Object.keys(earlierContactMethods) as (keyof typeof earlierContactMethods)[])])
  .transform(method => (method === 'phone' || method === 'on-site' ? earlierContactMethods[method] : method))

const clear = z
  .array(z.enum(clearSteps))
  .max(clearSteps.length)
  .transform(list => clearSteps.filter(step => list.includes(step)))

const customer = personal(z.strictObject({ name: text(100), phone, email: email.optional() }))

const conduct = z
  .array(code())
  .max(60)
  .transform(list => [...new Set(list)].sort())

const grading = {
  category: z.enum(categories),
  amount: money.optional(),
  affectedCount: whole(1, 1_000_000).optional(),
  scopeFlags: flags.optional(),
  level: z.enum(levels).optional(),
  levelReason: personal(text(1000)).optional(),
  demand: personal(text(2000)).optional(),
  product: personal(text(200)).optional(),
  batchNo: personal(text(100)).optional(),
  orderNo: personal(text(100)).optional(),
  respondentDepartment: code().optional(),
  respondent: code().optional(),
  /** codes of the conduct that the policy lists */
  conduct: conduct.optional(),
  confirmation: z.enum(consentMethods).optional(),
  /** as it looks at first; the finding has the last word */
  liability: z.enum(liabilities).optional(),
}

const finding = {
  facts: personal(text(5000)),
  cause: personal(text(2000)),
  causeCode: z.enum(causeCodes),
  liability: z.enum(liabilities),
}

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
  approve: z.strictObject({ type: z.literal('approve'), opinion: personal(text(2000)).optional() }),
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
  merge: z.strictObject({ type: z.literal('merge'), into: text(20).pipe(z.string().regex(/^TS-\d{8}-\d{4,}$/)) }),
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
        respondentDepartment: code(),
        respondent: code(),
      })
      .partial()
      .refine(fields => Object.keys(fields).length > 0, { params: { code: 'nothing-to-amend' } }),
    reason,
  }),
  pause: z.strictObject({
    type: z.literal('pause'),
    reasonCode: z.enum(pauseReasons),
    note: personal(text(1000)).optional(),
  }),
  resume: z.strictObject({ type: z.literal('resume') }),
  extend: z.strictObject({ type: z.literal('extend'), kind: z.enum(limitKinds), until: instant, reason }),
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
  /** The deadlines follow another working calendar from now on. */
  recalendar: z.strictObject({ type: z.literal('recalendar'), calendar: code() }),
} as const

export type ComplaintEventType = keyof typeof complaintEvents
export type EventOf<T extends ComplaintEventType> = z.infer<(typeof complaintEvents)[T]>
export type ComplaintEvent = { [T in ComplaintEventType]: EventOf<T> }[ComplaintEventType]

export const complaintEventTypes = Object.keys(complaintEvents) as ComplaintEventType[]

const clockEventTypes: ReadonlySet<string> = new Set(['deadline-reach', 'recalendar'])

/** Events people see as offers: everything but the opening and the clock's own. */
export const personEventTypes = complaintEventTypes.filter(type => type !== 'open' && !clockEventTypes.has(type))

/** What a form must not overlook raises the revision; these raise `seq` only (design.md §4). */
export const quietEventTypes: ReadonlySet<string> = new Set([...clockEventTypes, 'note', 'contact', 'attach'])
