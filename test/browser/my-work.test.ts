import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeCase, openCase } from '../../server/cases/change-case.ts'
import { type BrowserTest, desk, logIn, phone, startBrowser } from '../support/browser.ts'
import { findChromium } from '../support/chromium.ts'
import { faultsOf, isFocused, sideways } from '../support/hands.ts'
import { payloads } from '../support/payloads.ts'

const chromium = findChromium()
const minute = 60_000

describe.skipIf(!chromium)('my work in a browser', { timeout: 90_000 }, () => {
  let here: BrowserTest
  beforeAll(async () => {
    here = await startBrowser(chromium ?? '')
  })
  afterAll(() => here.close())

  /** A complaint of the dining department, just dispatched: ten minutes to see the customer. */
  async function dispatched(): Promise<string> {
    const body = { ...payloads.open, category: 'service', amount: '800', department: 'dining' }
    return (await openCase(here.deps, body, { login: 'rep' })).number
  }

  /** The page of the head of dining on a computer whose clock is years ahead; its time is ours to move. */
  async function workOfHead(screen = desk): Promise<Page> {
    const page = await here.window({ ...screen, scripts: true })
    await page.clock.install({ time: new Date('2031-05-05T12:00:00Z') })
    await page.goto(here.address)
    await logIn(page, 'head.dining')
    await page.waitForSelector('.work-line')
    return page
  }

  const lineOf = (page: Page, number: string) => page.locator('.work-line', { hasText: number }).first()

  test('counts down by the clock of the server, in seconds at the end, and says when it is late', async () => {
    const number = await dispatched()
    const page = await workOfHead()
    const badge = lineOf(page, number).locator('.badge-due')
    await expect.poll(() => badge.textContent()).toMatch(/^剩余 (10 分 0|9 分 \d+) 秒$/)
    expect(await lineOf(page, number).textContent()).toContain('到场')
    await page.clock.runFor(4 * minute)
    expect(await badge.textContent()).toMatch(/^剩余 (6 分 0|5 分 \d+) 秒$/)
    await page.clock.runFor(8 * minute)
    expect(await badge.textContent()).toMatch(/^超时 [12] 分钟$/)
    expect(await badge.getAttribute('class')).toContain('due-late')
  })

  test('shows all of a line on every desk, the due time too', async () => {
    const number = await dispatched()
    const page = await workOfHead()
    for (const width of [1000, 1200, 1366, 1440]) {
      await page.setViewportSize({ width, height: 768 })
      const group = page.locator('.work-group', { has: lineOf(page, number) }).first()
      const cut = await group.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
      expect([width, cut]).toEqual([width, 0])
    }
  })

  test('takes in what is new by itself and keeps focus and scroll as they were', async () => {
    const number = await dispatched()
    const page = await workOfHead({ width: 1440, height: 400 })
    const focused = `a.work-go[href="/complaints/${number}#arrive"]`
    await page.locator(focused).focus()
    await page.evaluate('window.scrollTo(0, 120)')
    const later = await dispatched()
    await page.clock.runFor(minute + 10_000)
    await lineOf(page, later).waitFor()
    expect(await isFocused(page, focused)).toBe(true)
    expect(await page.evaluate('window.scrollY')).toBe(120)
  })

  test('leaves a folded group folded', async () => {
    await dispatched()
    const page = await workOfHead()
    await page.click('#work-soon summary')
    const later = await dispatched()
    await page.clock.runFor(minute + 10_000)
    await lineOf(page, later).waitFor({ state: 'attached' })
    expect(await page.locator('#work-soon').getAttribute('open')).toBeNull()
  })

  test('asks for nothing while nobody can see it, and at once when they look again', async () => {
    await dispatched()
    const page = await workOfHead()
    let asked = 0
    page.on('request', request => {
      if (request.url() === `${here.address}/`) asked += 1
    })
    await hide(page, true)
    await page.clock.runFor(5 * minute)
    expect(asked).toBe(0)
    await hide(page, false)
    await expect.poll(() => asked).toBe(1)
  })

  test('shows the truth after the button without scripts too', async () => {
    const page = await here.window({ ...desk, scripts: false })
    await page.goto(here.address)
    await logIn(page, 'head.dining')
    const number = await dispatched()
    await page.click('[data-refresh-now]')
    await lineOf(page, number).waitFor()
    expect(await lineOf(page, number).textContent()).toContain('剩余 10 分钟')
  })

  test.each([
    { who: 'head.dining', screen: phone },
    { who: 'director', screen: phone },
    { who: 'rep', screen: desk },
  ] as const)('of $who fits the screen and has no accessibility faults', async ({ who, screen }) => {
    const number = await dispatched()
    await changeCase(here.deps, number, { type: 'hand-back', ...payloads['hand-back'] }, { login: 'head.dining' })
    const page = await here.window({ ...screen, scripts: true })
    await page.goto(here.address)
    await logIn(page, who)
    await page.waitForSelector('.work-question')
    expect(await sideways(page)).toBeLessThanOrEqual(0)
    expect(await faultsOf(page)).toEqual([])
  })
})

/** As if the tab were put behind another one, or brought back. */
async function hide(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate(`
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${hidden} })
    document.dispatchEvent(new Event('visibilitychange'))`)
}
