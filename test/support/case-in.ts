import { changeCase, openCase } from '../../server/cases/change-case.ts'
import type { Deps } from '../../server/deps.ts'
import { type EventType, type Fields, payloads, refunding } from './payloads.ts'
import { type State, states } from './stages.ts'

/** Who sends what to leave a state: a general complaint of the dining department with a refund of 800 yuan. */
const leave: Record<State, [login: string, type: EventType, fields?: object][]> = {
  receive: [['rep', 'register', { amount: '1280', product: '家宴套餐', scopeFlags: ['public-review'] }]],
  register: [['rep', 'dispatch', { handler: 'handler.dining' }]],
  'investigate.attend': [['head.dining', 'arrive']],
  'investigate.inquire': [['handler.dining', 'find']],
  'propose.draft': [['handler.dining', 'plan', refunding('800')]],
  'propose.review': [['leader.hospitality', 'approve', { opinion: '同意，请尽快退款' }]],
  'propose.consult': [['handler.dining', 'consent']],
  execute: [
    ['handler.dining', 'perform', { paidAmount: '800' }],
    ['handler.dining', 'resolve'],
  ],
  'follow-up': [['rep', 'call-back']],
  'close.settle': [['centre', 'close']],
  'close.closed': [],
}

/** One event through the door, with the least fields and those given. */
export const happen = <T extends EventType>(deps: Deps, number: string, login: string, type: T, fields: object = {}) =>
  changeCase(deps, number, { type, ...(payloads[type] as Fields<T>), ...fields }, { login })

/** A complaint brought through the door to a state; answers its number. */
export async function caseInState(deps: Deps, state: State): Promise<string> {
  const { number } = await openCase(deps, payloads.open, { login: 'rep' })
  for (const reached of states.slice(0, states.indexOf(state))) {
    for (const [login, type, fields] of leave[reached]) await happen(deps, number, login, type, fields)
  }
  return number
}
