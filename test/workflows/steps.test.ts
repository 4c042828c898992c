import { describe, expect, it } from 'vitest'
import { levels } from '../../workflows/complaint/codes.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { informedOf, lastApproverOf, stepsOf } from '../../workflows/policy/steps.ts'
import { refunding } from '../support/payloads.ts'
import { approveAll, caseIn } from '../support/stages.ts'

const leader = 'unit-leader approve'
const centre = 'service-head countersign'
const chief = 'director approve'
const purse = 'finance countersign'
const board = 'board approve'
const opinions = ['legal opinion', 'pr opinion']
const review = [centre, leader]
const experts = [...review, ...opinions]

/** The decisions of a round by level and compensation (domain.md §1.5); the customer's consent comes last in each. */
const rounds: Record<(typeof levels)[number], [sum: string, decisions: string[]][]> = {
  minor: [
    ['0.00', []],
    ['0.01', ['head approve']],
    ['500.00', ['head approve']],
    ['500.01', [leader]],
    ['5000.00', [leader]],
    ['5000.01', [chief, purse]],
    ['50000.00', [chief, purse]],
    ['50000.01', [chief, purse, board]],
  ],
  general: [
    ['0.00', [leader]],
    ['500.00', ['head approve', leader]],
    ['500.01', [leader]],
    ['5000.00', [leader]],
    ['5000.01', [leader, chief, purse]],
    ['50000.00', [leader, chief, purse]],
    ['50000.01', [leader, chief, purse, board]],
  ],
  major: [
    ['0.00', [...review, chief]],
    ['500.00', ['head approve', ...review, chief]],
    ['500.01', [...review, chief]],
    ['5000.00', [...review, chief]],
    ['5000.01', [...review, chief, purse]],
    ['50000.00', [...review, chief, purse]],
    ['50000.01', [...review, chief, purse, board]],
  ],
  critical: [
    ['0.00', [...experts, chief]],
    ['500.00', ['head approve', ...experts, chief]],
    ['500.01', [...experts, chief]],
    ['5000.00', [...experts, chief]],
    ['5000.01', [...experts, chief, purse]],
    ['50000.00', [...experts, chief, purse]],
    ['50000.01', [...experts, chief, purse, board]],
  ],
}

describe.each(levels)('the round of a %s complaint', level => {
  it.each(rounds[level])('with %s yuan asks %j, then the customer', (sum, decisions) => {
    const steps = stepsOf(winery, level, sum).map(step => `${step.role} ${step.kind}`)
    expect(steps).toEqual([...decisions, 'handler consent'])
  })
})

describe('a round', () => {
  it('adds its money up in cents: 0.10 and 0.20 make 0.30, and 499.99 and 0.02 exceed 500', () => {
    const life = caseIn('propose.draft', 'minor')
    const measures = ['499.99', '0.02'].map(amount => ({ kind: 'refund' as const, description: '退款', amount }))
    const decision = life.does('handler.dining', 'plan', { measures })
    expect(decision.after.compensation).toBe('500.01')
    expect(decision.after.steps[0]).toMatchObject({ role: 'unit-leader', department: 'hospitality', status: 'open' })
  })

  it('refuses money that has more than two decimals, is negative or is no number', () => {
    const life = caseIn('propose.draft')
    for (const amount of ['1.001', '-1', '1e3', 'NaN', '1,00', '10,00.5', '', '1000000000000']) {
      expect(life.refusal('handler.dining', 'plan', refunding(amount)), amount).toMatchObject({ code: 'invalid' })
    }
  })

  it('may ask the customer first, where the policy says so', () => {
    const policy: Policy = { ...winery, approval: { ...winery.approval, consent: 'first' } }
    const version = { code: 'winery', version: 2, policy }
    const life = caseIn('propose.draft', 'general', { version })
    life.does('handler.dining', 'plan')
    expect(life.state).toBe('propose.consult')
    life.does('handler.dining', 'consent')
    expect(life.state).toBe('propose.review')
    approveAll(life)
    expect(life.state).toBe('execute')
  })

  it('keeps the decisions already given when the level changes, and asks those who are missing', () => {
    const life = caseIn('propose.review', 'general')
    life.does('leader.hospitality', 'approve')
    expect(life.state).toBe('propose.consult')
    life.does('rep', 'regrade', { level: 'major' })
    expect(life.state).toBe('propose.review')
    expect(life.context.steps.map(step => `${step.role} ${step.status}`)).toEqual([
      'service-head open',
      'unit-leader approved',
      'director pending',
      'handler pending',
    ])
    approveAll(life)
    expect(life.state).toBe('propose.consult')
  })

  it('goes to the customer when a lower level leaves nobody to ask', () => {
    const life = caseIn('propose.review', 'general')
    life.does('leader.hospitality', 'regrade', { level: 'minor' })
    expect(life.state).toBe('propose.consult')
  })

  it('may be paid up to what was approved, with evidence or an amount', () => {
    const life = caseIn('propose.draft', 'general')
    life.does('handler.dining', 'plan', refunding('800'))
    approveAll(life)
    life.does('handler.dining', 'consent')
    const perform = (fields: object) => life.refusal('finance', 'perform', { evidence: undefined, ...fields })
    expect(perform({ paidAmount: '800.01' })).toMatchObject({ rule: 'over-approved' })
    expect(perform({})).toMatchObject({ rule: 'evidence-missing' })
    expect(perform({ measure: 2 })).toMatchObject({ rule: 'no-such-measure' })
    life.does('finance', 'perform', { paidAmount: '800' })
    expect(life.context.paid).toBe('800.00')
    expect(life.refusal('handler.dining', 'perform')).toMatchObject({ rule: 'all-performed' })
  })

  it('may be noted as paid by finance after somebody else has carried it out with a proof', () => {
    const life = caseIn('propose.draft', 'general')
    life.does('handler.dining', 'plan', refunding('800'))
    approveAll(life)
    life.does('handler.dining', 'consent')
    life.does('handler.dining', 'perform', { evidence: '收据 0093' })
    expect(life.context.paid).toBe('0.00')
    expect(life.refusal('finance', 'perform', { evidence: '回单', paidAmount: undefined })).toMatchObject({
      rule: 'payment-missing',
    })
    life.does('finance', 'perform', { evidence: undefined, paidAmount: '750' })
    expect(life.context.paid).toBe('750.00')
    expect(life.refusal('finance', 'perform', { paidAmount: '750' })).toMatchObject({ rule: 'all-performed' })
  })
})

describe('beside the deciders', () => {
  it('finance is told of what the unit leader may spend alone', () => {
    expect(['500.00', '500.01', '5000.00', '5000.01'].map(sum => informedOf(winery, sum))).toEqual([
      [],
      ['finance'],
      ['finance'],
      [],
    ])
  })

  it('the last approver of each level', () => {
    expect(levels.map(level => lastApproverOf(winery, level))).toEqual(['head', 'unit-leader', 'director', 'director'])
  })
})
