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
    ['rep', 'centre'],
  ])('of %s is decided by the level above, %s', (person, decider) => {
    const life = caseIn('investigate.inquire')
    life.does(person === 'rep' ? handler : 'rep', 'ask-recusal', { person })
    expect(askOf(life, 'recusal')?.people).toEqual([decider])
    expect(life.refusal(person, 'decide-recusal')).toMatchObject({ code: 'not-permitted' })
    expect(life.refusal(decider, 'decide-recusal')).toBeUndefined()
  })

  it('of the director, whom nobody is above, is decided by a leader who is neither of this case nor over whoever asked', () => {
    const life = caseIn('propose.review', 'major')
    life.does(head, 'ask-recusal', { person: 'director' })
    expect(askOf(life, 'recusal')?.people).toEqual(['leader.production'])
    expect(life.refusal(leader, 'decide-recusal')).toMatchObject({ code: 'not-permitted' })
    life.does('leader.production', 'decide-recusal')
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
    expect(life.refusal(head, 'ask-recusal')).toMatchObject({ rule: 'recusal-pending' })
    expect(life.refusal('rep', 'ask-recusal', { person: 'rep2' })).toMatchObject({ rule: 'no-part-in-this-case' })
  })

  it('side by side of several people: each has a limit and is decided for itself', () => {
    const life = caseIn('propose.draft')
    life.does('rep', 'ask-recusal', { person: handler })
    life.at(5).does('centre', 'ask-recusal', { person: leader })
    expect(askOf(life, 'recusal')?.people).toEqual([head, 'director'])
    expect(life.refusal('director', 'decide-recusal')).toMatchObject({ rule: 'which-recusal' })
    expect(life.refusal(head, 'decide-recusal', { person: leader })).toMatchObject({ code: 'not-permitted' })
    life.at(10).does('director', 'decide-recusal', { person: leader })
    expect(life.context).toMatchObject({ recused: [leader], recusalAsked: { person: handler }, moreRecusals: [] })
    expect(
      life
        .deadlines()
        .filter(one => one.kind === 'recusal')
        .map(one => one.metAt === null),
    ).toEqual([true, false])
    life.at(15).does(head, 'decide-recusal')
    expect(life.context.recused).toEqual([leader, handler])
  })

  it('refused, is not asked for again of the same person in the same round', () => {
    const life = caseIn('propose.draft')
    life.does('rep', 'ask-recusal', { person: leader })
    life.does('director', 'decide-recusal', { outcome: 'refused' })
    expect(life.refusal('centre', 'ask-recusal', { person: leader })).toMatchObject({ rule: 'recusal-refused-before' })
    life.does(handler, 'plan')
    expect(life.refusal('centre', 'ask-recusal', { person: leader })).toBeUndefined()
  })
})

describe('a recusal that is taken back', () => {
  const granted = (person: string) => {
    const life = caseIn('propose.review', 'major')
    life.does('rep', 'ask-recusal', { person })
    return life.does(person === leader ? 'director' : head, 'decide-recusal') && life
  }

  it('their own: by the person themselves and by nobody else', () => {
    const life = caseIn('investigate.inquire')
    life.does(handler, 'recuse', { person: handler })
    for (const by of [head, leader, 'centre', 'director']) {
      expect(life.refusal(by, 'end-recusal')).toEqual({ code: 'not-permitted', rule: 'own-recusal-only' })
      expect(life.offers(by)).not.toContain('end-recusal')
    }
    expect(life.offers(handler)).toEqual(['end-recusal'])
    life.does(handler, 'end-recusal')
    expect(life.context).toMatchObject({ recused: [], ownRecusals: [], handler: null })
    life.does(head, 'assign', { handler })
    life.does(handler, 'find')
  })

  it('one that was decided: by the level above the person, not by the person', () => {
    const life = granted(handler)
    expect(life.refusal(handler, 'end-recusal')).toMatchObject({ code: 'not-permitted' })
    expect(life.refusal('rep', 'end-recusal')).toMatchObject({ code: 'not-permitted' })
    const { told } = life.does(head, 'end-recusal')
    expect(told.map(one => `${one.to}: ${one.kind}`)).toEqual([`${handler}: recusal-ended`])
  })

  it('what was decided meanwhile stands; from then on the person is asked again', () => {
    const life = granted(leader)
    life.does('centre', 'approve')
    expect(askOf(life, 'approve')?.people).toEqual(['leader.production'])
    const { told } = life.does('director', 'end-recusal', { person: leader })
    expect(askOf(life, 'approve')?.people).toEqual([leader])
    expect(told.map(one => `${one.to}: ${one.kind}`)).toEqual([
      `${leader}: approval-asked`,
      `${leader}: recusal-ended`,
      `${handler}: recusal-ended`,
    ])
    expect(life.context.steps.map(one => one.by)).toEqual(['centre', null, null, null])
    expect(life.refusal('leader.production', 'approve')).toMatchObject({ code: 'not-permitted' })
    life.does(leader, 'approve')
  })

  it('is not for a ground that lies in the facts, nor for a case that has ended', () => {
    const life = granted(handler)
    life.does('rep', 'amend', { fields: { respondent: head }, reason: '客户补充' })
    expect(life.refusal(leader, 'end-recusal', { person: head })).toMatchObject({ rule: 'not-recused' })
    expect(life.refusal(leader, 'end-recusal')).toBeUndefined()
    life.does('rep', 'withdraw')
    expect(life.refusal(leader, 'end-recusal')).toEqual({ code: 'not-in-this-stage' })
  })

  it('may be declared anew', () => {
    const life = caseIn('investigate.inquire')
    life.does(handler, 'recuse', { person: handler })
    life.does(handler, 'end-recusal')
    life.does(head, 'assign', { handler })
    life.does(handler, 'recuse', { person: handler })
    expect(life.context).toMatchObject({ recused: [handler], ownRecusals: [handler] })
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
