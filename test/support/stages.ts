import type { Level } from '../../workflows/complaint/codes.ts'
import { refunding } from './payloads.ts'
import { PureCase } from './pure-case.ts'

/** Every state of a complaint, in the order of its life. */
export const states = [
  'receive',
  'register',
  'investigate.attend',
  'investigate.inquire',
  'propose.draft',
  'propose.review',
  'propose.consult',
  'execute',
  'follow-up',
  'close.settle',
  'close.closed',
] as const
export type State = (typeof states)[number]

/** Who decides a step that waits, in the demo winery with a case of the dining department. */
const deciderOf: Record<string, string> = {
  head: 'head.dining',
  'unit-leader': 'leader.hospitality',
  'service-head': 'centre',
  director: 'director',
  finance: 'finance',
  legal: 'legal',
  pr: 'pr',
}

/** A complaint of the dining department brought to a state by the people whose job it is. Its handler is handler.dining. */
export function caseIn(
  state: State,
  level: Level = 'general',
  world: ConstructorParameters<typeof PureCase>[0] = {},
): PureCase {
  const life = new PureCase(world)
  for (const reached of states) {
    if (reached === state) return life
    leave[reached](life, level)
  }
  return life
}

/** The step that is open is decided by whoever decides it, until the customer is asked. */
export function approveAll(life: PureCase): void {
  for (let step = openRole(life); step && life.state === 'propose.review'; step = openRole(life)) {
    life.does(deciderOf[step] ?? step, 'approve')
  }
}

const openRole = (life: PureCase) => life.context.steps.find(step => step.status === 'open')?.role

const leave: Record<State, (life: PureCase, level: Level) => void> = {
  receive: (life, level) => life.does('rep', 'register', { level, levelReason: '按制度' }),
  register: life => life.does('rep', 'dispatch', { handler: 'handler.dining' }),
  'investigate.attend': life => life.does('head.dining', 'arrive'),
  'investigate.inquire': life => life.does('handler.dining', 'find'),
  'propose.draft': (life, level) => life.does('handler.dining', 'plan', reviewed(level)),
  'propose.review': life => approveAll(life),
  'propose.consult': life => life.does('handler.dining', 'consent'),
  execute: life => {
    life.does('handler.dining', 'perform')
    life.does('handler.dining', 'resolve')
  },
  'follow-up': life => life.does('rep', 'call-back'),
  'close.settle': life => life.does('centre', 'close'),
  'close.closed': () => undefined,
}

/** A minor complaint is only reviewed when money is spent. */
const reviewed = (level: Level) => (level === 'minor' ? refunding('200') : {})
