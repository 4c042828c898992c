import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refunding } from '../support/payloads.ts'
import { Story } from '../support/story.ts'

let story: Story
beforeAll(async () => {
  story = await Story.begin()
})
afterAll(() => story.end())

describe('a complaint that the consumers’ hotline passes on, and no department wants', () => {
  it('is major because of the way it came in; centre and director hear of it at once', async () => {
    await story.opens('09-01 10:00', 'centre', { channel: '12315' })
    await story.at('09-01 10:02', 'rep', 'register', { category: 'contract', amount: '300' })
    expect(await story.row()).toMatchObject({ level: 'major' })
    expect(await story.told()).toEqual(['10:02 informed → centre', '10:02 informed → director'])
    expect(await story.limit('inform-director')).toBe('due 09-01 11:00, met')
  })

  it('goes from hand to hand until the service head decides, and then stays', async () => {
    for (const [minute, department] of [
      [4, 'sales'],
      [12, 'dining'],
      [20, 'cellar'],
    ] as const) {
      const head = `head.${department}` as const
      await story.at(clock(minute), 'rep', 'dispatch', { department })
      expect(await story.at(clock(minute + 4), head, 'hand-back', { reason: '合同不是我们签的' })).toBe('register')
      expect(await story.limit('report')).toBe(`due ${clock(minute + 14)}`)
    }
    expect(await story.refused(clock(26), 'rep', 'dispatch')).toBe('not-permitted: arbiter-only')
    expect(await story.at(clock(26), 'centre', 'dispatch', { department: 'sales' })).toBe('investigate.attend')
    expect(await story.refused(clock(27), 'head.sales', 'hand-back')).toBe('invalid: cap-reached')
    expect(await story.limit('settle')).toBe('due 09-03 10:00')
    expect(await story.row()).toMatchObject({
      late: false,
      department: 'sales',
      path: ['sales', 'hospitality', 'park'],
    })
  })

  it('is transferred when the contract turns out to be the dining department’s', async () => {
    await story.at('09-01 10:30', 'head.sales', 'arrive', { method: 'phone' })
    expect(await story.refused('09-01 10:40', 'head.sales', 'transfer', { department: 'sales' })).toBe(
      'invalid: same-department',
    )
    expect(await story.at('09-01 10:40', 'head.sales', 'transfer', { department: 'dining' })).toBe('investigate.attend')
    expect(await story.limit('attend')).toBe('due 09-01 10:50')
    await story.at('09-01 10:45', 'head.dining', 'assign', { handler: 'handler.dining' })
    await story.at('09-01 10:48', 'handler.dining', 'arrive', { method: 'phone' })
  })

  it('asks centre, unit leader and director; a recused leader’s turn passes to a peer, for the director has one already', async () => {
    await story.at('09-01 11:30', 'handler.dining', 'find')
    await story.at('09-01 12:00', 'handler.dining', 'plan', refunding('300'))
    await story.told()
    expect(await story.refused('09-01 12:05', 'director', 'approve')).toBe('not-permitted: not-on-duty')
    await story.at('09-01 12:10', 'head.dining', 'approve')
    await story.at('09-01 12:20', 'centre', 'approve')
    await story.at('09-01 12:25', 'leader.hospitality', 'recuse', {
      person: 'leader.hospitality',
      reason: '客户是亲属',
    })
    expect(await story.refused('09-01 12:30', 'leader.hospitality', 'approve')).toMatch('not-')
    expect(await story.refused('09-01 12:30', 'director', 'approve')).toMatch('not-on-duty')
    expect(await story.at('09-01 12:40', 'leader.production', 'approve')).toBe('propose.review')
    expect(await story.at('09-01 12:50', 'director', 'approve')).toBe('propose.consult')
    expect(await story.told()).toEqual([
      '12:10 approval-asked → centre',
      '12:20 approval-asked → leader.hospitality',
      '12:25 approval-asked → leader.production',
      '12:40 approval-asked → director',
      '12:50 approved → handler.dining',
    ])
  })

  it('is resolved, but the customer is not satisfied: work begins again with new limits', async () => {
    await story.at('09-01 13:00', 'handler.dining', 'consent')
    await story.at('09-01 13:10', 'handler.dining', 'perform', { paidAmount: '300' })
    await story.at('09-01 13:20', 'handler.dining', 'resolve')
    expect(await story.limit('progress')).toBe('due 09-02 01:00, ended')
    await story.told()
    expect(await story.at('09-03 10:00', 'rep', 'call-back', { outcome: 'dissatisfied' })).toBe('propose.draft')
    expect(await story.told()).toContain('10:00 dissatisfied → head.dining')
    expect([await story.limit('plan'), await story.limit('settle')]).toEqual(['due 09-03 18:00', 'due 09-05 10:00'])
    await story.at('09-03 11:00', 'handler.dining', 'plan', refunding('200'))
    for (const by of ['head.dining', 'centre', 'leader.production', 'director'] as const)
      await story.at('09-03 12:00', by, 'approve')
    await story.at('09-03 13:00', 'handler.dining', 'consent')
    await story.at('09-03 14:00', 'finance', 'perform', { paidAmount: '200' })
    await story.at('09-03 15:00', 'handler.dining', 'resolve')
    expect(await story.record()).toMatchObject({ compensation: '200.00', paid: '500.00' })
  })

  it('is closed, comes back within the month, and is closed again', async () => {
    await story.at('09-04 10:00', 'rep', 'call-back')
    await story.at('09-04 10:10', 'centre', 'close')
    expect(await story.refused('09-20 10:00', 'handler.dining', 'reopen')).toBe('not-permitted: not-on-duty')
    expect(await story.at('09-20 10:00', 'rep', 'reopen')).toBe('investigate.inquire')
    expect(await story.limit('settle')).toBe('due 09-22 10:00')
    expect(await story.refused('09-20 10:30', 'handler.dining', 'settle')).toBe('invalid: approval-needed')
    await story.at('09-20 10:40', 'director', 'regrade', { level: 'minor', reason: '只是询问' })
    expect(await story.at('09-20 11:00', 'handler.dining', 'settle', { method: 'phone' })).toBe('follow-up')
    await story.at('09-20 12:00', 'rep', 'call-back')
    expect(await story.at('09-20 12:10', 'head.dining', 'close')).toBe('close.closed')
    expect(await story.refused('10-20 12:11', 'rep', 'reopen')).toBe('invalid: window-passed')
    expect(await story.row()).toMatchObject({
      outcome: 'resolved',
      number: expect.stringMatching(/^TS-20260901-0001$/),
    })
    expect(await story.proven()).toBeNull()
  })
})

const clock = (minute: number) => `09-01 10:${String(minute).padStart(2, '0')}`
