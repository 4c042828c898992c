import type { Organisation } from '../organisation/organisation.ts'
import type { Role } from '../organisation/roles.ts'
import { type Capacity, capacitiesOf, type StandIn, standIns } from '../organisation/stand-ins.ts'
import type { CorrectiveAction } from './action.ts'
import type { ActionEventType } from './events.ts'

/** What a duty may look at. */
interface DutyFacts {
  /** null: it is being proposed */
  action: CorrectiveAction | null
  actor: string
  /** UTC instant */
  at: string
  organisation: Organisation
}

type Answer = { capacity: Capacity | null } | { rule: string }
const mine: Answer = { capacity: null }
const no = (rule: string): Answer => ({ rule })

/** Stands for the clock where a log-in stands: nobody has an empty one. */
export const theClock = ''

const proposing: ReadonlySet<Role> = new Set(['head', 'quality', 'service-head'])
const approving: readonly Role[] = ['quality', 'service-head']

/**
 * Whether a person may do this now: the capacity it is done in (null: as the person named in it), or the rule against
 * it. Nobody approves what they proposed or will do themselves; nobody verifies their own work (domain.md §2.5).
 */
export function actionDuty(type: ActionEventType, facts: DutyFacts): Answer {
  const { action, actor } = facts
  if (!action) return proposer(facts)
  const { owner, verifier } = action
  switch (type) {
    case 'propose':
    case 'reopen':
    case 'link':
      return proposer(facts)
    case 'revise':
      return actor === action.proposer ? mine : no('proposer-only')
    case 'withdraw':
      return actor === action.proposer ? mine : approver(facts, [])
    case 'approve':
    case 'return':
      return actor === action.proposer ? no('own-proposal') : approver(facts, [action.proposer, owner])
    case 'start':
    case 'implement':
      return actor === owner ? mine : no('owner-only')
    case 'verify':
    case 'send-back':
      return actor === verifier ? notTheirWork(action, actor) : no('verifier-only')
    case 'check-effect':
      return actor === verifier ? notTheirWork(action, actor) : approver(facts, doers(action))
    case 'hand-over':
      return administrator(facts)
    case 'adjust':
      return approver(facts, [owner])
    case 'recalendar':
    case 'remind':
      return actor === theClock ? mine : no('clock-only')
  }
}

/** Everybody who did or does the work of it. */
function doers({ owner, implementedBy }: CorrectiveAction): string[] {
  return implementedBy ? [owner, implementedBy] : [owner]
}

function notTheirWork(action: CorrectiveAction, actor: string): Answer {
  return doers(action).includes(actor) ? no('own-matter') : mine
}

/** Arranges who works here, without any say in what they decide. */
function administrator({ organisation, actor, at }: DutyFacts): Answer {
  const capacity = capacitiesOf(organisation, actor, at).find(one => one.role === 'admin')
  return capacity ? { capacity } : no('not-on-duty')
}

/** Heads, quality and the service head see what goes wrong again and again. */
function proposer({ organisation, actor, at }: DutyFacts): Answer {
  const capacity = capacitiesOf(organisation, actor, at).find(one => proposing.has(one.role))
  return capacity ? { capacity } : no('not-on-duty')
}

/** Quality or the service head, their deputies, or the next level up when they are parties to it. */
function approversOf(organisation: Organisation, excluded: readonly string[], at: string): StandIn[] {
  const root = organisation.departments.find(one => one.parent === null)?.code ?? ''
  return approving.flatMap(role => standIns(organisation, role, root, excluded, at))
}

/** Of those who may approve, those who are asked: the level above only where nobody of quality or the centre is left. */
export function askedToApprove(organisation: Organisation, excluded: readonly string[], at: string): string[] {
  const found = approversOf(organisation, excluded, at)
  const own = found.filter(one => approving.includes(one.role))
  return (own.length > 0 ? own : found).map(one => one.person)
}

function approver({ organisation, actor, at }: DutyFacts, excluded: string[]): Answer {
  if (excluded.includes(actor)) return no('own-matter')
  const stands = approversOf(organisation, excluded, at).find(one => one.person === actor)
  if (!stands) return no('not-on-duty')
  const { person: _, ...capacity } = stands
  return { capacity }
}
