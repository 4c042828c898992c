import { dueAfter } from '../calendar/working-time.ts'
import type { CorrectiveAction } from './action.ts'
import type { ActionState } from './codes.ts'
import { counted } from './deadlines.ts'
import type { ActionEvent, ActionEventOf } from './events.ts'
import { recalendared } from './recalendar.ts'
import type { ActionFacts } from './rules.ts'

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
  checkedAt: null,
  reopenDueAt: null,
  closedAt: null,
  calendars: {},
  remindedOf: null,
}

/** A corrective action as it begins. */
export function proposed(
  number: string,
  event: ActionEventOf<'propose'>,
  { actor, at }: Pick<ActionFacts, 'actor' | 'at'>,
): CorrectiveAction {
  const { type: _, complaints, preventive, ...plan } = event
  const same = { number, round: 1, state: 'proposed' as const, proposer: actor, complaints: [...new Set(complaints)] }
  return { ...same, ...plan, preventive: preventive ?? null, ...unbegun, plannedAt: at }
}

/** The action after an event that the rules have accepted. @param to where the event leads; an effect check decides itself */
export function changed(
  before: CorrectiveAction,
  event: Exclude<ActionEvent, { type: 'propose' }>,
  to: ActionState,
  facts: ActionFacts,
): CorrectiveAction {
  const action = { ...before, state: to }
  const { actor, at } = facts
  const { inForce } = facts.calendars
  switch (event.type) {
    case 'revise':
      return { ...action, ...planOf(event), returned: false }
    case 'reopen':
      return { ...action, ...planOf(event), ...unbegun, plannedAt: at, proposer: actor, round: before.round + 1 }
    case 'approve':
      return { ...action, approver: actor }
    case 'return':
      return { ...action, returned: true }
    case 'withdraw':
      return { ...action, closedAt: at }
    case 'implement':
      return counted({ ...action, implementedBy: actor, implementedAt: at }, 'verify', at, inForce)
    case 'send-back':
      return { ...action, implementedBy: null, implementedAt: null, verifyDueAt: null }
    case 'verify': {
      const effectFrom = effectDay(action.effectDays, facts)
      return counted({ ...action, verifiedAt: at, effectFrom }, 'check-effect', effectFrom, inForce)
    }
    case 'check-effect': {
      const checked = { ...action, checkedAt: at }
      return event.outcome === 'effective'
        ? { ...checked, closedAt: at }
        : counted({ ...checked, state: 'ineffective' }, 'reopen', at, inForce)
    }
    case 'adjust': {
      const { owner = action.owner, verifier = action.verifier, due = action.due } = event
      return { ...action, owner, verifier, due }
    }
    case 'hand-over':
      return { ...action, ...handedOver(before, event) }
    case 'link':
      return { ...action, complaints: [...action.complaints, event.complaint] }
    case 'recalendar':
      return recalendared(action, facts.calendars)
    case 'remind':
      return { ...action, remindedOf: event.kind }
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

/** The effect is looked at so many natural days after verification, from the first minute of that day. */
function effectDay(days: number, { at, calendars }: ActionFacts): string {
  const endOfDay = dueAfter({ amount: days, unit: 'day' }, at, calendars.inForce)
  return new Date(Date.parse(endOfDay) - 86_400_000 + 1).toISOString()
}
