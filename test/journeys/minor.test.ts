import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refunding } from '../support/payloads.ts'
import { Story } from '../support/story.ts'

let story: Story
beforeAll(async () => {
  story = await Story.begin()
})
afterAll(() => story.end())

describe('a cold dinner, settled at the table', () => {
  it('is reported within ten minutes', async () => {
    await story.opens('09-01 19:00', 'rep')
    expect(await story.limit('report')).toBe('due 09-01 19:10')
    expect(await story.at('09-01 19:03', 'rep', 'register', { amount: '380' })).toBe('register')
    expect(await story.row()).toMatchObject({ level: 'minor', late: false })
    expect(await story.limit('settle')).toBe('due 09-01 21:00')
    expect(await story.at('09-01 19:05', 'rep', 'dispatch')).toBe('investigate.attend')
    expect(await story.limit('report')).toBe('due 09-01 19:10, met')
    expect(await story.told()).toEqual(['19:05 assigned → head.dining'])
  })

  it('lets the head feel that he is awaited, first him, then the centre too', async () => {
    expect(await story.limit('attend')).toBe('due 09-01 19:15')
    await story.until('09-01 19:14')
    expect(await story.told()).toEqual(['19:13 warning attend 80 → head.dining'])
    await story.until('09-01 19:16')
    expect(await story.told()).toEqual(['19:15 late attend 100 → head.dining', '19:15 late attend 100 → centre'])
    expect(await story.at('09-01 19:17', 'head.dining', 'arrive')).toBe('investigate.inquire')
    expect(await story.limit('attend')).toBe('due 09-01 19:15, met, late')
    expect(await story.limit('answer')).toBe('due 09-01 21:00, met')
    expect(await story.row()).toMatchObject({ late: true })
  })

  it('is settled without anybody’s approval, but not with money', async () => {
    expect(await story.refused('09-01 19:30', 'head.dining', 'settle', refunding('380'))).toBe(
      'invalid: approval-needed',
    )
    expect(await story.at('09-01 19:40', 'head.dining', 'settle')).toBe('follow-up')
    expect(await story.limit('settle')).toBe('due 09-01 21:00, met')
    expect(await story.limit('follow-up')).toBe('due 09-30 23:59')
    expect(await story.told()).toEqual([])
  })

  it('is followed up in the monthly round and closed by the head', async () => {
    expect(await story.refused('09-20 10:00', 'head.dining', 'call-back')).toBe('not-permitted: own-matter')
    expect(await story.at('09-20 10:00', 'rep2', 'call-back', { satisfaction: 4 })).toBe('close.settle')
    expect(await story.at('09-20 10:05', 'head.dining', 'close')).toBe('close.closed')
    expect(await story.told()).toEqual(['10:05 closed → rep'])
    expect(await story.row()).toMatchObject({ outcome: 'resolved', dueAt: null, late: true })
    expect(await story.proven()).toBeNull()
  })
})

describe('a scratched suitcase, for which the head wants to pay', () => {
  it('is decided by the unit leader, because the head proposes it himself', async () => {
    await story.opens('09-02 08:00', 'rep', { category: 'service', department: 'dining' })
    await story.at('09-02 08:05', 'head.dining', 'arrive')
    await story.at('09-02 08:20', 'head.dining', 'find')
    expect(await story.at('09-02 08:25', 'head.dining', 'plan', refunding('450'))).toBe('propose.review')
    expect(await story.refused('09-02 08:26', 'head.dining', 'approve')).toBe('not-permitted: own-proposal')
    await story.told()
    expect(await story.at('09-02 08:40', 'leader.hospitality', 'approve')).toBe('propose.consult')
    expect(await story.told()).toEqual(['08:40 approved → head.dining'])
  })

  it('is paid, but not a cent more than was approved', async () => {
    expect(await story.at('09-02 08:50', 'head.dining', 'consent', { method: 'signature' })).toBe('execute')
    const paid = (paidAmount: string) => story.refused('09-02 09:00', 'head.dining', 'perform', { paidAmount })
    expect(await paid('450.01')).toBe('invalid: over-approved')
    expect(await paid('450')).toBe('accepted, execute')
    expect(await story.at('09-02 09:10', 'head.dining', 'resolve')).toBe('follow-up')
    expect(await story.record()).toMatchObject({ compensation: '450.00', paid: '450.00' })
    expect(await story.proven()).toBeNull()
  })
})

describe('a question about the opening hours', () => {
  it('is settled on the telephone by the desk that took it, and called back by a colleague', async () => {
    await story.opens('09-03 10:00', 'rep')
    await story.at('09-03 10:02', 'rep', 'register', { category: 'other' })
    expect(await story.at('09-03 10:04', 'rep', 'settle', { method: 'phone' })).toBe('follow-up')
    expect(await story.limit('report')).toBe('due 09-03 10:10, met')
    expect(await story.refused('09-03 11:00', 'rep', 'call-back')).toBe('not-permitted: own-matter')
    expect(await story.at('09-03 11:00', 'rep2', 'call-back')).toBe('close.settle')
    expect(await story.proven()).toBeNull()
  })
})
