import { type Organisation, seatOf } from '../organisation/organisation.ts'
import type { Role } from '../organisation/roles.ts'
import { standIns } from '../organisation/stand-ins.ts'
import { cents } from '../policy/money.ts'
import type { Policy } from '../policy/policy.ts'
import { appealDeciders, pendingAppeals } from './appeals.ts'
import { awayFrom, excludedFromDeciding, homeOf } from './away.ts'
import type { StepKind } from './codes.ts'
import { type Context, openStep, type Step } from './context.ts'
import { decidersOf } from './deciding.ts'
import { excludedFromGranting, granterRole, recusalDecidersOf } from './request-duties.ts'
import { pendingRecusals } from './requests.ts'

export type Purpose =
  | 'register'
  | 'dispatch'
  | 'attend'
  | 'handle'
  | 'pay'
  | 'call-back'
  | 'close'
  | 'tell-customer'
  | 'extension'
  | 'recusal'
  | 'appeal'
  | StepKind

/** Asked of the level above beside the work of the stage. */
export const isRequest = (purpose: Purpose): boolean =>
  purpose === 'extension' || purpose === 'recusal' || purpose === 'appeal'

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
  /** the seat's department where it is not found from the case's own */
  department?: string
  /** the step that is asked, perhaps of several seats at once */
  step?: Step
}

/** What the case waits for in a state (design.md §1 ask); people as found at `at`, a UTC instant. */
export function asksOf(state: string, context: Context, policy: Policy, organisation: Organisation, at: string): Ask[] {
  return [...wantedIn(state, context, policy), ...requested(state, context, policy)].map(wanted => {
    const seat = seatOf(organisation, wanted.role, wanted.department ?? homeOf(context))
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
      return step ? [{ purpose: step.kind, role: step.role, step }] : []
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

/** What is asked for beside the work of the stage: more time, a recusal, an appeal, and news for the customer. */
function requested(state: string, context: Context, policy: Policy): Wanted[] {
  const { extensionAsked, recusalAsked, appeal, toTell } = context
  return [
    ...(toTell && !state.startsWith('close') ? [{ ...handledBy(context), purpose: 'tell-customer' as const }] : []),
    ...(extensionAsked ? [{ purpose: 'extension' as const, role: granterRole(context, policy) }] : []),
    ...(recusalAsked ? [{ purpose: 'recusal' as const, ...recusalAsked.decider }] : []),
    ...(appeal ? [{ purpose: 'appeal' as const, ...appeal.decider }] : []),
  ]
}

const handledBy = ({ handler }: Context): Wanted =>
  handler ? { purpose: 'handle', role: 'handler', person: handler } : { purpose: 'handle', role: 'head' }

/** Finance may pay, so it must know of what is to be paid, and see the case. */
const paidByFinance: Wanted = { purpose: 'pay', role: 'finance' }

const moneyIsOwed = ({ measures }: Context) =>
  measures.some(one => one.paid === null && one.amount !== null && cents(one.amount) > 0n)

const works: ReadonlySet<Purpose> = new Set(['attend', 'handle', 'pay', 'tell-customer'])

function peopleFor(wanted: Wanted, context: Context, organisation: Organisation, at: string): string[] {
  if (wanted.person) return [wanted.person]
  if (wanted.role === 'service-rep') return []
  if (wanted.purpose === 'appeal') {
    const found = pendingAppeals(context).flatMap(one => appealDeciders(context, organisation, one, at))
    return [...new Set(found.map(one => one.person))]
  }
  if (wanted.purpose === 'recusal') {
    const found = pendingRecusals(context).flatMap(one => recusalDecidersOf(context, organisation, one, at))
    return [...new Set(found.map(one => one.person))]
  }
  if (wanted.step) return decidersOf(context, organisation, wanted.step, at).map(one => one.person)
  const excluded = excludedFrom(wanted.purpose, context, organisation)
  return standIns(organisation, wanted.role, wanted.department ?? homeOf(context), excluded, at).map(one => one.person)
}

function excludedFrom(purpose: Purpose, context: Context, organisation: Organisation): string[] {
  if (works.has(purpose)) return awayFrom(context)
  return purpose === 'extension'
    ? excludedFromGranting(context, organisation)
    : excludedFromDeciding(context, organisation)
}
