import { describe, expect, it } from 'vitest'
import { complaintEventTypes, personEventTypes } from '../../workflows/complaint/events.ts'
import { payloads } from '../support/payloads.ts'
import type { PureCase } from '../support/pure-case.ts'
import { caseIn, type State, states } from '../support/stages.ts'

const always = ['note', 'contact', 'attach']
const recusable = ['recuse', 'ask-recusal', 'decide-recusal', 'end-recusal']
const extendable = ['extend', 'ask-extension', 'refuse-extension']
const appealable = ['decide-appeal']
const live = [
  ...always,
  ...appealable,
  ...recusable,
  ...extendable,
  'regrade',
  'amend',
  'externalise',
  'external-result',
]
const working = [...live, 'assign', 'pause']

/** Which events each state takes at all (design.md §3); a change of the machine must show as a change of this table. */
const accepted: Record<State, string[]> = {
  receive: [...always, 'register', 'decline', 'merge', 'withdraw', 'amend'],
  register: [...live, 'dispatch', 'settle', 'decline', 'merge', 'withdraw'],
  'investigate.attend': [...working, 'arrive', 'hand-back', 'settle', 'transfer', 'merge', 'withdraw'],
  'investigate.inquire': [...working, 'find', 'hand-back', 'settle', 'transfer', 'merge', 'withdraw'],
  'propose.draft': [...working, 'plan', 'transfer', 'withdraw'],
  'propose.review': [...working, 'approve', 'return', 'withdraw'],
  'propose.consult': [...working, 'consent', 'withdraw'],
  execute: [...working, 'perform', 'resolve', 'withdraw'],
  'follow-up': [...working, 'call-back'],
  'close.settle': [
    ...always,
    'close',
    'reopen',
    'amend',
    ...appealable,
    ...recusable,
    'externalise',
    'external-result',
  ],
  'close.closed': [...always, 'reopen', 'appeal', 'decide-appeal'],
}

const takenBy = (life: PureCase) =>
  personEventTypes.filter(type => {
    const verdict = life.judge('rep', { type, ...payloads[type] })
    return !('refused' in verdict && verdict.refused.code === 'not-in-this-stage')
  })

/** Where each way out of a state leads. */
const ways: [State, string, string, string, object?][] = [
  ['receive', 'rep', 'register', 'register'],
  ['receive', 'rep', 'decline', 'close.closed'],
  ['receive', 'rep', 'withdraw', 'close.closed'],
  ['receive', 'rep', 'merge', 'close.closed'],
  ['register', 'rep', 'dispatch', 'investigate.attend'],
  ['register', 'rep', 'decline', 'close.closed'],
  ['investigate.attend', 'head.dining', 'arrive', 'investigate.inquire'],
  ['investigate.attend', 'head.dining', 'hand-back', 'register'],
  ['investigate.inquire', 'head.dining', 'hand-back', 'register'],
  ['investigate.inquire', 'head.dining', 'transfer', 'investigate.attend'],
  ['investigate.inquire', 'handler.dining', 'find', 'propose.draft'],
  ['propose.draft', 'handler.dining', 'plan', 'propose.review'],
  ['propose.draft', 'head.dining', 'transfer', 'investigate.attend'],
  ['propose.review', 'leader.hospitality', 'approve', 'propose.consult'],
  ['propose.review', 'leader.hospitality', 'return', 'propose.draft'],
  ['propose.consult', 'handler.dining', 'consent', 'execute'],
  ['propose.consult', 'handler.dining', 'consent', 'propose.draft', { outcome: 'refused' }],
  ['propose.consult', 'handler.dining', 'consent', 'propose.consult', { outcome: 'unreachable' }],
  ['follow-up', 'rep', 'call-back', 'close.settle'],
  ['follow-up', 'rep', 'call-back', 'propose.draft', { outcome: 'dissatisfied' }],
  ['follow-up', 'rep', 'call-back', 'follow-up', { outcome: 'unreached' }],
  ['close.settle', 'centre', 'close', 'close.closed'],
  ['close.settle', 'rep', 'reopen', 'investigate.inquire'],
  ['close.closed', 'rep', 'reopen', 'investigate.inquire'],
  ['close.closed', 'rep', 'appeal', 'close.closed'],
]

describe('the states of a complaint', () => {
  it.each(states)('%s takes these events and no others', state => {
    expect(takenBy(caseIn(state)).sort()).toEqual([...(accepted[state] ?? [])].sort())
  })

  it.each(states)('%s takes resume instead of pause while the case is paused', state => {
    const life = caseIn(state)
    if (!accepted[state].includes('pause')) return expect(takenBy(life)).not.toContain('resume')
    life.does('centre', 'pause')
    expect(takenBy(life)).toContain('resume')
    expect(takenBy(life)).not.toContain('pause')
  })

  it.each(ways)('from %s, %s sends %s, which leads to %s', (state, by, type, expected, fields = {}) => {
    const life = caseIn(state)
    life.does(by, type as 'note', fields)
    expect(life.state).toBe(expected)
  })

  it('resolving leads to the follow-up once every measure is performed', () => {
    const life = caseIn('execute')
    expect(life.refusal('handler.dining', 'resolve')).toMatchObject({ rule: 'measures-open' })
    life.does('handler.dining', 'perform')
    life.does('handler.dining', 'resolve')
    expect(life.state).toBe('follow-up')
  })

  it('a minor complaint without money goes from its plan straight to the customer', () => {
    const life = caseIn('propose.draft', 'minor')
    life.does('handler.dining', 'plan', { measures: [{ kind: 'apology', description: '致歉' }] })
    expect(life.state).toBe('propose.consult')
  })

  it('what ended before it was dispatched is reopened where it stood', () => {
    const undispatched = caseIn('register')
    undispatched.does('rep', 'withdraw')
    undispatched.does('rep', 'reopen')
    expect(undispatched.state).toBe('register')
    const unregistered = caseIn('receive')
    unregistered.does('rep', 'decline')
    unregistered.does('rep', 'reopen')
    expect(unregistered.state).toBe('receive')
  })

  it('nobody can send an event of the machine itself, the opening, or one that does not exist', () => {
    const life = caseIn('execute')
    for (const type of ['xstate.stop', 'xstate.init', 'open', 'escalate', '', 'toString', '__proto__', '*']) {
      expect(life.judge('handler.dining', { type })).toMatchObject({ refused: { code: 'invalid' } })
    }
    for (const body of [null, undefined, 'note', 7, [], { type: 7 }]) {
      expect(life.judge('handler.dining', body)).toMatchObject({ refused: { code: 'invalid' } })
    }
  })

  it.each(complaintEventTypes)('%s takes no field that its schema does not name', type => {
    const life = caseIn('execute')
    for (const smuggled of ['by', 'at', 'capacity', 'computed']) {
      const verdict = life.judge('handler.dining', { type, ...payloads[type], [smuggled]: 'admin' })
      expect(verdict).toMatchObject({ refused: { code: 'invalid' } })
    }
  })
})
