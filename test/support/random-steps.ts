import fc from 'fast-check'
import { levels } from '../../workflows/complaint/codes.ts'
import { complaintEventTypes } from '../../workflows/complaint/events.ts'
import { park } from './organisation.ts'
import { type EventType, type Fields, payloads, refunding } from './payloads.ts'
import { states } from './stages.ts'

/** What chance chooses for one step: numbers that point into whatever there is to choose from. */
export interface Draw {
  who: number
  what: number
  variant: number
  /** minutes since the step before */
  wait: number
  /** any event by anybody, instead of one that is offered */
  wild: boolean
  /** also what writes a remark or ends the case, which would else be most of what happens */
  idle: boolean
}

const index = fc.nat(10_000)
const wait = fc.oneof(fc.constantFrom(0, 1, 9, 10, 11), fc.nat(300), fc.nat(60 * 24 * 20))

const oneIn = (count: number) => fc.nat(count - 1).map(drawn => drawn === 0)
const draw = fc.record({ who: index, what: index, variant: index, wait, wild: oneIn(6), idle: oneIn(6) })

/** Steps of a random life that begins in a random state. */
export const randomLife = fc.record({
  state: fc.constantFrom(...states),
  level: fc.constantFrom(...levels),
  steps: fc.array(draw, { minLength: 8, maxLength: 24 }),
})

const idle: ReadonlySet<string> = new Set([
  'note',
  'contact',
  'attach',
  'amend',
  'withdraw',
  'decline',
  'merge',
  'hand-back',
  'recuse',
])

const logins = park.people.map(person => person.login)

/** Other fields than the usual ones: they lead to every branch of the rules. */
const variants: { [T in EventType]?: Partial<Fields<T>>[] } = {
  register: [
    { amount: '300' },
    { amount: '4000', affectedCount: 3 },
    { amount: '48000.5', respondent: 'head.dining' },
    { amount: '90000' },
    { level: 'minor', levelReason: '客户体谅' },
  ],
  dispatch: [
    { handler: 'handler.dining' },
    { department: 'cellar', handler: 'handler.cellar' },
    { department: 'coaches' },
  ],
  transfer: [{}, { department: 'cellar' }, { department: 'dining' }],
  assign: [{}, { handler: 'head.dining' }, { handler: 'handler.cellar' }],
  plan: [{}, refunding('500'), refunding('3000'), refunding('20000'), refunding('60000')],
  consent: [{}, { outcome: 'refused' }, { outcome: 'unreachable' }],
  find: [{}, {}, {}, { files: [1] }],
  perform: [{}, {}, { paidAmount: '100' }, { measure: 2 }, { evidence: undefined, files: [1] }],
  note: [{}, { text: '请 @leader.hospitality 看一下' }],
  contact: [{}, { clear: ['listen', 'resolve'] }],
  'call-back': [{}, { outcome: 'dissatisfied' }, { outcome: 'unreached' }],
  regrade: [{ level: 'minor' }, { level: 'general' }, { level: 'major' }, { level: 'critical' }],
  amend: [
    {},
    { fields: { amount: '7000', channel: '12315' } },
    { fields: { respondent: 'leader.hospitality', category: 'service' } },
  ],
  'ask-extension': [{}, { kind: 'plan' }],
  'ask-recusal': logins.map(person => ({ person })),
  'decide-recusal': [{}, { outcome: 'refused' }],
  'end-recusal': logins.map(person => ({ person })),
  'decide-appeal': [{}, { outcome: 'upheld' }],
  extend: [{}, { kind: 'plan' }, { kind: 'progress' }, { kind: 'review' }],
  recuse: logins.map(person => ({ person })),
}

/** The body of an event of that type, as chance fills it in. */
function bodyOf(type: EventType, variant: number) {
  const list = variants[type] ?? [{}]
  return { type, ...payloads[type], ...list[variant % list.length] }
}

/** Who sends what: the drawn person, or the next one to whom anything is offered; anybody and anything when wild. */
export function chosen(draw: Draw, offersTo: (login: string) => readonly EventType[]) {
  if (!draw.wild) {
    for (const by of [...logins.slice(draw.who % logins.length), ...logins]) {
      const offered = offersTo(by).filter(type => draw.idle || !idle.has(type))
      const type = offered[draw.what % Math.max(1, offered.length)]
      if (type) return { by, body: bodyOf(type, draw.variant), offered: true }
    }
  }
  const by = [...logins, null][draw.who % (logins.length + 1)] ?? null
  const type = complaintEventTypes[draw.what % complaintEventTypes.length] ?? 'note'
  return { by, body: bodyOf(type, draw.variant), offered: false }
}
