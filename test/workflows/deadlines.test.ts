import { describe, expect, it } from 'vitest'
import type { LimitKind } from '../../workflows/complaint/codes.ts'
import { nextDueOf } from '../../workflows/complaint/deadlines.ts'
import { refunding } from '../support/payloads.ts'
import { minutesIn, PureCase } from '../support/pure-case.ts'
import { approveAll, caseIn } from '../support/stages.ts'

const hours = 60
const entriesOf = (life: PureCase, kind: LimitKind) => life.deadlines().findLast(one => one.kind === kind)?.entry

describe('a limit', () => {
  it('of ten minutes from 23:55 is met at 00:05:00.000 and missed a millisecond later', () => {
    const life = new PureCase()
    life.does('rep', 'register')
    life.at(10).does('rep', 'dispatch')
    expect(life.context.late).toBe(false)
    const late = new PureCase()
    late.does('rep', 'register')
    late.at(10 + 1 / 60_000).does('rep', 'dispatch')
    expect(late.context.late).toBe(true)
    expect(late.deadlines().find(one => one.kind === 'report')).toMatchObject({
      missedAt: late.deadline('report')?.metAt,
    })
  })

  it('of two hours is met by a settlement after exactly two hours', () => {
    const life = caseIn('investigate.attend', 'minor')
    life.does('head.dining', 'arrive')
    life.at(120).does('head.dining', 'settle')
    expect(life.context.late).toBe(false)
    expect(life.deadline('settle')).toMatchObject({ metAt: minutesIn(120), missedAt: null })
  })

  it('that was missed stays missed: late never goes away', () => {
    const life = caseIn('investigate.attend', 'minor')
    life.at(125).does('head.dining', 'settle')
    expect(life.context.late).toBe(true)
    life.does('rep', 'call-back', { outcome: 'dissatisfied' })
    life.does('head.dining', 'regrade', { level: 'critical' })
    expect(life.context.late).toBe(true)
  })

  it('that no one met is noticed by the next event, whatever it is', () => {
    const life = caseIn('investigate.inquire', 'general')
    life.at(13 * hours).does('rep', 'note')
    expect(life.deadline('settle')).toMatchObject({ missedAt: minutesIn(13 * hours), metAt: null })
    expect(life.context.late).toBe(true)
  })

  it('starts and is met as the table of design.md §4 says', () => {
    const life = new PureCase()
    life.at(2).does('rep', 'register', { level: 'major', levelReason: '按制度' })
    expect(['inform-centre', 'inform-director'].map(kind => life.deadline(kind as LimitKind)?.metAt)).toEqual([
      minutesIn(2),
      minutesIn(2),
    ])
    life.at(5).does('rep', 'dispatch', { handler: 'handler.dining' })
    expect(life.deadline('report')?.metAt).toBe(minutesIn(5))
    expect(life.deadline('inform-leader')?.metAt).toBe(minutesIn(5))
    expect(life.due('attend')).toBe(15)
    life.at(12).does('head.dining', 'arrive')
    expect([life.deadline('attend')?.metAt, life.deadline('answer')?.metAt]).toEqual([minutesIn(12), minutesIn(12)])
    expect(life.due('progress')).toBe(12 + 12 * hours)
    life.at(60).does('handler.dining', 'contact')
    expect(life.due('progress')).toBe(60 + 12 * hours)
    life.at(90).does('handler.dining', 'find')
    life.at(120).does('handler.dining', 'plan')
    expect(life.deadline('plan')?.metAt).toBe(minutesIn(120))
    expect(life.due('review')).toBe(120 + 4 * hours)
    life.at(150).does('centre', 'approve')
    life.at(180).does('leader.hospitality', 'approve')
    expect(life.deadline('review')).toMatchObject({ entry: 2, metAt: minutesIn(180) })
    expect(life.due('approve')).toBe(180 + 4 * hours)
    life.at(200).does('director', 'approve')
    expect(life.deadline('approve')?.metAt).toBe(minutesIn(200))
    life.at(210).does('handler.dining', 'consent')
    life.at(220).does('handler.dining', 'perform')
    life.at(230).does('handler.dining', 'resolve')
    expect(life.deadline('settle')?.metAt).toBe(minutesIn(230))
    expect(life.deadline('progress')).toMatchObject({ metAt: null, endedAt: minutesIn(230) })
    expect(life.due('follow-up')).toBe(230 + 48 * hours)
    life.at(240).does('rep', 'call-back', { outcome: 'unreached' })
    expect(life.deadline('follow-up')?.metAt).toBeNull()
    life.at(250).does('rep', 'call-back')
    expect(life.deadline('follow-up')?.metAt).toBe(minutesIn(250))
    expect(nextDueOf(life.deadlines())).toEqual({ dueAt: null, dueKind: null })
  })

  it('of the second call of a critical complaint runs 30 days from its settlement, after closing', () => {
    const life = caseIn('close.closed', 'critical')
    expect(life.deadline('follow-up')).toMatchObject({ entry: 2, metAt: null, dueAt: '2026-10-01T15:59:59.999Z' })
    expect(life.offers('rep')).toContain('call-back')
    life.does('rep', 'call-back')
    expect(life.deadline('follow-up')?.metAt).toBe(minutesIn(0))
    expect(life.offers('rep')).not.toContain('call-back')
  })

  it('never starts again on a closed complaint, not even when the second call finds the customer dissatisfied', () => {
    const life = caseIn('close.closed', 'critical')
    life.does('rep', 'call-back', { outcome: 'dissatisfied' })
    expect(life.state).toBe('close.closed')
    expect(nextDueOf(life.deadlines())).toEqual({ dueAt: null, dueKind: null })
  })
})

describe('regrading', () => {
  it('from general to major after 11 hours moves the settlement from 12 to 48 hours after receipt', () => {
    const life = caseIn('investigate.inquire', 'general')
    expect(life.due('settle')).toBe(12 * hours)
    life.at(11 * hours).does('rep', 'regrade', { level: 'major' })
    expect(life.due('settle')).toBe(48 * hours)
    expect(entriesOf(life, 'settle')).toBe(1)
    expect(life.deadline('settle')?.missedAt).toBeNull()
  })

  it('from major to general after 13 hours makes it late at once', () => {
    const life = caseIn('investigate.inquire', 'major')
    life.at(13 * hours).does('director', 'regrade', { level: 'general' })
    expect(life.due('settle')).toBe(12 * hours)
    expect(life.deadline('settle')?.missedAt).toBe(minutesIn(13 * hours))
    expect(life.context.late).toBe(true)
  })

  it('to a level without a limit ends it, and back again lets it run on', () => {
    const life = caseIn('investigate.inquire', 'general')
    life.does('leader.hospitality', 'regrade', { level: 'minor' })
    expect(life.deadline('plan')).toBeUndefined()
    life.does('rep', 'regrade', { level: 'general' })
    expect(life.due('plan')).toBe(4 * hours)
  })
})

describe('a pause', () => {
  const paused = () => {
    const life = caseIn('investigate.inquire', 'general')
    life.at(60).does('head.dining', 'pause')
    return life
  }

  it('moves what it may move by exactly its own length', () => {
    const life = paused()
    life.at(60 + 95).does('head.dining', 'resume')
    expect(life.due('settle')).toBe(12 * hours + 95)
    expect(life.due('plan')).toBe(4 * hours + 95)
    expect(life.due('progress')).toBe(6 * hours + 95)
    expect(life.deadline('attend')?.dueAt).toBe(minutesIn(10))
  })

  it('adds up with another one', () => {
    const life = paused()
    life.at(70).does('head.dining', 'resume')
    life.at(100).does('head.dining', 'pause', { reasonCode: 'mediation' })
    life.at(130).does('head.dining', 'resume')
    expect(life.due('settle')).toBe(12 * hours + 40)
    expect(life.deadline('settle')?.ledger.pauses).toEqual([
      { from: minutesIn(60), to: minutesIn(70), reasonCode: 'testing' },
      { from: minutesIn(100), to: minutesIn(130), reasonCode: 'mediation' },
    ])
  })

  it('holds the rungs and keeps what is due from being missed', () => {
    const life = paused()
    expect(life.deadline('settle')?.nextRungAt).toBeNull()
    life.at(100 * hours).does('rep', 'note')
    expect(life.context.late).toBe(false)
    life.does('head.dining', 'resume')
    expect(life.deadline('settle')?.nextRung).toBe(50)
  })

  it('is of no use to what was already missed when it began', () => {
    const life = caseIn('investigate.inquire', 'general')
    life.at(13 * hours).does('head.dining', 'pause')
    expect(life.deadline('settle')?.missedAt).toBe(minutesIn(13 * hours))
  })

  it('is for general complaints and above', () => {
    expect(caseIn('investigate.inquire', 'minor').refusal('head.dining', 'pause')).toMatchObject({
      rule: 'level-not-pausable',
    })
  })

  it('ends with the work, and what it moved stays moved', () => {
    const life = paused()
    life.at(90).does('rep', 'withdraw')
    expect(life.context.pauses).toEqual([{ from: minutesIn(60), to: minutesIn(90), reasonCode: 'testing' }])
    expect(life.due('settle')).toBe(12 * hours + 30)
  })

  it('ends when the level falls to one that knows no pause', () => {
    const life = paused()
    life.at(80).does('leader.hospitality', 'regrade', { level: 'minor' })
    expect(life.context.pauses.at(-1)?.to).toBe(minutesIn(80))
    expect(life.due('settle')).toBe(2 * hours + 20)
  })
})

describe('an extension', () => {
  it('sets a later due instant before the old one has passed, by the approver of the level', () => {
    const life = caseIn('investigate.inquire', 'general')
    const extend = (kind: LimitKind, until: number) =>
      life.refusal('leader.hospitality', 'extend', { kind, until: minutesIn(until) })
    expect(extend('settle', 12 * hours)).toMatchObject({ rule: 'not-later' })
    expect(extend('report', 20 * hours)).toMatchObject({ rule: 'no-open-deadline' })
    expect(life.refusal('head.dining', 'extend')).toMatchObject({ code: 'not-permitted' })
    life.does('leader.hospitality', 'extend', { kind: 'settle', until: minutesIn(20 * hours) })
    expect(life.due('settle')).toBe(20 * hours)
    expect(entriesOf(life, 'settle')).toBe(1)
    expect(life.at(20 * hours + 1).refusal('leader.hospitality', 'extend')).toMatchObject({ rule: 'already-expired' })
  })

  it('is not for the ten minutes', () => {
    const life = caseIn('investigate.attend', 'general')
    expect(life.refusal('leader.hospitality', 'extend', { kind: 'attend' })).toMatchObject({ rule: 'not-extendable' })
  })

  it('given during a pause is moved by what is left of the pause', () => {
    const life = caseIn('investigate.inquire', 'general')
    life.at(10).does('head.dining', 'pause')
    life.at(40).does('leader.hospitality', 'extend', { kind: 'settle', until: minutesIn(20 * hours) })
    life.at(55).does('head.dining', 'resume')
    expect(life.due('settle')).toBe(20 * hours + 15)
  })

  it('is moved by a later pause, not by an earlier one', () => {
    const life = caseIn('investigate.inquire', 'general')
    life.at(10).does('head.dining', 'pause')
    life.at(40).does('head.dining', 'resume')
    life.at(50).does('leader.hospitality', 'extend', { kind: 'settle', until: minutesIn(20 * hours) })
    life.at(60).does('head.dining', 'pause')
    life.at(75).does('head.dining', 'resume')
    expect(life.due('settle')).toBe(20 * hours + 15)
  })
})

describe('a new entry', () => {
  it('of report begins with a hand-back, of attend with each dispatch and transfer', () => {
    const life = caseIn('investigate.attend', 'general')
    life.at(20).does('head.dining', 'hand-back')
    expect([entriesOf(life, 'report'), life.due('report')]).toEqual([2, 30])
    life.at(25).does('rep', 'dispatch')
    expect([entriesOf(life, 'attend'), life.due('attend')]).toEqual([2, 35])
    life.at(30).does('centre', 'transfer')
    expect([entriesOf(life, 'attend'), life.due('attend')]).toEqual([3, 40])
    expect([entriesOf(life, 'settle'), life.due('settle')]).toEqual([1, 12 * hours])
  })

  it.each([
    ['a dissatisfied call-back', 'call-back', { outcome: 'dissatisfied' }],
    ['reopening', 'reopen', {}],
  ] as const)('of plan, settle and progress begins with %s, counted from then', (_, type, fields) => {
    const life = caseIn(type === 'reopen' ? 'close.closed' : 'follow-up', 'general')
    life.at(100).does('rep', type, fields)
    expect([life.due('plan'), life.due('settle'), life.due('progress')]).toEqual([
      100 + 4 * hours,
      100 + 12 * hours,
      100 + 6 * hours,
    ])
    expect(entriesOf(life, 'settle')).toBe(2)
  })

  it('of review begins with each round', () => {
    const life = caseIn('propose.review', 'general')
    life.does('leader.hospitality', 'return')
    life.at(30).does('handler.dining', 'plan', refunding('900'))
    expect([entriesOf(life, 'review'), life.due('review')]).toEqual([2, 30 + 2 * hours])
    approveAll(life)
    expect(life.deadline('review')?.metAt).toBe(minutesIn(30))
  })
})

describe('what is late or over', () => {
  it('is seen at registration, also for a notice that registration itself writes', () => {
    const life = new PureCase({}, { receivedAt: minutesIn(-180), receivedReason: '门店漏报' })
    life.does('rep', 'register', { amount: '60000' })
    for (const kind of ['inform-centre', 'inform-director', 'report'] as const) {
      expect(life.deadline(kind)?.missedAt, kind).toBe(minutesIn(0))
    }
    expect(life.deadline('settle')?.missedAt).toBeNull()
    expect(life.context.late).toBe(true)
  })

  it('is not the call to a customer who was tried three times', () => {
    const life = caseIn('follow-up')
    for (let attempt = 0; attempt < 3; attempt++) life.does('rep', 'call-back', { outcome: 'unreached' })
    expect(life.state).toBe('close.settle')
    expect(life.deadline('follow-up')?.endedAt).not.toBeNull()
  })

  it('explains the second call of a critical complaint by its own limit', () => {
    const life = caseIn('close.settle', 'critical')
    life.does('centre', 'close')
    expect(life.deadline('follow-up')).toMatchObject({ entry: 2, ledger: { limit: { amount: 30, unit: 'day' } } })
  })

  it('leaves no step open when the customer withdraws during approval', () => {
    const life = caseIn('propose.review', 'major')
    life.does('rep', 'withdraw')
    expect(life.context.steps).toEqual([])
    expect(life.deadline('review')?.endedAt).not.toBeNull()
  })
})
