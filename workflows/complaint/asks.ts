import { type Organisation, seatOf } from '../organisation/organisation.ts'
import type { Role } from '../organisation/roles.ts'
import { standIns } from '../organisation/stand-ins.ts'
import { cents } from '../policy/money.ts'
import type { Policy } from '../policy/policy.ts'
import type { StepKind } from './codes.ts'
import { type Context, openStep } from './context.ts'
import { awayFrom, excludedFromDeciding, homeOf } from './duties.ts'

export type Purpose = 'register' | 'dispatch' | 'attend' | 'handle' | 'pay' | 'call-back' | 'close' | StepKind

/** An open request: to a seat, and to the people who were found for it (empty: everyone in the seat). */
export interface Ask {
  purpose: Purpose
  role: Role
  department: string
  people: string[]
}

interface Wanted {
  purpose: Purpose
  role: Role
  /** a named person instead of a seat */
  person?: string | null
}

/** What the case waits for in a state (design.md §1 ask); people as found at `at`, a UTC instant. */
export function asksOf(state: string, context: Context, policy: Policy, organisation: Organisation, at: string): Ask[] {
  return wantedIn(state, context, policy).map(wanted => {
    const seat = seatOf(organisation, wanted.role, homeOf(context))
    return { purpose: wanted.purpose, ...seat, people: peopleFor(wanted, context, organisation, at) }
  })
}

function wantedIn(state: string, context: Context, policy: Policy): Wanted[] {
  const step = openStep(context)
  switch (state) {
    case 'receive':
      return [{ purpose: 'register', role: 'service-rep' }]
    case 'register':
      return [
        { purpose: 'dispatch', role: context.handBacks >= policy.caps.handBacks ? 'service-head' : 'service-rep' },
      ]
    case 'investigate.attend':
      return [{ purpose: 'attend', role: 'head' }]
    case 'propose.review':
      return step ? [{ purpose: step.kind, role: step.role }] : []
    case 'follow-up':
      return [{ purpose: 'call-back', role: 'service-rep' }]
    case 'close.settle':
      return [{ purpose: 'close', role: 'service-head' }]
    case 'close.closed':
      return []
    case 'execute':
      return [handledBy(context), ...(moneyIsOwed(context) ? [paidByFinance] : [])]
    default:
      return [handledBy(context)]
  }
}

const handledBy = ({ handler }: Context): Wanted =>
  handler ? { purpose: 'handle', role: 'handler', person: handler } : { purpose: 'handle', role: 'head' }

/** Finance may pay, so it must know of what is to be paid, and see the case. */
const paidByFinance: Wanted = { purpose: 'pay', role: 'finance' }

const moneyIsOwed = ({ measures }: Context) =>
  measures.some(one => !one.done && one.amount !== null && cents(one.amount) > 0n)

const works: ReadonlySet<Purpose> = new Set(['attend', 'handle', 'pay'])

function peopleFor(wanted: Wanted, context: Context, organisation: Organisation, at: string): string[] {
  if (wanted.person) return [wanted.person]
  if (wanted.role === 'service-rep') return []
  const decides = !works.has(wanted.purpose)
  const excluded = decides ? excludedFromDeciding(context, organisation) : awayFrom(context)
  return standIns(organisation, wanted.role, homeOf(context), excluded, at).map(one => one.person)
}
