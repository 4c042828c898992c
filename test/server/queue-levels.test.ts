import { ne } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { policyVersions } from '../../db/schema.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'

let pages: PagesTest
let own: string
let other: string
beforeAll(async () => {
  pages = await startPages()
  const particulars = { 'schedule-told': '2099-12-31' }
  const body = { category: 'service', amount: '20000', department: 'dining' }
  own = await pages.open('rep', { ...body, scopeFlags: ['local-media'] })
  other = await pages.open('rep', { ...body, policy: 'professional', scopeFlags: ['local-media'], particulars })
})
afterAll(() => pages.close())

const htmlOf = async (query: string) =>
  (await (await pages.browser('rep')).get(`/complaints?${query}`).expect(200)).text
const selectIn = (page: string) => /<select[^>]*id="queue-level"[\s\S]*?<\/select>/.exec(page)?.[0] ?? ''
const chosenIn = (page: string) => [...selectIn(page).matchAll(/value="([^"]*)" selected>([^<]*)/g)].map(one => one[1])
const numbersOn = (page: string) => [...new Set(page.match(/TS-\d{8}-\d{4}/g) ?? [])].sort()

describe('levels in the list of complaints', () => {
  test('are offered as each policy in force calls them, the own policy first', async () => {
    const list = selectIn(await htmlOf(''))
    expect(list.match(/<optgroup label="([^"]*)"/)?.[1]).toBe('酒庄客户投诉界定及处理流程')
    expect(list).toContain('<option value="winery.major">特大<')
    expect(list).toContain('<option value="professional.major">重大')
    expect(list).toContain('<option value="iso.major">严重')
    expect(list).not.toContain('professional.critical')
  })

  test('narrow the list to those of one policy, and say whose they are', async () => {
    const theirs = await htmlOf('level=professional.major')
    expect(numbersOn(theirs)).toEqual([other])
    expect(chosenIn(theirs)).toEqual(['professional.major'])
    expect(textOf(theirs)).toContain('级别：重大 · 客户投诉及意见反馈处理管理制度（专业机构）')
    expect(numbersOn(await htmlOf('level=winery.major'))).toEqual([own])
    expect(numbersOn(await htmlOf('level=iso.major'))).toEqual([])
  })

  test('can be asked for under all policies, as in the API, and the condition stays chosen', async () => {
    const page = await htmlOf('level=major')
    expect(numbersOn(page)).toEqual([own, other].sort())
    expect(chosenIn(page)).toEqual(['major'])
    expect(textOf(page)).toContain('级别：特大 / 严重 / 重大')
    expect(await pages.line('rep', '/complaints', other)).toContain('重大')
    expect(await pages.line('rep', '/complaints', own)).toContain('特大')
  })

  test('are kept in a view, and refused when they are none', async () => {
    const agent = await pages.browser('rep')
    await agent.get('/complaints?level=winery.foo').expect(422)
    await agent.get('/complaints?level=foo').expect(422)
    const answer = await agent.get('/complaints/export?level=professional.major').expect(200)
    expect(answer.headers['content-type']).toContain('spreadsheetml')
  })

  test('are one plain list where one policy is in force', async () => {
    await pages.deps.db.update(policyVersions).set({ status: 'retired' }).where(ne(policyVersions.code, 'winery'))
    const list = selectIn(await htmlOf('level=major'))
    expect(list).not.toContain('optgroup')
    expect(chosenIn(list)).toEqual(['major'])
    expect(list).toContain('<option value="critical">重大')
  })
})
