import type { Role } from '../organisation/roles.ts'
import type { Accepted, AcceptedOf } from './accepted.ts'
import { type Context, openStep, runningClock, type Step } from './context.ts'
import type { EventOf } from './events.ts'
import { isHeard } from './heard.ts'
import { extensionsLeft, pendingExtensions, recusalsLeft } from './requests.ts'

export function gradingFields(
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
export function graded(event: Accepted): Partial<Context> {
  const { grading } = event.computed
  if (!grading) return {}
  return { proposedLevel: grading.proposed, gradingReasons: grading.reasons, scopeFlags: grading.flags }
}

export function sentTo(event: AcceptedOf<'dispatch'> | AcceptedOf<'transfer'>): Partial<Context> {
  const handler = event.type === 'dispatch' ? (event.handler ?? null) : null
  return { department: event.department, path: event.computed.path ?? [], handler, steps: [] }
}

/** Marks the open step and opens the next one; a return or a refusal ends the round. */
export function decided(
  context: Context,
  status: 'approved' | 'returned' | 'accepted' | 'refused',
  by: string | null,
  seats: Role[] = [],
): Step[] {
  const current = openStep(context)
  const goesOn = status === 'approved' || status === 'accepted'
  const halfway = goesOn && current?.joint && answered(current.joint, by, seats)
  if (halfway && halfway.seats.filter(one => one.by !== null).length < halfway.needed) {
    return context.steps.map(step => (step === current ? { ...step, joint: halfway } : step))
  }
  const next = goesOn ? context.steps.find(step => step.status === 'pending') : undefined
  return context.steps.map(step => {
    if (step === current) return { ...step, ...(halfway && { joint: halfway }), status, by }
    return step === next ? { ...step, status: 'open' } : step
  })
}

function answered(joint: NonNullable<Step['joint']>, by: string | null, roles: Role[]) {
  const seats = roles.reduce((left, role) => {
    const own = left.findIndex(one => one.by === null && one.role === role)
    return left.map((one, index) => (index === own ? { ...one, by } : one))
  }, joint.seats)
  return { ...joint, seats }
}

/** What is not decided when a case ends is not asked any more. */
export function decidedSteps(context: Context): Step[] {
  return context.steps.filter(step => step.by !== null)
}

export function consentCount(context: Context, event: AcceptedOf<'consent'>): Partial<Context> {
  if (event.outcome === 'unreachable') return { unreachable: context.unreachable + 1 }
  return { steps: decided(context, event.outcome, event.by) }
}

export function resumed(context: Context, { at, computed: { capped } }: Accepted): Context['pauses'] {
  const end = capped ? { to: capped.at, capped: capped.days } : { to: at }
  return context.pauses.map(pause => (pause.to === null ? { ...pause, ...end } : pause))
}

/** Work begins again on a case that had ended. */
export function begunAgain(context: Context): Partial<Context> {
  return {
    outcome: null,
    closedAt: null,
    resolvedAt: null,
    settledBy: null,
    concluded: false,
    consent: null,
    mergedInto: null,
    steps: [],
    reopened: context.reopened + 1,
  }
}

export function recused(context: Context, person: string): Partial<Context> {
  return {
    recused: [...new Set([...context.recused, person])],
    handler: context.handler === person ? null : context.handler,
  }
}

/** What was asked for and has become pointless, and what the customer has meanwhile heard. */
export function settledBy(after: Context, event: Accepted): Partial<Context> {
  const over = after.closedAt !== null
  const { recusalAsked, toTell } = after
  const extensions = pendingExtensions(after)
  const wanted = over ? [] : extensions.filter(one => runningClock(after, one.kind))
  return {
    ...(wanted.length < extensions.length && extensionsLeft(after, wanted)),
    ...(recusalAsked && over && recusalsLeft(after, [])),
    ...(toTell && (over || isHeard(event)) && { toTell: null }),
  }
}
