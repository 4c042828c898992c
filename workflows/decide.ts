import { getNextTransitions, initialTransition, type SnapshotFrom, transition } from 'xstate'
import type { z } from 'zod'
import { type Calendars, labelOf } from './calendar/calendars.ts'
import type { Accepted, AcceptedOf } from './complaint/accepted.ts'
import type { Ask } from './complaint/asks.ts'
import type { Context } from './complaint/context.ts'
import type { Deadline } from './complaint/deadlines.ts'
import { overtaken } from './complaint/duties.ts'
import { type ComplaintEvent, type ComplaintEventType, personEventTypes } from './complaint/events.ts'
import type { CorrectiveFacts, Finding, NotedFacts, StoredFile } from './complaint/finding.ts'
import { type complaintMachine, statePath } from './complaint/machine.ts'
import type { Notice } from './complaint/notice.ts'
import { canonical } from './evidence/canonical.ts'
import { type Organisation, withoutPerson } from './organisation/organisation.ts'
import type { PolicyVersion } from './policy/policy.ts'
import type { Workflow } from './workflow.ts'

export type Snapshot = SnapshotFrom<typeof complaintMachine>

/** Everything outside the case that a decision may look at; nothing else is read. */
export interface Circumstances {
  /** a log-in, or null for the clock */
  actor: string | null
  version: PolicyVersion
  organisation: Organisation
  calendars: Calendars
  /** UTC instant of the decision */
  at: string
  /** `merge` only: the case to merge into, null when there is none */
  target?: { number: string; open: boolean } | null
  /** `attach` only: the file that the store has just taken in */
  stored?: StoredFile
  /** `note` only: who of those it mentions may not see the case */
  blind?: readonly string[]
  /** `close` only: the corrective actions that name the case, and how often its cause came up */
  corrective?: CorrectiveFacts
  /** what the case has noted already, where its policy asks for something beyond the form */
  noted?: NotedFacts
  /** `appeal` only: on whom a penalty was laid, by log-in */
  penalised?: readonly string[]
  /** `appeal` only: who has decided the case in its earlier rounds too */
  decidedBefore?: readonly string[]
  /** the sender saw an older revision of the case */
  stale?: boolean
}

/** An accepted event with all that follows from it. */
export interface Decision {
  event: Accepted
  from: string | null
  to: string
  snapshot: Snapshot
  before: Context | null
  after: Context
  deadlinesBefore: Deadline[]
  deadlines: Deadline[]
  told: Notice[]
  /** null: nothing new is asked */
  asked: Ask[] | null
}

/** Why an event was not accepted; the order of design.md §3 decides which reason is given. */
export type Refused =
  | { code: 'invalid'; issues: z.core.$ZodIssue[] }
  | { code: 'stale' | 'not-in-this-stage' }
  | { code: 'not-permitted'; rule: string }
  | { code: 'invalid'; rule: string; findings: Finding[] }

export type Verdict = { decision: Decision } | { refused: Refused }

/**
 * Judges one event on one case (design.md §3): known shape, stage, duty, rules; then computes and moves on. Pure.
 * @param body what the sender wrote: `{type, …fields}` @returns the decision, or the first reason against it
 */
export function decide(workflow: Workflow, snapshot: Snapshot, body: unknown, facts: Circumstances): Verdict {
  const parsed = parse(workflow, body)
  if ('refused' in parsed) return parsed
  const { event } = parsed
  const context = snapshot.context
  if (facts.stale) return { refused: { code: 'stale' } }
  if (!stageAllows(snapshot).has(event.type)) return { refused: { code: 'not-in-this-stage' } }
  const duty = workflow.duties[event.type]({ ...facts, policy: facts.version.policy, context, event })
  if ('rule' in duty) return { refused: forbidden(duty.rule) }
  const findings = workflow.findingsOf({ ...facts, context }, event)
  if (findings[0]) return { refused: { code: 'invalid', rule: findings[0].rule, findings } }
  const computed = workflow.computedFor({ ...facts, context }, event)
  const accepted = { ...event, by: facts.actor, capacity: duty.capacity, at: facts.at, computed } as Accepted
  const [next] = transition(workflow.machine, snapshot, accepted)
  return { decision: followed(workflow, snapshot, next, accepted, facts) }
}

/** Judges the opening of a complaint: the first event, which has no case yet. */
export function decideOpening(workflow: Workflow, number: string, body: unknown, facts: Circumstances): Verdict {
  const shape = workflow.events.open.safeParse(body)
  if (!shape.success) return { refused: { code: 'invalid', issues: shape.error.issues } }
  const event = shape.data
  const opener = { ...event, by: facts.actor, capacity: null, at: facts.at, computed: {} }
  const [blank] = initialTransition(workflow.machine, { number, event: opener })
  const duty = workflow.duties.open({ ...facts, policy: facts.version.policy, context: blank.context, event })
  if ('rule' in duty) return { refused: { code: 'not-permitted', rule: duty.rule } }
  const findings = workflow.openingFindings(event, facts)
  if (findings[0]) return { refused: { code: 'invalid', rule: findings[0].rule, findings } }
  const { version: calendar } = facts.calendars.inForce
  const computed = calendar === labelOf({}) ? {} : { calendar }
  const accepted = { ...event, by: facts.actor, capacity: duty.capacity, at: facts.at, computed }
  const [next] = initialTransition(workflow.machine, { number, event: accepted })
  return { decision: followed(workflow, null, next, accepted, facts) }
}

/** The event types this person may send now: the stage allows them, the duty is theirs, no standing rule forbids. */
export function offers(workflow: Workflow, snapshot: Snapshot, facts: Circumstances): ComplaintEventType[] {
  const allowed = stageAllows(snapshot)
  const context = snapshot.context
  return personEventTypes.filter(type => {
    if (!allowed.has(type)) return false
    const duty = workflow.duties[type]({ ...facts, policy: facts.version.policy, context })
    return 'capacity' in duty && workflow.standingRefusal(type, { ...facts, context }) === null
  })
}

/** The snapshot as stored JSON. */
export function persisted(workflow: Workflow, snapshot: Snapshot): unknown {
  return workflow.machine.getPersistedSnapshot(snapshot)
}

/** The live snapshot of stored JSON. @throws Error for a state the machine does not know */
export function restored(workflow: Workflow, stored: unknown): Snapshot {
  return workflow.machine.restoreSnapshot(stored as Parameters<typeof workflow.machine.restoreSnapshot>[0], noScope)
}

/** Moves a snapshot by a stored event: no duty, rule or policy is asked again (design.md §5). */
export function replayed(workflow: Workflow, number: string, snapshot: Snapshot | null, event: Accepted): Snapshot {
  if (snapshot === null) {
    return initialTransition(workflow.machine, { number, event: event as AcceptedOf<'open'> })[0]
  }
  return transition(workflow.machine, snapshot, event)[0]
}

const forbidden = (rule: string): Refused => (rule === overtaken ? { code: 'stale' } : { code: 'not-permitted', rule })

function parse(workflow: Workflow, body: unknown): { event: ComplaintEvent } | { refused: Refused } {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined
  const known = typeof type === 'string' && type !== 'open' && Object.hasOwn(workflow.events, type)
  if (!known) return { refused: { code: 'invalid', issues: [unknownType(type)] } }
  const shape = workflow.events[type as ComplaintEventType].safeParse(body)
  if (!shape.success) return { refused: { code: 'invalid', issues: shape.error.issues } }
  return { event: shape.data }
}

function unknownType(input: unknown): z.core.$ZodIssue {
  return { code: 'custom', path: ['type'], message: 'unknown event type', params: { code: 'unknown-type' }, input }
}

/** Types with a transition from here; one that is guarded in every branch must pass a guard on the case as it is. */
function stageAllows(snapshot: Snapshot): Set<string> {
  const transitions = getNextTransitions(snapshot).filter(one => !one.eventType.startsWith('xstate.'))
  const free = transitions.filter(one => one.guard === undefined).map(one => one.eventType)
  const guarded = transitions.filter(one => !free.includes(one.eventType)).map(one => one.eventType)
  const passing = guarded.filter(type => snapshot.can({ type } as Accepted))
  return new Set([...free, ...passing])
}

function followed(
  workflow: Workflow,
  previous: Snapshot | null,
  next: Snapshot,
  event: Accepted,
  facts: Circumstances,
): Decision {
  const { version, calendars, organisation, at } = facts
  const before = previous?.context ?? null
  const after = next.context
  const to = statePath(next.value)
  const from = previous ? statePath(previous.value) : null
  const deadlines = workflow.deadlinesOf(after, version, calendars)
  // nothing is asked any more of whoever hands their work over
  const present = event.type === 'hand-over' ? withoutPerson(organisation, event.from) : organisation
  const asks = workflow.asksOf(to, after, version.policy, present, at)
  const asksBefore = before && from ? workflow.asksOf(from, before, version.policy, organisation, at) : []
  return {
    event,
    from,
    to,
    snapshot: next,
    before,
    after,
    deadlinesBefore: before ? workflow.deadlinesOf(before, version, calendars) : [],
    deadlines,
    told: before ? workflow.noticesOf({ before, after, event, version, organisation, deadlines }) : [],
    asked: canonical(asks) === canonical(asksBefore) ? null : asks,
  }
}

/** Restoring asks for an actor scope only to revive child actors, which complaints do not have. */
const noScope = {} as Parameters<Workflow['machine']['restoreSnapshot']>[1]
