import type { Refused } from '../decide.ts'
import type { Capacity } from '../organisation/stand-ins.ts'
import { type Awaited, awaited, type CorrectiveAction } from './action.ts'
import { changed, proposed } from './changed.ts'
import type { ActionState } from './codes.ts'
import { actionDuty } from './duties.ts'
import { type ActionEvent, type ActionEventType, actionEvents, laterEventTypes, quietActionEvents } from './events.ts'
import { type ActionNotice, actionNotices, isSameTurn, reminderNotices } from './notices.ts'
import { type ActionMove, moveOf } from './recalendar.ts'
import { remindedAnew } from './reminders.ts'
import { type ActionFacts, actionFindings } from './rules.ts'

/** Everything outside the corrective action that a decision may look at. */
export interface ActionCircumstances extends ActionFacts {
  /** the sender saw an older revision */
  stale?: boolean
}

/** An accepted event with what follows from it. */
export interface ActionDecision {
  event: ActionEvent
  capacity: Capacity | null
  from: ActionState | null
  after: CorrectiveAction
  told: ActionNotice[]
  /** what the clock found and the record has to say of it */
  found: ActionMove | Reminded | null
}

/** Of what the clock reminded, and whom: as people were to be found then. */
export interface Reminded extends Pick<Awaited, 'task' | 'dueAt'> {
  people: string[]
}

/** Which events each state takes, and where they lead; `check-effect` leads where its outcome says. */
const moves: Record<ActionState, Partial<Record<ActionEventType, ActionState>>> = {
  proposed: {
    approve: 'approved',
    return: 'proposed',
    revise: 'proposed',
    link: 'proposed',
    withdraw: 'withdrawn',
    'hand-over': 'proposed',
  },
  approved: { start: 'in-progress', link: 'approved', adjust: 'approved', 'hand-over': 'approved' },
  'in-progress': { implement: 'implemented', link: 'in-progress', adjust: 'in-progress', 'hand-over': 'in-progress' },
  implemented: {
    verify: 'verified',
    'send-back': 'in-progress',
    link: 'implemented',
    adjust: 'implemented',
    'hand-over': 'implemented',
  },
  verified: { 'check-effect': 'closed', link: 'verified', adjust: 'verified', 'hand-over': 'verified' },
  ineffective: { reopen: 'proposed', link: 'ineffective', 'hand-over': 'ineffective' },
  closed: {},
  withdrawn: {},
}

/**
 * Judges one event on one corrective action, in the order of design.md §3: shape, revision, state, duty, rules. Pure.
 * @param action null for `propose` @param number the one it has, or gets
 * @returns what follows, or the first reason against it
 */
export function decideAction(
  number: string,
  action: CorrectiveAction | null,
  body: unknown,
  facts: ActionCircumstances,
): { decision: ActionDecision } | { refused: Refused } {
  const type = (body as { type?: unknown } | null)?.type
  const schema = isType(type) ? actionEvents[type] : actionEvents.propose
  const parsed = schema.safeParse(body)
  if (!parsed.success) return { refused: { code: 'invalid', issues: parsed.error.issues } }
  const event: ActionEvent = parsed.data
  if (facts.stale) return { refused: { code: 'stale' } }
  const to = leadsTo(action, event.type)
  if (!to) return { refused: { code: 'not-in-this-stage' } }
  const duty = actionDuty(event.type, { ...facts, action })
  if ('rule' in duty) return { refused: { code: 'not-permitted', rule: duty.rule } }
  const findings = actionFindings(action, event, facts)
  if (findings[0]) return { refused: { code: 'invalid', rule: findings[0].rule, findings } }
  const after = afterEvent(number, action, event, to, facts)
  const from = action?.state ?? null
  return { decision: { event, capacity: duty.capacity, from, after, ...outcome(action, event, after, facts) } }
}

function leadsTo(action: CorrectiveAction | null, type: ActionEventType): ActionState | undefined {
  if (!action) return type === 'propose' ? 'proposed' : undefined
  if (quietActionEvents.has(type)) return awaited(action) ? action.state : undefined
  return moves[action.state][type]
}

/** Whoever's turn it becomes is told now; what reminds of it begins anew. */
function afterEvent(
  number: string,
  action: CorrectiveAction | null,
  event: ActionEvent,
  to: ActionState,
  facts: ActionCircumstances,
): CorrectiveAction {
  if (event.type === 'propose') return remindedAnew(proposed(number, event, facts), facts.calendars.inForce, facts.at)
  if (!action) throw new Error('nothing to change')
  const after = changed(action, event, to, facts)
  if (quietActionEvents.has(event.type) || isSameTurn(action, after)) return after
  return remindedAnew(after, facts.calendars.inForce, facts.at)
}

/** Whom an event tells, and what the clock found: another calendar tells nobody, its reminders come by the new due. */
function outcome(
  before: CorrectiveAction | null,
  event: ActionEvent,
  after: CorrectiveAction,
  facts: ActionCircumstances,
): Pick<ActionDecision, 'told' | 'found'> {
  if (event.type === 'recalendar') return { told: [], found: before && moveOf(before, facts.calendars) }
  if (event.type !== 'remind') return { told: actionNotices(before, after, facts), found: null }
  const active = new Set(facts.organisation.people.filter(one => one.active).map(one => one.login))
  const told = reminderNotices(event.kind, after, facts).filter(one => active.has(one.to))
  const { task, dueAt } = awaited(after) ?? { task: event.type, dueAt: null }
  return { told, found: { task, dueAt, people: told.map(one => one.to) } }
}

/** What this person may do now, in the order in which it is wanted. */
export function actionOffers(
  action: CorrectiveAction,
  facts: Pick<ActionFacts, 'actor' | 'at' | 'organisation'>,
): ActionEventType[] {
  return laterEventTypes.filter(
    type => moves[action.state][type] && 'capacity' in actionDuty(type, { ...facts, action }),
  )
}

/** May this person propose one at all. */
export function mayPropose(facts: Pick<ActionFacts, 'actor' | 'at' | 'organisation'>): boolean {
  return 'capacity' in actionDuty('propose', { ...facts, action: null })
}

function isType(type: unknown): type is ActionEventType {
  return typeof type === 'string' && Object.hasOwn(actionEvents, type)
}
