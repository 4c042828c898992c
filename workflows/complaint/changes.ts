import { sumOf } from '../policy/money.ts'
import type { Accepted, AcceptedOf, OpeningInput } from './accepted.ts'
import { appealNamed, overturns, pendingAppeals } from './appeals.ts'
import {
  begunAgain,
  consentCount,
  decided,
  decidedSteps,
  graded,
  gradingFields,
  recused,
  resumed,
  sentTo,
  settledBy,
} from './changed-parts.ts'
import { clocksAfter, openingClocks } from './clocks.ts'
import type { Context } from './context.ts'
import type { ComplaintEventType } from './events.ts'
import { requestChanges } from './request-changes.ts'
import type { Appeal } from './waiting.ts'

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
    amount: event.amount ?? null,
    affectedCount: event.affectedCount ?? null,
    scopeFlags: event.scopeFlags ?? [],
    ...(event.conduct && { conduct: event.conduct }),
    level: null,
    proposedLevel: null,
    gradingReasons: [],
    department: null,
    path: [],
    handler: null,
    respondent: event.respondent ?? null,
    respondentDepartment: event.respondentDepartment ?? null,
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
  const ticking = { ...after, clocks: clocksAfter(context, after, event) }
  const late = context.late || (event.computed.missed?.length ?? 0) > 0
  return { ...ticking, ...settledBy(ticking, event), late }
}

/** What was found with the event whatever its type: the calendar that deadlines follow from here on, who decided before. */
function following({ computed: { calendar, deciders } }: Accepted): Partial<Context> {
  return { ...(calendar !== undefined && { calendar }), ...(deciders && { deciders }) }
}

/** Found when it was asked; see compute.ts. */
const deciderOf = ({ computed }: Accepted) => computed.decider ?? { role: 'service-head' as const, department: '' }

/** The seats of a joint step that have answered with this event. */
const seatsOf = ({ computed: { seat, also = [] } }: Accepted) => (seat ? [seat, ...also] : [])

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
  'hand-over': ({ handler }, { from, to }) => ({ handler: handler === from ? (to ?? null) : handler }),
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
  approve: (context, event) => ({ steps: decided(context, 'approved', event.by, seatsOf(event)) }),
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
    unreached: event.outcome === 'unreached' || event.computed.halfReached ? context.unreached + 1 : 0,
    ...((event.outcome !== 'unreached' || event.computed.passOn) && { pauses: resumed(context, event) }),
    // a closed complaint stays as it is, until the centre reopens it
    ...(event.outcome === 'dissatisfied' &&
      context.closedAt === null && { resolvedAt: null, settledBy: null, steps: [], consent: null }),
  }),
  close: (context, event) => ({ outcome: context.concluded ? 'unresolved' : 'resolved', closedAt: event.at }),
  reopen: context => begunAgain(context),
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
    ...(event.computed.tells && { toTell: event.computed.tells }),
  }),
  resume: (context, event) => ({ pauses: resumed(context, event) }),
  recuse: (context, { person, computed }) => ({
    ...recused(context, person),
    ...(computed.own && { ownRecusals: [...(context.ownRecusals ?? []), person] }),
  }),
  ...requestChanges,
  'end-recusal': ({ recused: away, ownRecusals }, { person }) => ({
    recused: away.filter(one => one !== person),
    ...(ownRecusals && { ownRecusals: ownRecusals.filter(one => one !== person) }),
  }),
  appeal: (context, event) => {
    const { against, person = against === 'penalty' ? event.by : null, by } = event
    const { first } = event.computed
    const made: Appeal = { against, person, by, decider: deciderOf(event), ...(first && { first }) }
    return {
      ...(context.appeal ? { moreAppeals: [...(context.moreAppeals ?? []), made] } : { appeal: made }),
      appeals: [...(context.appeals ?? []), { against, person, decidedAt: null }],
    }
  },
  'decide-appeal': (context, event) => {
    const decided = appealNamed(context, event)
    const [appeal = null, ...moreAppeals] = pendingAppeals(context).filter(one => one !== decided)
    const isThat = (one: { against: string; person: string | null; decidedAt: string | null }) =>
      one.decidedAt === null && one.against === decided?.against && one.person === decided.person
    return {
      appeal,
      ...(context.moreAppeals && { moreAppeals }),
      appeals: (context.appeals ?? []).map(one => (isThat(one) ? { ...one, decidedAt: event.at } : one)),
      ...(overturns(context, event) && begunAgain(context)),
    }
  },
  attach: context => ({ files: (context.files ?? 0) + 1 }),
  externalise: () => ({ external: true }),
  'external-result': () => ({ external: false }),
}
