import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { delegations } from '../../db/schema.ts'
import { refunding } from '../support/payloads.ts'
import { instantOf, Story } from '../support/story.ts'

let story: Story
beforeAll(async () => {
  story = await Story.begin()
})
afterAll(() => story.end())

describe('food poisoning at a company outing of thirty', () => {
  it('is critical by the number of people, whatever it costs', async () => {
    await story.opens('09-01 20:00', 'rep', { channel: 'visit' })
    await story.at('09-01 20:03', 'rep', 'register', { category: 'safety', affectedCount: 30 })
    await story.at('09-01 20:05', 'rep', 'dispatch', { department: 'dining', handler: 'handler.dining' })
    expect(await story.row()).toMatchObject({ level: 'critical', late: false })
    expect(await story.told()).toEqual([
      '20:03 informed → centre',
      '20:03 informed → director',
      '20:05 informed → leader.hospitality',
      '20:05 assigned → handler.dining',
      '20:05 assigned → head.dining',
    ])
    await story.at('09-01 20:12', 'head.dining', 'arrive')
    expect([await story.limit('plan'), await story.limit('settle')]).toEqual(['due 09-02 08:00', 'due 09-06 20:00'])
  })

  it('tells the customer how it goes at least once a day, or the owner is reminded', async () => {
    await story.at('09-01 23:00', 'handler.dining', 'contact', { summary: '已送检，明早告知' })
    expect(await story.limit('progress')).toBe('due 09-02 23:00')
    await story.at('09-02 07:00', 'handler.dining', 'find', { liability: 'third-party', causeCode: 'third-party' })
  })

  it('asks everybody who must be asked, a deputy among them, and the board for so much money', async () => {
    const leave = {
      delegator: 'legal',
      delegate: 'quality',
      startsAt: instantOf('09-01 00:00'),
      endsAt: instantOf('09-10 23:59'),
      createdAt: instantOf('09-01 00:00'),
    }
    await story.deps.db.insert(delegations).values(leave)
    await story.told()
    await story.at('09-02 07:30', 'handler.dining', 'plan', refunding('68000'))
    for (const by of ['centre', 'leader.hospitality', 'quality', 'pr', 'director', 'finance', 'director'] as const) {
      expect(await story.at('09-02 08:00', by, 'approve')).toMatch('propose')
    }
    expect((await story.told()).map(line => line.slice(6))).toEqual([
      'approval-asked → centre',
      'approval-asked → leader.hospitality',
      'approval-asked → quality',
      'approval-asked → pr',
      'approval-asked → director',
      'approval-asked → finance',
      'approval-asked → director',
      'approved → handler.dining',
    ])
    expect(await story.row()).toMatchObject({ state: 'propose.consult' })
  })

  it('is at the market regulator meanwhile, which is a mark and not a stage', async () => {
    expect(await story.refused('09-02 09:00', 'centre', 'external-result')).toBe('invalid: not-external')
    await story.at('09-02 09:00', 'centre', 'externalise')
    expect(await story.refused('09-02 09:01', 'centre', 'externalise')).toBe('invalid: already-external')
    await story.at('09-03 09:00', 'centre', 'external-result')
    expect(await story.record()).toMatchObject({ externalBody: '市场监督管理局', externalResult: '调解达成一致' })
  })

  it('is paid, and called back three times in vain before it goes on', async () => {
    await story.at('09-03 10:00', 'centre', 'consent', { method: 'signature' })
    await story.at('09-03 11:00', 'finance', 'perform', { paidAmount: '68000' })
    await story.at('09-03 12:00', 'handler.dining', 'resolve')
    expect(await story.limit('follow-up')).toBe('due 09-04 12:00')
    for (const day of ['09-03 18:00', '09-04 10:00']) {
      expect(await story.at(day, 'rep', 'call-back', { outcome: 'unreached' })).toBe('follow-up')
    }
    expect(await story.at('09-04 11:00', 'rep2', 'call-back', { outcome: 'unreached' })).toBe('close.settle')
    expect(await story.at('09-04 15:00', 'centre', 'close', { rootCause: '外协食材' })).toBe('close.closed')
  })

  it('is called once more after thirty days', async () => {
    expect(await story.limit('follow-up')).toBe('due 10-03 23:59')
    expect(await story.row()).toMatchObject({ dueAt: expect.anything() })
    expect(await story.at('10-02 10:00', 'rep', 'call-back', { satisfaction: 4 })).toBe('close.closed')
    expect(await story.limit('follow-up')).toBe('due 10-03 23:59, met')
    expect(await story.row()).toMatchObject({ dueAt: null })
    expect(await story.proven()).toBeNull()
  })
})

describe('a guest who wants ten times the price', () => {
  it('is not agreed with, and the director concludes', async () => {
    await story.opens('10-10 09:00', 'rep', { category: 'price', amount: '70000', department: 'sales' })
    await story.at('10-10 09:05', 'head.sales', 'arrive', { method: 'phone' })
    await story.at('10-10 10:00', 'head.sales', 'find')
    await story.at('10-10 11:00', 'head.sales', 'plan')
    for (const by of ['centre', 'leader.hospitality', 'legal', 'pr', 'director'] as const) {
      await story.at('10-10 12:00', by, 'approve')
    }
    await story.at('10-10 13:00', 'head.sales', 'consent', { outcome: 'refused', comment: '要求十倍' })
    expect(await story.refused('10-10 14:00', 'centre', 'conclude')).toBe('not-permitted: not-on-duty')
    expect(await story.at('10-10 14:00', 'director', 'conclude')).toBe('close.settle')
    await story.at('10-10 15:00', 'centre', 'close')
    expect(await story.row()).toMatchObject({ outcome: 'unresolved', dueAt: null })
    expect(await story.proven()).toBeNull()
  })
})
