import type { Role } from '../organisation/roles.ts'
import { rankOf } from '../policy/grading.ts'
import type { Policy } from '../policy/policy.ts'
import type { Accepted, AcceptedOf } from './accepted.ts'
import { changed, opened } from './changes.ts'
import { type Context, openStep, type Step, seatsAsked } from './context.ts'

/** One who was asked in a round, in fact: a seat, or the customer. */
export interface Turn {
  who: Role | 'customer'
  /** UTC */
  askedAt: string
  /** UTC; null while they still wait as the record ends */
  answeredAt: string | null
  /** the seats that were asked with it as one step, and how many of them had to agree */
  together: { roles: Role[]; needed: number } | null
}

/** What is on record of a round from one of its events on. */
export interface RoundRecord {
  /** in the order of the answers; at last those that still wait */
  turns: Turn[]
  /** who decided before, with the log-in, where it still holds */
  kept: Map<Role, string>
  /** every decision that was asked for was given, and the round went on */
  passed: boolean
  /** who sent the plan back or refused it */
  endedBy: Turn['who'] | null
}

/** The case after each of its recorded events. */
export function recordedContexts(number: string, recorded: readonly Accepted[], first: AcceptedOf<'open'>): Context[] {
  let context = opened({ number, event: first })
  return recorded.map((event, index) => {
    if (index > 0) context = changed(context, event)
    return context
  })
}

/** The seats whose decision an event was, the first of them its own; the customer for an answer of theirs. */
export function answeredBy(event: Accepted, before: Context | undefined): Turn['who'][] {
  if (event.type === 'consent') return event.outcome === 'unreachable' ? [] : ['customer']
  if (event.type !== 'approve' && event.type !== 'return') return []
  const { seat, also = [] } = event.computed
  if (seat) return [seat, ...also]
  const step = before && openStep(before)
  return step ? [step.role] : []
}

/**
 * Reads on from a plan or a regrade to the end of its round.
 * @param contexts as `recordedContexts` gives them for the same events
 */
export function roundFrom(recorded: readonly Accepted[], contexts: readonly Context[], index: number): RoundRecord {
  const next = recorded.findIndex((one, at) => at > index && one.type === 'plan')
  const end = next < 0 ? recorded.length : next
  const answered: Turn[] = []
  let open: Turn[] = []
  let endedBy: Turn['who'] | null = null
  for (let at = index; at < end; at += 1) {
    const [event, context] = [recorded[at], contexts[at]]
    if (!event || !context) continue
    const who = at === index ? [] : answeredBy(event, contexts[at - 1])
    const given = open.filter(one => who.includes(one.who))
    answered.push(...given.map(one => ({ ...one, answeredAt: event.at })))
    if (isRefusal(event)) endedBy = who[0] ?? null
    const waiting = open.filter(one => !given.includes(one))
    const asked = turnsOf(context, event.at)
    // a case that ends meanwhile leaves them waiting as they were
    if (asked.length > 0 || given.length > 0) {
      open = asked.map(one => waiting.find(other => other.who === one.who) ?? one)
    }
  }
  const kept = new Map(contexts[index]?.steps.flatMap(keptBy))
  const passed = recorded.slice(index, end).some((one, at) => asks.has(one.type) && isDone(contexts[index + at]))
  return { turns: [...answered, ...open], kept, passed, endedBy }
}

/** A level that was only the proposal, or is none of the policy's, is proposed anew; else it stays as it was chosen. */
export function proposedAgain(event: Accepted, policy: Policy): Accepted {
  if (event.type !== 'register' || event.level === undefined) return event
  const chosen = event.level !== event.computed.grading?.proposed && rankOf(policy, event.level) > 0
  if (chosen) return event
  const { level: _proposed, ...rest } = event
  return rest as Accepted
}

const asks: ReadonlySet<string> = new Set(['plan', 'regrade', 'approve', 'consent'])

const isRefusal = (event: Accepted) =>
  event.type === 'return' || (event.type === 'consent' && event.outcome === 'refused')

function turnsOf(context: Context, askedAt: string): Turn[] {
  const step = openStep(context)
  if (!step) return []
  if (step.kind === 'consent') return [{ who: 'customer', askedAt, answeredAt: null, together: null }]
  const roles = seatsAsked(step).map(one => one.role)
  const together = step.joint ? { roles, needed: step.joint.needed } : null
  return roles.map(who => ({ who, askedAt, answeredAt: null, together }))
}

function keptBy({ kind, by, role, joint }: Step): [Role, string][] {
  if (by === null || kind === 'consent') return []
  return joint ? joint.seats.flatMap(seat => (seat.by ? [[seat.role, seat.by] as [Role, string]] : [])) : [[role, by]]
}

function isDone(context: Context | undefined): boolean {
  const steps = context?.steps ?? []
  return steps.length > 0 && steps.every(one => one.kind === 'consent' || one.status === 'approved')
}
