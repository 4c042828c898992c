import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { preferences } from '../../db/schema.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { submitForm } from '../support/sign-in.ts'

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

/** The heading of each card, from the first to the last. */
async function tourOf(login: DemoLogin): Promise<string[]> {
  const agent = await pages.browser(login)
  const headings: string[] = []
  for (let next: string | undefined = '/?tour=1'; next; ) {
    const { text }: { text: string } = await agent.get(next).expect(200)
    headings.push(/<h2 id="tour-heading">([^<]+)/.exec(text)?.[1] ?? '')
    next = /class="btn btn-primary" href="([^"]+tour[^"]+)"/.exec(text)?.[1]?.replace('&#x3D;', '=')
  }
  return headings
}

describe('the first-run tour', () => {
  test('greets everybody on their first day and leads through five cards of their own work', async () => {
    expect(await pages.read('handler.dining', '/')).toContain('新手引导 1 / 5')
    const [agent, leader, admin] = [await tourOf('rep'), await tourOf('leader.hospitality'), await tourOf('admin')]
    for (const tour of [agent, leader, admin]) expect(tour).toHaveLength(5)
    expect(agent).toContain('边接电话边登记')
    expect(leader).toContain('审批可以在手机上办')
    expect(admin[0]).toBe('从组织架构开始')
  })

  test('is put away for good with one button, and comes back when it is called', async () => {
    const agent = await pages.browser('head.dining')
    const answer = await submitForm(agent, '/', '/help/tour/done', {})
    expect(answer.headers.location).toBe('/')
    expect(await pages.read('head.dining', '/')).not.toContain('新手引导 1')
    expect(await pages.read('head.dining', '/?tour=2')).toContain('新手引导 2 / 5')
    const [row] = await pages.deps.db.select().from(preferences).where(eq(preferences.person, 'head.dining'))
    expect(Date.parse(row?.tourDoneAt ?? '')).toBe(pages.deps.now().getTime())
  })

  test('takes an address typed wrongly for none', async () => {
    expect(await pages.read('head.dining', '/?tour=zero')).not.toContain('新手引导 1')
    expect(await pages.read('head.dining', '/?tour=99')).toContain('新手引导 5 / 5')
  })
})

describe('help', () => {
  test('is in the menu of every person and tells the keys', async () => {
    const page = await pages.read('auditor', '/help')
    expect(page).toContain('Seven stages')
    expect(page).toContain('New complaint')
  })
})

describe('the colour scheme', () => {
  test('is kept on the device and stands in the first byte of every page, also when logged out', async () => {
    const agent = await pages.browser('rep')
    expect((await agent.get('/')).text).toContain('<html lang="zh-CN">')
    const chosen = await submitForm(agent, '/account', '/account/scheme', { scheme: 'dark', to: '/complaints' })
    expect(chosen.headers.location).toBe('/complaints')
    expect((await agent.get('/complaints')).text).toContain('data-scheme="dark"')
    expect((await agent.get('/nowhere')).text).toContain('data-scheme="dark"')
    await submitForm(agent, '/account', '/account/scheme', { scheme: 'auto' })
    expect((await agent.get('/')).text).toContain('<html lang="zh-CN">')
  })

  test('is one of three', async () => {
    const agent = await pages.browser('rep')
    const answer = await submitForm(agent, '/account', '/account/scheme', { scheme: 'pink' })
    expect(answer.status).toBe(422)
    expect(textOf(answer.text)).toContain('内容有误')
  })
})
