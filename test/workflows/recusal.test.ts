import { describe, expect, it } from 'vitest'
import { refunding } from '../support/payloads.ts'
import type { PureCase } from '../support/pure-case.ts'
import { caseIn } from '../support/stages.ts'

const head = 'head.dining'
const handler = 'handler.dining'
const leader = 'leader.hospitality'
const askOf = (life: PureCase, purpose: string) =>
  life.decisions.findLast(one => one.asked !== null)?.asked?.find(one => one.purpose === purpose)
const leftOut = (life: PureCase) => life.decisions.at(-1)?.event.computed.leftOut

describe('recusal on request of the customer', () => {
  it.each([
    [handler, head],
    [head, leader],
    [leader, 'director'],
    ['rep2', 'centre'],
  ])('of %s is decided by the level above, %s', (person, decider) => {
    const life = caseIn('investigate.inquire')
    life.does('rep', 'ask-recusal', { person })
    expect(askOf(life, 'recusal')?.people).toEqual([decider])
    expect(life.refusal(person, 'decide-recusal')).toMatchObject({ code: 'not-permitted' })
    expect(life.refusal(decider, 'decide-recusal')).toBeUndefined()
  })

  it('has one working day', () => {
    const life = caseIn('investigate.inquire')
    life.does('rep', 'ask-recusal')
    // Tuesday 10:00 in Beijing: to the end of Wednesday
    expect(life.deadline('recusal')).toMatchObject({ entry: 1, metAt: null, dueAt: '2026-09-02T15:59:59.999Z' })
    life.does(head, 'decide-recusal')
    expect(life.deadline('recusal')?.metAt).not.toBeNull()
  })

  it('granted, the person is off the case as if they had stepped back', () => {
    const life = caseIn('investigate.inquire')
    life.does('rep', 'ask-recusal')
    life.does(head, 'decide-recusal')
    expect(life.context).toMatchObject({ handler: null, recused: [handler], recusalAsked: null })
    expect(life.refusal(handler, 'note')).toMatchObject({ code: 'not-permitted' })
  })

  it('refused, they stay, and nothing is asked any more', () => {
    const life = caseIn('investigate.inquire')
    life.does('rep', 'ask-recusal')
    life.does(head, 'decide-recusal', { outcome: 'refused' })
    expect(life.context).toMatchObject({ handler, recused: [], recusalAsked: null })
    expect(askOf(life, 'recusal')).toBeUndefined()
    expect(life.refusal(head, 'decide-recusal')).toMatchObject({ rule: 'no-recusal-asked' })
  })

  it('is not decided by whoever asked for it, nor by anybody below that person', () => {
    const life = caseIn('investigate.inquire')
    life.does(head, 'ask-recusal')
    expect(life.refusal(head, 'decide-recusal')).toMatchObject({ rule: 'own-request' })
    expect(askOf(life, 'recusal')?.people).toEqual([leader])
    life.does(leader, 'decide-recusal')
    life.does(head, 'ask-recusal', { person: leader })
    expect(life.refusal(head, 'decide-recusal')).toMatchObject({ code: 'not-permitted' })
    expect(askOf(life, 'recusal')?.people).toEqual(['director'])
  })

  it('is the only way to keep somebody else off: recusing is for one’s own relation', () => {
    const life = caseIn('propose.review', 'major')
    for (const [by, person] of [
      [head, leader],
      [head, 'director'],
      ['centre', leader],
      [head, handler],
    ] as const) {
      expect(life.refusal(by, 'recuse', { person })).toMatchObject({ rule: 'own-relation-only' })
    }
    life.does('centre', 'recuse', { person: 'centre' })
    expect(life.context.recused).toEqual(['centre'])
  })

  it('one at a time, of somebody who is there and not off the case yet', () => {
    const life = caseIn('investigate.inquire')
    expect(life.refusal('rep', 'ask-recusal', { person: 'nobody' })).toMatchObject({ rule: 'no-such-person' })
    life.does('rep', 'ask-recusal')
    expect(life.refusal('rep', 'ask-recusal')).toMatchObject({ rule: 'recusal-pending' })
  })
})

describe('automatic recusals are on record when the steps are seated', () => {
  it('a head who proposes', () => {
    const life = caseIn('propose.draft', 'minor')
    life.does(head, 'plan', refunding('300'))
    expect(leftOut(life)).toEqual([{ person: head, role: 'head', why: 'proposer' }])
  })

  it('the respondent, and their superior in a complaint about conduct', () => {
    const life = caseIn('propose.draft')
    life.does('rep', 'amend', { fields: { respondent: head }, reason: '客户补充' })
    life.does(handler, 'plan', refunding('300'))
    expect(leftOut(life)).toEqual([
      { person: head, role: 'head', why: 'respondent' },
      { person: leader, role: 'unit-leader', why: 'superior' },
    ])
  })

  it('a declared relation', () => {
    const life = caseIn('propose.draft')
    life.does('head.dining', 'ask-recusal', { person: leader })
    life.does('director', 'decide-recusal')
    life.does(handler, 'plan')
    expect(leftOut(life)).toEqual([{ person: leader, role: 'unit-leader', why: 'recused' }])
  })

  it('nobody is named where nobody is left out', () => {
    const life = caseIn('propose.draft')
    life.does(handler, 'plan')
    expect(leftOut(life)).toBeUndefined()
  })
})
