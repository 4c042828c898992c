import AxeBuilder from '@axe-core/playwright'
import { and, eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cases, notices } from '../../db/schema.ts'
import { loadNotice } from '../../server/mail/load-notice.ts'
import { renderNotice } from '../../server/mail/render-notice.ts'
import { type BrowserTest, desk, logIn, openForm, phone, startBrowser } from '../support/browser.ts'
import { caseInState } from '../support/case-in.ts'
import { findChromium } from '../support/chromium.ts'

const chromium = findChromium()

/** Stages with the fullest pages, and who acts in them. */
const looked = [
  ['receive', 'rep'],
  ['propose.draft', 'handler.dining'],
  ['close.settle', 'centre'],
] as const

describe.skipIf(!chromium)('in a browser', { timeout: 90_000 }, () => {
  let here: BrowserTest
  beforeAll(async () => {
    here = await startBrowser(chromium ?? '')
  })
  afterAll(() => here.close())

  describe.each([
    { name: 'with scripts', scripts: true },
    { name: 'without scripts', scripts: false },
  ])('$name', ({ scripts }) => {
    test('a service agent logs a complaint while the customer is on the phone', async () => {
      const page = await here.window({ ...desk, scripts })
      await page.goto(`${here.address}/complaints/new`)
      await logIn(page, 'rep')
      await page.fill('[name="customer[name]"]', '陈先生')
      await page.fill('[name="customer[phone]"]', '13812345678')
      await page.fill('[name=narrative]', '婚宴酒水少送两箱，现场无人处理。')
      await page.selectOption('[name=category]', 'service')
      await page.fill('[name=amount]', '1280')
      await page.selectOption('[name=department]', 'dining')
      await page.click('button[value=dispatch]')
      await page.waitForURL(/\/complaints\/TS-\d{8}-\d{4}/)
      const text = await page.textContent('main')
      expect(text).toContain('待到场')
      expect(text).toContain('陈先生')
      expect(text).toContain('¥1,280.00')
    })

    test('a leader approves on the phone, from the link in the mail', async () => {
      const number = await caseInState(here.deps, 'propose.review')
      const page = await here.window({ ...phone, scripts })
      await page.goto(await linkInMail(here, number, 'leader.hospitality'))
      expect(page.url()).toContain('/log-in')
      await logIn(page, 'leader.hospitality')
      await page.waitForURL(url => url.pathname === `/complaints/${number}`)
      expect(await sideways(page)).toBeLessThanOrEqual(0)
      expect(await page.textContent('#approve')).toContain('方案总额 ¥800.00')
      await page.fill('#approve [name=opinion]', '同意，请尽快退款')
      await page.click('#approve button')
      await page.waitForURL(/did=approve/)
      const text = await page.textContent('main')
      expect(text).toContain('您已同意这份方案。')
      expect(text).toContain('征求客户意见')
    })

    test('what does harm asks for a confirmation first', async () => {
      const number = await caseInState(here.deps, 'investigate.attend')
      const page = await here.window({ ...desk, scripts })
      await page.goto(`${here.address}/complaints/${number}`)
      await logIn(page, 'head.dining')
      await openForm(page, 'hand-back')
      await page.fill('#hand-back [name=reason]', '不是本部门的事')
      await page.click('#hand-back button')
      expect(page.url()).not.toContain('/events')
      await page.check('#hand-back [name=confirm]')
      await page.click('#hand-back button')
      await page.waitForSelector('.notice')
      expect(await page.textContent('main')).toContain(`案件 ${number} 已提交`)
    })
  })

  test.each(looked)('the page of a case in %s fits a phone and has no accessibility faults', async (state, login) => {
    const number = await caseInState(here.deps, state)
    const page = await here.window({ ...phone, scripts: true })
    await page.goto(`${here.address}/complaints/${number}`)
    await logIn(page, login)
    await page.waitForSelector('.case-glance')
    expect(await sideways(page)).toBeLessThanOrEqual(0)
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  })
})

/** How many pixels the page is wider than the screen. */
const sideways = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - window.innerWidth') as Promise<number>

/** The way to the case as the mail that asks this person for approval gives it. */
async function linkInMail({ deps, address }: BrowserTest, number: string, login: string): Promise<string> {
  const [row] = await deps.db
    .select({ id: notices.id })
    .from(notices)
    .innerJoin(cases, eq(cases.id, notices.caseId))
    .where(and(eq(cases.number, number), eq(notices.recipient, login), eq(notices.kind, 'approval-asked')))
  const loaded = await loadNotice(deps.db, row?.id ?? 0)
  if (!loaded) throw new Error(`${login} was sent no mail about ${number}`)
  const { text } = renderNotice(loaded.notice, loaded.facts, address)
  return /http:\/\/\S+\/complaints\/[\w-]+/.exec(text)?.[0] ?? ''
}
