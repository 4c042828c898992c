import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Story } from '../support/story.ts'

let story: Story
beforeAll(async () => {
  story = await Story.begin()
})
afterAll(() => story.end())

describe('complaints that end before they are settled', () => {
  it('the same complaint from a second guest is merged into the first', async () => {
    const first = await story.opens('09-01 10:00', 'rep', { category: 'service', department: 'dining' })
    const second = await story.opens('09-01 10:05', 'handler.cellar')
    expect(await story.refused('09-01 10:06', 'rep', 'merge', { into: second })).toBe('invalid: merge-into-itself')
    expect(await story.refused('09-01 10:06', 'rep', 'merge', { into: 'TS-20260901-0404' })).toBe(
      'invalid: no-such-case',
    )
    await story.told()
    expect(await story.at('09-01 10:06', 'rep', 'merge', { into: first })).toBe('close.closed')
    expect(await story.row()).toMatchObject({ outcome: 'merged' })
    expect(await story.record()).toMatchObject({ mergedInto: first })
    expect(await story.told()).toEqual(['10:06 closed → handler.cellar'])
    const third = await story.opens('09-01 10:07', 'rep')
    expect(third).toBe('TS-20260901-0003')
    expect(await story.refused('09-01 10:08', 'rep', 'merge', { into: second })).toBe('invalid: merge-target-closed')
  })

  it('what is no complaint about the park is declined by whoever took it in', async () => {
    await story.opens('09-02 10:00', 'handler.cellar')
    expect(await story.at('09-02 10:05', 'handler.cellar', 'decline')).toBe('close.closed')
    expect(await story.row()).toMatchObject({ outcome: 'declined', dueAt: null })
  })

  it('a customer withdraws while the plan is with the unit leader, who is not asked any more', async () => {
    await story.opens('09-03 10:00', 'rep', { category: 'service', amount: '900', department: 'dining' })
    await story.at('09-03 10:05', 'head.dining', 'arrive')
    await story.at('09-03 10:10', 'head.dining', 'find')
    await story.at('09-03 10:20', 'head.dining', 'plan')
    expect(await story.at('09-03 10:30', 'rep', 'withdraw')).toBe('close.closed')
    expect(await story.refused('09-03 10:40', 'leader.hospitality', 'approve')).toBe('not-in-this-stage')
    await story.told()
    await story.until('09-10 10:00')
    expect(await story.told()).toEqual([])
  })

  it('nobody hears of a case that is none of their business, not even that it exists', async () => {
    for (const login of ['head.cellar', 'leader.production', 'legal', 'admin'] as const) {
      expect(await story.refused('09-10 10:00', login, 'note')).toBe('not-found')
    }
    expect(await story.refused('09-10 10:00', 'auditor', 'note')).toBe('not-permitted: not-on-duty')
  })

  it('what was received long ago must say why it is entered only now', async () => {
    const receivedAt = '2026-09-11T09:00:00+08:00'
    await expect(story.opens('09-11 09:31', 'rep', { receivedAt })).rejects.toMatchObject({
      rule: 'received-reason-missing',
    })
    await expect(story.opens('09-11 09:31', 'rep', { receivedAt: '2026-09-11T10:00:00+08:00' })).rejects.toMatchObject({
      rule: 'in-the-future',
    })
    await story.opens('09-11 09:31', 'rep', { receivedAt, receivedReason: '当时系统停电，先记在纸上' })
    expect(await story.limit('report')).toBe('due 09-11 09:10')
    expect(await story.proven()).toBeNull()
  })
})
