import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refunding } from '../support/payloads.ts'
import { instantOf, Story } from '../support/story.ts'

let story: Story
beforeAll(async () => {
  story = await Story.begin()
})
afterAll(() => story.end())

describe('corked wine at a wedding table: two plans, a laboratory, and a customer who must be convinced', () => {
  it('comes in by e-mail, is graded by its amount, and goes to the dining department', async () => {
    await story.opens('09-01 10:00', 'rep', { channel: 'email' })
    await story.at('09-01 10:04', 'rep', 'register', { category: 'product', amount: '1280', batchNo: 'L2231' })
    expect(await story.row()).toMatchObject({ level: 'general' })
    await story.at('09-01 10:06', 'rep', 'dispatch', { department: 'dining', handler: 'handler.dining' })
    expect(await story.told()).toEqual([
      '10:06 informed → leader.hospitality',
      '10:06 assigned → handler.dining',
      '10:06 assigned → head.dining',
    ])
    expect([await story.limit('plan'), await story.limit('settle')]).toEqual(['due 09-01 14:00', 'due 09-01 22:00'])
  })

  it('is corrected: the amount was higher, and the system proposes anew without deciding', async () => {
    await story.at('09-01 10:10', 'head.dining', 'arrive', { method: 'video' })
    await story.at('09-01 10:12', 'rep', 'amend', {
      fields: { amount: '2560', phone: '139 0000 0009' },
      reason: '漏记一箱',
    })
    expect(await story.record()).toMatchObject({
      amount: '2560.00',
      phone: '13900000009',
      phoneTail: '0009',
      proposedLevel: 'general',
    })
  })

  it('waits for the laboratory: a pause moves every limit that may be moved by exactly its length', async () => {
    expect(await story.refused('09-01 10:30', 'handler.dining', 'pause')).toBe('not-permitted: not-on-duty')
    await story.at('09-01 10:30', 'head.dining', 'pause', { reasonCode: 'testing', note: '送检' })
    expect(await story.refused('09-01 12:00', 'head.dining', 'pause')).toBe('not-in-this-stage')
    await story.at('09-01 16:30', 'head.dining', 'resume')
    expect([await story.limit('plan'), await story.limit('settle')]).toEqual(['due 09-01 20:00', 'due 09-02 04:00'])
    expect(await story.limit('attend')).toBe('due 09-01 10:16, met')
    expect(await story.told()).toEqual([])
  })

  it('is planned, returned with a reason, and planned again', async () => {
    await story.at('09-01 16:40', 'handler.dining', 'find', { causeCode: 'product', liability: 'product' })
    await story.at('09-01 17:00', 'handler.dining', 'plan', refunding('640'))
    expect(await story.limit('review')).toBe('due 09-01 19:00')
    expect(await story.at('09-01 17:20', 'leader.hospitality', 'return', { reason: '应按两箱退' })).toBe(
      'propose.draft',
    )
    await story.at('09-01 17:30', 'handler.dining', 'plan', refunding('2560'))
    expect(await story.at('09-01 17:40', 'leader.hospitality', 'approve')).toBe('propose.consult')
    expect(await story.told()).toEqual([
      '17:00 approval-asked → leader.hospitality',
      '17:20 returned → handler.dining',
      '17:30 approval-asked → leader.hospitality',
      '17:40 approved → handler.dining',
      '17:40 informed → finance',
    ])
  })

  it('meets a customer who refuses, and has the settlement extended before it is late', async () => {
    expect(await story.at('09-01 18:00', 'handler.dining', 'consent', { outcome: 'refused' })).toBe('propose.draft')
    const more = { kind: 'settle' as const, until: instantOf('09-03 12:00'), reason: '客户要求与家人商量' }
    expect(await story.refused('09-01 18:05', 'head.dining', 'extend', more)).toBe('not-permitted: not-on-duty')
    await story.at('09-01 18:05', 'leader.hospitality', 'extend', more)
    expect(await story.limit('settle')).toBe('due 09-03 12:00')
  })

  it('cannot reach the customer in the evening, which is no news for them, and is late with news by the morning', async () => {
    await story.at('09-01 18:10', 'handler.dining', 'plan', refunding('3000'))
    await story.at('09-01 18:20', 'leader.hospitality', 'approve')
    expect(await story.at('09-01 18:30', 'rep', 'consent', { outcome: 'unreachable' })).toBe('propose.consult')
    expect(await story.limit('progress')).toBe('due 09-02 00:00')
    expect(await story.at('09-02 09:00', 'rep', 'consent', { method: 'recording' })).toBe('execute')
  })

  it('is raised when a reporter calls, and lowered again by the director alone', async () => {
    await story.told()
    await story.at('09-02 09:10', 'handler.dining', 'regrade', { level: 'major', reason: '记者来电' })
    expect(await story.told()).toEqual(['09:10 informed → centre', '09:10 informed → director'])
    expect(await story.limit('progress')).toBe('due 09-02 21:00')
    expect(await story.refused('09-02 09:30', 'centre', 'regrade', { level: 'general' })).toBe(
      'not-permitted: not-on-duty',
    )
    await story.at('09-02 09:40', 'director', 'regrade', { level: 'general', reason: '记者只是核实' })
    expect(await story.limit('progress')).toBe('due 09-02 15:00')
  })

  it('is paid by finance, followed up and closed', async () => {
    await story.at('09-02 10:00', 'finance', 'perform', { paidAmount: '3000' })
    await story.at('09-02 10:10', 'handler.dining', 'resolve')
    expect(await story.limit('follow-up')).toBe('due 09-05 10:10')
    await story.at('09-04 10:00', 'rep', 'call-back', { satisfaction: 5 })
    expect(await story.refused('09-04 10:05', 'centre', 'close', { waiverReason: undefined })).toBe(
      'invalid: waiver-reason-missing',
    )
    expect(await story.at('09-04 10:05', 'centre', 'close', { correctiveAction: 'opened' })).toBe('close.closed')
    expect(await story.row()).toMatchObject({ outcome: 'resolved', late: true })
    expect(await story.record()).toMatchObject({ compensation: '3000.00', paid: '3000.00', correctiveAction: 'opened' })
    expect(await story.proven()).toBeNull()
  })
})

describe('a bill that was added up wrongly, and nobody hurries', () => {
  it('climbs the ladder of its settlement rung by rung, and is late for ever', async () => {
    await story.opens('09-07 08:00', 'rep', { category: 'billing', amount: '900', department: 'dining' })
    await story.at('09-07 08:05', 'head.dining', 'arrive')
    await story.told()
    await story.until('09-08 08:00')
    const settle = (await story.told()).filter(line => line.includes(' settle '))
    expect(settle).toEqual([
      '14:00 warning settle 50 → head.dining',
      '17:36 warning settle 80 → head.dining',
      '20:00 late settle 100 → head.dining',
      '20:00 late settle 100 → leader.hospitality',
      '02:00 late settle 150 → centre',
      '02:00 late settle 150 → director',
    ])
    await story.at('09-08 08:10', 'rep', 'regrade', { level: 'critical', reason: '涉诉' })
    expect(await story.limit('settle')).toBe('due 09-12 08:00, late')
    await story.until('09-20 08:00')
    expect((await story.told()).filter(line => line.includes(' settle '))).toEqual([])
    expect(await story.row()).toMatchObject({ late: true })
    expect(await story.proven()).toBeNull()
  })
})
