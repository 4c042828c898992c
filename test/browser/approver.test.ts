import { and, desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { approvals, cases, notices } from '../../db/schema.ts'
import { demoPassword } from '../../server/demo/load-demo.ts'
import { loadNotice } from '../../server/mail/load-notice.ts'
import { renderNotice } from '../../server/mail/render-notice.ts'
import { type BrowserTest, logIn, phone, startBrowser } from '../support/browser.ts'
import { caseInState } from '../support/case-in.ts'
import { findChromium } from '../support/chromium.ts'
import { faultsOf, handsOn, logInByKeyboard, sideways, tabTo } from '../support/hands.ts'

const chromium = findChromium()
const leader = 'leader.hospitality'

describe.skipIf(!chromium)('an approver with a phone', { timeout: 90_000 }, () => {
  let here: BrowserTest
  beforeAll(async () => {
    here = await startBrowser(chromium ?? '')
  })
  afterAll(() => here.close())

  describe.each([
    { name: 'with scripts', scripts: true },
    { name: 'without scripts', scripts: false },
  ])('$name', ({ scripts }) => {
    test.each([
      { decision: 'approve', taps: ['#decide-approve summary', '#decide-approve .decide-confirm'] },
      { decision: 'return', taps: ['#decide-return summary', '#decide-return [name=ready]'] },
    ])('comes from the mail and decides to $decision in two taps', async ({ decision, taps }) => {
      const number = await caseInState(here.deps, 'propose.review')
      const page = await here.window({ ...phone, scripts })
      await page.goto(here.address)
      await logIn(page, leader)
      const hands = handsOn(page)
      await page.goto(await linkInMail(here, number))
      for (const selector of taps) await hands.tap(selector)
      await page.waitForURL(url => url.pathname === '/approvals')
      expect(hands.taps).toBe(2)
      expect(await decisionOn(here, number)).toBe(decision)
    })

    test('comes through the log-in back to the same page', async () => {
      const number = await caseInState(here.deps, 'propose.review')
      const page = await here.window({ ...phone, scripts })
      const link = await linkInMail(here, number)
      await page.goto(link)
      expect(new URL(page.url()).pathname).toBe('/log-in')
      await logIn(page, leader)
      await page.waitForURL(link)
      expect(await page.textContent('.decide-sum')).toBe('¥800.00')
    })
  })

  test('finds both buttons within reach without scrolling, on a page that fits and has no accessibility faults', async () => {
    const number = await caseInState(here.deps, 'propose.review')
    const page = await here.window({ ...phone, scripts: true })
    await page.goto(await linkInMail(here, number))
    await logIn(page, leader)
    for (const selector of ['#decide-approve summary', '#decide-return summary']) {
      const box = await page.locator(selector).boundingBox()
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(phone.height)
      expect(box?.height).toBeGreaterThanOrEqual(44)
    }
    const bar = await page.locator('.decide-bar').boundingBox()
    for (const selector of ['.decide-who strong', '.decide-marks .badge-level', '.decide-sum', '.decide-sum + p']) {
      const box = await page.locator(selector).boundingBox()
      expect((box?.y ?? 0) + (box?.height ?? phone.height), selector).toBeLessThanOrEqual(bar?.y ?? 0)
    }
    expect(await sideways(page)).toBeLessThanOrEqual(0)
    expect(await faultsOf(page)).toEqual([])
    await page.click('#decide-return summary')
    expect(await faultsOf(page)).toEqual([])
    await page.goto(`${here.address}/approvals`)
    expect(await sideways(page)).toBeLessThanOrEqual(0)
    expect(await faultsOf(page)).toEqual([])
  })

  test('needs no mouse: from the log-in over the list to a return in own words', async () => {
    const number = await caseInState(here.deps, 'propose.review')
    const page = await here.window({ ...phone, scripts: true })
    await page.goto(`${here.address}/approvals`)
    await logInByKeyboard(page, leader, demoPassword)
    await tabTo(page, `a[href="/complaints/${number}/approval"]`)
    await page.keyboard.press('Enter')
    await page.waitForURL(url => url.pathname.endsWith('/approval'))
    await tabTo(page, '#decide-return summary')
    await page.keyboard.press('Enter')
    await tabTo(page, '#decide-return textarea')
    await page.keyboard.type('退款按实际消费计算，请附账单。')
    await tabTo(page, '#decide-return .decide-confirm')
    await page.keyboard.press('Enter')
    await page.waitForURL(url => url.pathname === '/approvals')
    expect(await page.textContent('main')).toContain('方案已退回修改')
    expect(await decisionOn(here, number)).toBe('return')
  })
})

/** The address in the mail that asked the leader to decide on a case. */
async function linkInMail({ deps, address }: BrowserTest, number: string): Promise<string> {
  const [row] = await deps.db
    .select({ id: notices.id })
    .from(notices)
    .innerJoin(cases, eq(cases.id, notices.caseId))
    .where(and(eq(cases.number, number), eq(notices.recipient, leader), eq(notices.kind, 'approval-asked')))
  const loaded = await loadNotice(deps.db, row?.id ?? 0)
  if (!loaded) throw new Error(`${leader} was sent no mail about ${number}`)
  return /http:\/\/\S+/.exec(renderNotice(loaded.notice, loaded.facts, address).text)?.[0] ?? ''
}

async function decisionOn({ deps }: BrowserTest, number: string): Promise<string | undefined> {
  const [row] = await deps.db
    .select({ decision: approvals.decision })
    .from(approvals)
    .innerJoin(cases, eq(cases.id, approvals.caseId))
    .where(eq(cases.number, number))
    .orderBy(desc(approvals.seq))
  return row?.decision
}
