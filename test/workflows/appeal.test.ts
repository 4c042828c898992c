import { describe, expect, it } from 'vitest'
import type { Level } from '../../workflows/complaint/codes.ts'
import { complaint } from '../../workflows/complaint/complaint.ts'
import { type Circumstances, offers } from '../../workflows/decide.ts'
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
  ])('%s: goes to the level above the last approver, and never to somebody below them', (level, who) => {
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
    expect(judged(life, 'rep', penalty, { penalised })).toMatchObject({ rule: 'own-penalty-only' })
    expect(judged(life, handler, { ...penalty, person: undefined }, { penalised })).toBeUndefined()
    const ofCustomer = { ...payloads.appeal, type: 'appeal', person: handler }
    expect(judged(life, 'rep', ofCustomer)).toMatchObject({ rule: 'appellant-not-customer' })
    expect(judged(life, 'head.dining', penalty, { penalised })).toMatchObject({ code: 'not-permitted' })
  })

  it('leaves the case closed, and the customer their own appeal', () => {
    const life = caseIn('close.closed')
    const verdict = life.judge(handler, penalty, { penalised })
    if (!('decision' in verdict)) throw new Error(number)
    life.snapshot = verdict.decision.snapshot
    expect(life.refusal('director', 'decide-appeal')).toMatchObject({ rule: 'new-penalty-missing' })
    life.does('director', 'decide-appeal', { outcome: 'changed', penaltyKind: '口头提醒' })
    expect(life.state).toBe('close.closed')
    expect(judged(life, handler, penalty, { penalised })).toMatchObject({ rule: 'appeal-final' })
    expect(life.refusal('rep', 'appeal')).toBeUndefined()
  })
})

describe('several appeals', () => {
  const head = 'head.dining'
  const penalised = [handler, head, leader]
  const appeals = (life: PureCase, by: string, body: object) => {
    const verdict = life.judge(by, { type: 'appeal', reason: '不服', ...body }, { penalised })
    if (!('decision' in verdict)) throw new Error(JSON.stringify(verdict))
    life.decisions.push(verdict.decision)
    life.snapshot = verdict.decision.snapshot
  }
  const three = () => {
    const life = caseIn('close.closed')
    appeals(life, handler, { against: 'penalty' })
    appeals(life.at(day), head, { against: 'penalty' })
    appeals(life.at(2 * day), 'rep', { against: 'outcome' })
    return life
  }

  it('wait side by side, each with its own limit, and one request asks for all', () => {
    const life = three()
    expect(life.context.appeal?.person).toBe(handler)
    expect(life.context.moreAppeals?.map(one => one.person)).toEqual([head, null])
    expect(life.deadlines().filter(one => one.kind === 'appeal' && one.metAt === null)).toHaveLength(3)
    expect(asked(life)).toEqual(['director'])
    expect(judged(life, head, { ...penalty, person: head }, { penalised })).toMatchObject({ rule: 'appeal-pending' })
  })

  it('are decided by name, and each decision meets its own limit', () => {
    const life = three()
    life.does('director', 'decide-appeal', { person: head, outcome: 'rejected' })
    expect(life.context.appeals?.map(one => one.decidedAt !== null)).toEqual([false, true, false])
    const met = life.deadlines().filter(one => one.kind === 'appeal' && one.metAt !== null)
    expect(met.map(one => one.entry)).toEqual([2])
    // without a name it is the customer's; what is open again waits on for the other
    life.does('director', 'decide-appeal', { outcome: 'changed' })
    expect(life.state).toBe('propose.draft')
    expect(asked(life)).toEqual(['director'])
    life.does('director', 'decide-appeal', { person: handler, outcome: 'changed', penaltyKind: '撤销处罚' })
    expect(life.state).toBe('propose.draft')
    expect(life.context).toMatchObject({ appeal: null, moreAppeals: [] })
    expect(asked(life)).toBeUndefined()
  })

  it('remind only those who decide that one, also when another has been decided', () => {
    const life = caseIn('close.closed', 'minor')
    appeals(life, leader, { against: 'penalty' })
    appeals(life, 'rep', { against: 'outcome' })
    const reminded = (entry: number, rung: number) =>
      life.does(null, 'deadline-reach', { kind: 'appeal', entry, rung }).told.map(one => one.to)
    expect(asked(life)).toEqual(['director', leader])
    life.at(15 * day)
    expect(reminded(1, 50)).toEqual(['director'])
    expect(reminded(2, 50)).toEqual([leader])
    life.does('director', 'decide-appeal', { person: leader, outcome: 'rejected' })
    expect(reminded(2, 100)).toEqual([leader, 'centre'])
  })

  it('must be told apart where none is the customer’s', () => {
    const life = caseIn('close.closed')
    appeals(life, handler, { against: 'penalty' })
    appeals(life, head, { against: 'penalty' })
    expect(life.refusal('director', 'decide-appeal', { outcome: 'upheld' })).toMatchObject({ rule: 'which-appeal' })
  })

  it('are offered to those on whom a penalty was laid and to the desk, and to nobody else', () => {
    const life = caseIn('close.closed')
    const offered = [handler, head, 'rep', 'director', 'auditor', 'leader.hospitality', 'finance'].filter(login =>
      offers(complaint, life.snapshot, { ...life.facts(login), penalised: [handler] }).includes('appeal'),
    )
    expect(offered).toEqual([handler, 'rep'])
  })

  it('nobody below the director changes what the director decided: without a board the last instance reconsiders', () => {
    const life = caseIn('close.closed', 'major')
    appeals(life, 'rep', { against: 'outcome' })
    expect(life.refusal('leader.production', 'decide-appeal')).toMatchObject({ code: 'not-permitted' })
    expect(life.does('director', 'decide-appeal').event.computed).toMatchObject({ reconsiders: true })
  })

  it('another leader decides where the director must stay away', () => {
    const life = caseIn('close.settle', 'major')
    life.does('director', 'recuse', { person: 'director' })
    life.does('centre', 'close')
    appeals(life, 'rep', { against: 'outcome' })
    expect(asked(life)).toEqual(['leader.production'])
  })
})

describe('a penalty', () => {
  it('is laid on somebody who works here, and told them', () => {
    const life = caseIn('close.settle')
    const laid = (person: string) => ({ penalties: [{ person, kind: '扣罚' }] })
    expect(life.refusal('centre', 'close', laid('no.such.person'))).toMatchObject({ rule: 'no-such-person' })
    const { told } = life.does('centre', 'close', laid(handler))
    expect(told.find(one => one.kind === 'penalised')).toEqual({ kind: 'penalised', to: handler, params: { days: 5 } })
  })
})
