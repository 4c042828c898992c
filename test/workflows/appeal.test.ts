import { describe, expect, it } from 'vitest'
import type { Level } from '../../workflows/complaint/codes.ts'
import type { Circumstances } from '../../workflows/decide.ts'
import { parkWith } from '../support/organisation.ts'
import { payloads } from '../support/payloads.ts'
import { number, type PureCase } from '../support/pure-case.ts'
import { caseIn } from '../support/stages.ts'

const day = 24 * 60
const leader = 'leader.hospitality'
const handler = 'handler.dining'
const asked = (life: PureCase) =>
  life.decisions.findLast(one => one.asked !== null)?.asked?.find(one => one.purpose === 'appeal')?.people
const penalty = { type: 'appeal', against: 'penalty', person: handler, reason: '处罚过重' }
const judged = (life: PureCase, by: string, body: object, more: Partial<Circumstances> = {}) => {
  const verdict = life.judge(by, body, more)
  return 'refused' in verdict ? verdict.refused : undefined
}

describe('an appeal by the customer', () => {
  it.each<[Level, string[]]>([
    ['minor', [leader]],
    ['general', ['director']],
    ['major', ['director']],
    ['critical', ['director']],
  ])('%s: goes to the level above the last approver, or to the last instance', (level, who) => {
    const life = caseIn('close.closed', level)
    life.does('rep', 'appeal')
    expect(asked(life)).toEqual(who)
    expect(life.state).toBe('close.closed')
  })

  it('goes to the board where there is one', () => {
    const organisation = parkWith({ posts: [{ person: 'chair', role: 'board', department: 'park' }] })
    const life = caseIn('close.closed', 'major', { organisation })
    life.does('rep', 'appeal')
    expect(asked(life)).toEqual(['chair'])
  })

  it('is due in 30 natural days and warns whoever must decide', () => {
    const life = caseIn('close.closed')
    life.does('rep', 'appeal')
    expect(life.deadline('appeal')?.dueAt).toBe('2026-10-01T15:59:59.999Z')
    life.at(15 * day).does(null, 'deadline-reach', { kind: 'appeal', entry: 1, rung: 50 })
    expect(life.decisions.at(-1)?.told.map(one => one.to)).toEqual(['director'])
  })

  it('is taken for 30 natural days from closing', () => {
    const life = caseIn('close.closed')
    expect(life.at(30 * day).refusal('rep', 'appeal')).toBeUndefined()
    expect(life.at(31 * day).refusal('rep', 'appeal')).toMatchObject({ rule: 'appeal-window-passed' })
  })

  it('changed, opens the case for a new plan, counted from now', () => {
    const life = caseIn('close.closed')
    life.does('rep', 'appeal')
    life.at(10 * day).does('director', 'decide-appeal')
    expect(life.state).toBe('propose.draft')
    expect(life.context).toMatchObject({ outcome: null, closedAt: null, appeal: null })
    expect(life.due('plan')).toBe(10 * day + 240)
    expect(life.deadline('appeal')?.metAt).not.toBeNull()
  })

  it.each(['upheld', 'rejected'] as const)('%s, the case stays closed', outcome => {
    const life = caseIn('close.closed')
    life.does('rep', 'appeal')
    life.does('director', 'decide-appeal', { outcome })
    expect(life.state).toBe('close.closed')
    expect(life.context.outcome).toBe('resolved')
  })

  it('the second instance is final, also after the case was worked on again', () => {
    const life = caseIn('close.closed')
    life.does('rep', 'appeal')
    expect(life.refusal('rep', 'appeal')).toMatchObject({ rule: 'appeal-pending' })
    expect(life.refusal('rep', 'reopen')).toMatchObject({ rule: 'appeal-pending' })
    life.does('director', 'decide-appeal', { outcome: 'upheld' })
    expect(life.refusal('rep', 'appeal')).toMatchObject({ rule: 'appeal-final' })
  })

  it('is not decided by the first instance', () => {
    const life = caseIn('close.closed')
    life.does('rep', 'appeal')
    expect(life.refusal(leader, 'decide-appeal')).toMatchObject({ code: 'not-permitted' })
    expect(life.refusal('director', 'decide-appeal')).toBeUndefined()
  })

  it('needs an outcome: a withdrawn complaint has none', () => {
    const life = caseIn('register')
    life.does('rep', 'withdraw')
    expect(life.refusal('rep', 'appeal')).toMatchObject({ rule: 'nothing-to-appeal' })
  })
})

describe('an appeal by staff against a penalty', () => {
  const penalised = [handler]

  it('is sent by themselves, within five working days of closing', () => {
    const life = caseIn('close.closed')
    expect(judged(life, handler, penalty, { penalised })).toBeUndefined()
    // closed on Tuesday 1 September 2026: the fifth working day is Tuesday the 8th
    expect(judged(life.at(7 * day), handler, penalty, { penalised })).toBeUndefined()
    expect(judged(life.at(8 * day), handler, penalty, { penalised })).toMatchObject({ rule: 'appeal-window-passed' })
  })

  it('needs a penalty, and names whose', () => {
    const life = caseIn('close.closed')
    expect(judged(life, handler, penalty)).toMatchObject({ rule: 'no-such-penalty' })
    expect(judged(life, 'rep', { ...penalty, person: undefined })).toMatchObject({ rule: 'appellant-missing' })
    const ofCustomer = { ...payloads.appeal, type: 'appeal', person: handler }
    expect(judged(life, 'rep', ofCustomer)).toMatchObject({ rule: 'appellant-not-customer' })
    expect(judged(life, 'head.dining', penalty, { penalised })).toMatchObject({ code: 'not-permitted' })
  })

  it('leaves the case closed, and the customer their own appeal', () => {
    const life = caseIn('close.closed')
    const verdict = life.judge(handler, penalty, { penalised })
    if (!('decision' in verdict)) throw new Error(number)
    life.snapshot = verdict.decision.snapshot
    life.does('director', 'decide-appeal', { outcome: 'changed' })
    expect(life.state).toBe('close.closed')
    expect(judged(life, handler, penalty, { penalised })).toMatchObject({ rule: 'appeal-final' })
    expect(life.refusal('rep', 'appeal')).toBeUndefined()
  })
})
