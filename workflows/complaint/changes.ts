import { sumOf } from '../policy/money.ts'
import { clocksAfter, openingClocks } from './clocks.ts'
import { type Accepted, type AcceptedOf, type Context, type OpeningInput, openStep, type Step } from './context.ts'
import type { ComplaintEventType, EventOf } from './events.ts'

/** The context of a complaint that has just been received. */
export function opened({ number, event }: OpeningInput): Context {
  const receivedAt = event.receivedAt ?? event.at
  return {
    number,
    channel: event.channel,
    receivedAt,
    registrar: event.by ?? '',
    registrarDepartment: event.capacity?.department ?? '',
    category: null,
    amount: null,
    affectedCount: null,
    scopeFlags: [],
    level: null,
    proposedLevel: null,
    gradingReasons: [],
    department: null,
    path: [],
    handler: null,
    respondent: null,
    respondentDepartment: null,
    recused: [],
    round: 0,
    proposer: null,
    steps: [],
    compensation: '0.00',
    paid: '0.00',
    measures: [],
    consent: null,
    handBacks: 0,
    transfers: 0,
    unreachable: 0,
    unreached: 0,
    reopened: 0,
    settledBy: null,
    resolvedAt: null,
    closedAt: null,
    outcome: null,
    concluded: false,
    pauses: [],
    external: false,
    mergedInto: null,
    clocks: openingClocks(receivedAt),
    late: false,
    ...following(event),
  }
}

/** The context after an accepted event: what the event changes, then the clocks, then what was found late. */
export function changed(context: Context, event: Accepted): Context {
  const change = changes[event.type] as ((context: Context, event: Accepted) => Partial<Context>) | undefined
  const after = { ...context, ...change?.(context, event), ...following(event) }
  const clocks = clocksAfter(context, after, event)
  return { ...after, clocks, late: context.late || (event.computed.missed?.length ?? 0) > 0 }
}

/** From here on its deadlines are computed in the calendar that the event names. */
function following({ computed: { calendar } }: Accepted): Partial<Context> {
  return calendar === undefined ? {} : { calendar }
}

type Change<T extends ComplaintEventType> = (context: Context, event: AcceptedOf<T>) => Partial<Context>

const endedAs = (outcome: Context['outcome']) => (context: Context, event: Accepted) => ({
  outcome,
  closedAt: event.at,
  pauses: resumed(context, event),
  steps: decidedSteps(context),
})

/** One small function per event that changes more than the record. */
const changes: { [T in ComplaintEventType]?: Change<T> } = {
  register: (context, event) => ({
    ...gradingFields(context, event),
    ...graded(event),
    level: event.computed.grading?.level ?? null,
  }),
  amend: (context, event) => ({ ...gradingFields(context, event.fields), ...graded(event) }),
  dispatch: (_, event) => sentTo(event),
  transfer: (context, event) => ({ ...sentTo(event), transfers: context.transfers + 1 }),
  assign: (_, event) => ({ handler: event.handler }),
  'hand-back': (context, event) => ({
    department: null,
    path: [],
    handler: null,
    handBacks: context.handBacks + 1,
    pauses: resumed(context, event),
  }),
  settle: (context, event) => ({
    round: context.round + 1,
    settledBy: event.by,
    resolvedAt: event.at,
    unreached: 0,
    pauses: resumed(context, event),
    measures: event.measures.map(one => ({ kind: one.kind, amount: null, paid: null, done: true })),
    ...(event.computed.outside && { outcome: 'resolved', closedAt: event.at }),
  }),
  plan: (context, event) => ({
    round: context.round + 1,
    proposer: event.by,
    consent: null,
    unreachable: 0,
    measures: event.measures.map(one => ({ kind: one.kind, amount: one.amount ?? null, paid: null, done: false })),
    compensation: sumOf(event.measures.map(one => one.amount)),
    steps: event.computed.steps ?? [],
  }),
  approve: (context, event) => ({ steps: decided(context, 'approved', event.by) }),
  return: (context, event) => ({ steps: decided(context, 'returned', event.by) }),
  consent: (context, event) => ({ consent: event.outcome, ...consentCount(context, event) }),
  conclude: (context, event) => ({ concluded: true, pauses: resumed(context, event), steps: decidedSteps(context) }),
  perform: (context, event) => ({
    paid: sumOf([context.paid, event.paidAmount]),
    measures: context.measures.map((one, index) =>
      index + 1 === event.measure ? { ...one, done: true, paid: event.paidAmount ?? null } : one,
    ),
  }),
  resolve: (context, event) => ({ resolvedAt: event.at, unreached: 0, pauses: resumed(context, event) }),
  'call-back': (context, event) => ({
    unreached: event.outcome === 'unreached' ? context.unreached + 1 : 0,
    ...((event.outcome !== 'unreached' || event.computed.passOn) && { pauses: resumed(context, event) }),
    // a closed complaint stays as it is, until the centre reopens it
    ...(event.outcome === 'dissatisfied' &&
      context.closedAt === null && { resolvedAt: null, settledBy: null, steps: [], consent: null }),
  }),
  close: (context, event) => ({ outcome: context.concluded ? 'unresolved' : 'resolved', closedAt: event.at }),
  reopen: context => ({
    outcome: null,
    closedAt: null,
    resolvedAt: null,
    settledBy: null,
    concluded: false,
    consent: null,
    mergedInto: null,
    steps: [],
    reopened: context.reopened + 1,
  }),
  withdraw: endedAs('withdrawn'),
  decline: endedAs('declined'),
  merge: (context, event) => ({ ...endedAs('merged')(context, event), mergedInto: event.into }),
  regrade: (context, event) => ({
    level: event.level,
    steps: event.computed.steps ?? context.steps,
    pauses: event.computed.resumes ? resumed(context, event) : context.pauses,
  }),
  pause: (context, event) => ({
    pauses: [...context.pauses, { from: event.at, to: null, reasonCode: event.reasonCode }],
  }),
  resume: (context, event) => ({ pauses: resumed(context, event) }),
  recuse: (context, event) => ({
    recused: [...new Set([...context.recused, event.person])],
    handler: context.handler === event.person ? null : context.handler,
  }),
  attach: context => ({ files: (context.files ?? 0) + 1 }),
  externalise: () => ({ external: true }),
  'external-result': () => ({ external: false }),
}

function gradingFields(
  context: Context,
  fields: Partial<EventOf<'register'>> & Partial<Pick<Context, 'channel'>>,
): Partial<Context> {
  const { channel, category, amount, affectedCount, conduct, respondent, respondentDepartment } = fields
  return {
    ...(channel !== undefined && { channel }),
    ...(category !== undefined && { category }),
    ...(amount !== undefined && { amount }),
    ...(affectedCount !== undefined && { affectedCount }),
    ...(conduct !== undefined && { conduct }),
    // nobody works on a complaint about themselves
    ...(respondent !== undefined && { respondent, handler: context.handler === respondent ? null : context.handler }),
    ...(respondentDepartment !== undefined && { respondentDepartment }),
  }
}

/** The proposal; the level itself is taken at `register` and changed by `regrade` only. */
function graded(event: Accepted): Partial<Context> {
  const { grading } = event.computed
  if (!grading) return {}
  return { proposedLevel: grading.proposed, gradingReasons: grading.reasons, scopeFlags: grading.flags }
}

function sentTo(event: AcceptedOf<'dispatch'> | AcceptedOf<'transfer'>): Partial<Context> {
  const handler = event.type === 'dispatch' ? (event.handler ?? null) : null
  return { department: event.department, path: event.computed.path ?? [], handler, steps: [] }
}

/** Marks the open step and opens the next one; a return or a refusal ends the round. */
function decided(
  context: Context,
  status: 'approved' | 'returned' | 'accepted' | 'refused',
  by: string | null,
): Step[] {
  const current = openStep(context)
  const goesOn = status === 'approved' || status === 'accepted'
  const next = goesOn ? context.steps.find(step => step.status === 'pending') : undefined
  return context.steps.map(step => {
    if (step === current) return { ...step, status, by }
    return step === next ? { ...step, status: 'open' } : step
  })
}

/** What is not decided when a case ends is not asked any more. */
function decidedSteps(context: Context): Step[] {
  return context.steps.filter(step => step.by !== null)
}

function consentCount(context: Context, event: AcceptedOf<'consent'>): Partial<Context> {
  if (event.outcome === 'unreachable') return { unreachable: context.unreachable + 1 }
  return { steps: decided(context, event.outcome, event.by) }
}

function resumed(context: Context, event: Accepted): Context['pauses'] {
  return context.pauses.map(pause => (pause.to === null ? { ...pause, to: event.at } : pause))
}
