import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PagesTest, startPages } from '../support/pages.ts'

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

/** A minor complaint that the head settled on the spot. */
async function settled(more: object = {}): Promise<string> {
  const number = await pages.open('rep', { category: 'service', department: 'dining', ...more })
  await pages.send('head.dining', number, { type: 'settle' })
  return number
}

test('without anybody to call the page says so', async () => {
  expect(await pages.read('rep', '/follow-ups')).toContain('没有待回访的客户')
})

test('the service centre sees whom to call, by when and how often it was tried', async () => {
  const number = await settled({ customer: { name: '钱桂芳', phone: '13912345678' } })
  const line = await pages.line('rep', '/follow-ups', number)
  for (const words of [number, '轻微', '钱桂芳', '139****5678', '餐饮客房部', '尚未拨打', '2026-11-30 23:59']) {
    expect(line).toContain(words)
  }
  await pages.send('rep', number, { type: 'call-back', outcome: 'unreached', satisfaction: undefined })
  expect(await pages.line('rep2', '/follow-ups', number)).toContain('已拨 1 次未接通，上次 2026-11-21 10:00')
})

test('who was reached leaves the list, and so does who is not yet settled', async () => {
  const number = await settled()
  await pages.send('rep', number, { type: 'call-back' })
  expect(await pages.line('rep', '/follow-ups', number)).toBe('')
  const open = await pages.open('rep', { category: 'service', department: 'dining' })
  expect(await pages.line('rep', '/follow-ups', open)).toBe('')
})

test('others see the calls of their own cases only', async () => {
  const number = await settled()
  expect(await pages.line('head.dining', '/follow-ups', number)).not.toBe('')
  expect(await pages.line('head.cellar', '/follow-ups', number)).toBe('')
  expect(await pages.read('admin', '/follow-ups')).toContain('没有待回访的客户')
})

test('a critical complaint is on the list once more after it was closed', async () => {
  const number = await pages.open('rep', { category: 'safety', scopeFlags: ['accident'], department: 'dining' })
  await pages.send('head.dining', number, { type: 'arrive' })
  await pages.send('head.dining', number, { type: 'find' })
  await pages.send('head.dining', number, { type: 'plan' })
  for (const by of ['centre', 'leader.hospitality', 'legal', 'pr', 'director'] as const) {
    await pages.send(by, number, { type: 'approve' })
  }
  await pages.send('head.dining', number, { type: 'consent' })
  await pages.send('head.dining', number, { type: 'perform' })
  await pages.send('head.dining', number, { type: 'resolve' })
  await pages.send('rep', number, { type: 'call-back' })
  expect(await pages.line('rep', '/follow-ups', number)).toBe('')
  await pages.send('centre', number, { type: 'close' })
  expect(await pages.line('rep', '/follow-ups', number)).toContain('结案后再次回访')
})
