import { type Calendar, dueAfter } from '../calendar/working-time.ts'
import type { Refused } from '../decide.ts'
import type { Capacity } from '../organisation/stand-ins.ts'
import type { CorrectiveAction } from './action.ts'
import type { ActionState } from './codes.ts'
import { actionDuty } from './duties.ts'
import { type ActionEvent, type ActionEventOf, type ActionEventType, actionEvents, laterEventTypes } from './events.ts'
import { type ActionFacts, actionFindings } from './rules.ts'

/** Working days for verifying, for looking at the effect once its day has come, for taking up what had none. */
const workingDays = 5

/** Everything outside the corrective action that a decision may look at. */
export interface ActionCircumstances extends ActionFacts {
  calendar: Calendar
  /** the sender saw an older revision */
  stale?: boolean
}

/** An accepted event with what follows from it. */
export interface ActionDecision {
  event: ActionEvent
  capacity: Capacity | null
  from: ActionState | null
  after: CorrectiveAction
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
  const to = action ? moves[action.state][event.type] : 'proposed'
  if (!to || (!action && event.type !== 'propose')) return { refused: { code: 'not-in-this-stage' } }
  const duty = actionDuty(event.type, { ...facts, action })
  if ('rule' in duty) return { refused: { code: 'not-permitted', rule: duty.rule } }
  const findings = actionFindings(action, event, facts)
  if (findings[0]) return { refused: { code: 'invalid', rule: findings[0].rule, findings } }
  const after = event.type === 'propose' ? proposed(number, event, facts.actor) : changed(action, event, to, facts)
  return { decision: { event, capacity: duty.capacity, from: action?.state ?? null, after } }
}

/** What this person may do now, in the order in which it is wanted. */
export function actionOffers(action: CorrectiveAction, facts: ActionFacts): ActionEventType[] {
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

/** What begins anew with every round. */
const unbegun = {
  approver: null,
  returned: false,
  implementedBy: null,
  implementedAt: null,
  verifyDueAt: null,
  verifiedAt: null,
  effectFrom: null,
  effectDueAt: null,
  reopenDueAt: null,
  closedAt: null,
}

function proposed(number: string, event: ActionEventOf<'propose'>, proposer: string): CorrectiveAction {
  const { type: _, complaints, preventive, ...plan } = event
  const same = { number, round: 1, state: 'proposed' as const, proposer, complaints: [...new Set(complaints)] }
  return { ...same, ...plan, preventive: preventive ?? null, ...unbegun }
}

function changed(
  before: CorrectiveAction | null,
  event: Exclude<ActionEvent, { type: 'propose' }>,
  to: ActionState,
  facts: ActionCircumstances,
): CorrectiveAction {
  if (!before) throw new Error('nothing to change')
  const action = { ...before, state: to }
  const { actor, at } = facts
  switch (event.type) {
    case 'revise':
      return { ...action, ...planOf(event), returned: false }
    case 'reopen':
      return { ...action, ...planOf(event), ...unbegun, proposer: actor, round: before.round + 1 }
    case 'approve':
      return { ...action, approver: actor }
    case 'return':
      return { ...action, returned: true }
    case 'withdraw':
      return { ...action, closedAt: at }
    case 'implement':
      return { ...action, implementedBy: actor, implementedAt: at, verifyDueAt: workdaysAfter(at, facts) }
    case 'send-back':
      return { ...action, implementedBy: null, implementedAt: null, verifyDueAt: null }
    case 'verify':
      return { ...action, verifiedAt: at, ...effectDates(action.effectDays, facts) }
    case 'check-effect':
      return event.outcome === 'effective'
        ? { ...action, closedAt: at }
        : { ...action, state: 'ineffective', reopenDueAt: workdaysAfter(at, facts) }
    case 'adjust': {
      const { owner = action.owner, verifier = action.verifier, due = action.due } = event
      return { ...action, owner, verifier, due }
    }
    case 'hand-over':
      return { ...action, ...handedOver(before, event) }
    case 'link':
      return { ...action, complaints: [...action.complaints, event.complaint] }
    default:
      return action
  }
}

/** Their part in it goes to the successor: what they did stays theirs. */
function handedOver({ proposer, owner, verifier }: CorrectiveAction, { from, to }: ActionEventOf<'hand-over'>) {
  const next = (person: string) => (person === from ? to : person)
  return { proposer: next(proposer), owner: next(owner), verifier: next(verifier) }
}

function planOf({ type: _, preventive, ...plan }: ActionEventOf<'revise'> | ActionEventOf<'reopen'>) {
  return { ...plan, preventive: preventive ?? null }
}

function workdaysAfter(at: string, { calendar }: ActionCircumstances): string {
  return dueAfter({ amount: workingDays, unit: 'work_day' }, at, calendar)
}

/** The effect is looked at so many natural days after verification, from the first minute of that day. */
function effectDates(days: number, facts: ActionCircumstances) {
  const endOfDay = dueAfter({ amount: days, unit: 'day' }, facts.at, facts.calendar)
  const effectFrom = new Date(Date.parse(endOfDay) - 86_400_000 + 1).toISOString()
  return { effectFrom, effectDueAt: workdaysAfter(effectFrom, facts) }
}
