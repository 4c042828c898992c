import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cases, followUps } from '../../db/schema.ts'
import { demoPassword } from '../../server/demo/load-demo.ts'
import { type BrowserTest, logIn, phone, startBrowser } from '../support/browser.ts'
import { caseInState } from '../support/case-in.ts'
import { findChromium } from '../support/chromium.ts'
import { faultsOf, handsOn, logInByKeyboard, sideways, tabTo } from '../support/hands.ts'

const chromium = findChromium()

describe.skipIf(!chromium)('whoever calls customers back', { timeout: 90_000 }, () => {
  let here: BrowserTest
  beforeAll(async () => {
    here = await startBrowser(chromium ?? '')
  })
  afterAll(() => here.close())

  test.each([
    { name: 'with scripts', scripts: true },
    { name: 'without scripts', scripts: false },
  ])('records a call with three taps of one thumb and has the next one before them, $name', async ({ scripts }) => {
    const [first, second] = [await caseInState(here.deps, 'follow-up'), await caseInState(here.deps, 'follow-up')]
    const page = await here.window({ ...phone, scripts })
    await page.goto(`${here.address}/follow-ups/${first}`)
    await logIn(page, 'rep2')
    const hands = handsOn(page)
    await hands.tap('[name=outcome][value=satisfied]')
    await hands.tap('[name=satisfaction][value="5"]')
    await hands.tap('[name=after][value=next]')
    await page.waitForURL(url => url.pathname === `/follow-ups/${second}`)
    expect(hands.taps).toBe(3)
    expect(await lastCall(here, first)).toEqual({ outcome: 'satisfied', satisfaction: 5, comment: null })
    await page.goto(`${here.address}/follow-ups/${second}`)
    await hands.tap('[name=outcome][value=unreached]')
    await hands.tap('[name=after][value=list]')
    await page.waitForURL(url => url.pathname === '/follow-ups')
  })

  test('needs no mouse: the number, an unhappy customer and their words', async () => {
    const number = await caseInState(here.deps, 'follow-up')
    const page = await here.window({ ...phone, scripts: true })
    await page.goto(`${here.address}/follow-ups`)
    await logInByKeyboard(page, 'rep2', demoPassword)
    await tabTo(page, `a[href="/follow-ups/${number}"]`)
    await page.keyboard.press('Enter')
    await page.waitForURL(url => url.pathname.endsWith(number))
    await tabTo(page, '.call-dial button')
    await page.keyboard.press('Enter')
    await page.waitForSelector('a[href="tel:13800000001"]')
    await tabTo(page, '[name=outcome]')
    await page.keyboard.press('ArrowRight')
    expect(await page.isChecked('[name=outcome][value=dissatisfied]')).toBe(true)
    await tabTo(page, '[name=satisfaction]')
    await page.keyboard.press('Space')
    await tabTo(page, '[name=comment]')
    await page.keyboard.type('说好三天退款，还没到账。')
    await tabTo(page, '[name=after][value=list]')
    await page.keyboard.press('Enter')
    await page.waitForURL(url => url.pathname === '/follow-ups')
    expect(await lastCall(here, number)).toEqual({
      outcome: 'dissatisfied',
      satisfaction: 1,
      comment: '说好三天退款，还没到账。',
    })
  })

  test.each([
    { name: 'with scripts', scripts: true },
    { name: 'without scripts', scripts: false },
  ])('has the results under the thumb at once, and sees why one was not taken, $name', async ({ scripts }) => {
    const number = await caseInState(here.deps, 'follow-up')
    const page = await here.window({ ...phone, scripts })
    await page.goto(`${here.address}/follow-ups/${number}`)
    await logIn(page, 'rep2')
    const seen = async (selector: string) => {
      const box = await page.locator(selector).first().boundingBox()
      return box !== null && box.y >= 0 && box.y + box.height <= phone.height
    }
    expect(await seen('.call-outcome')).toBe(true)
    const hands = handsOn(page)
    await hands.tap('[name=outcome][value=dissatisfied]')
    await hands.tap('[name=after][value=next]')
    await page.waitForSelector('[role=alert]')
    expect(await seen('[role=alert]')).toBe(true)
    expect(await page.locator('[role=alert]:focus').count()).toBe(1)
  })

  test('has pages that fit a phone and have no accessibility faults', async () => {
    const number = await caseInState(here.deps, 'follow-up')
    const page = await here.window({ ...phone, scripts: true })
    await page.goto(`${here.address}/follow-ups`)
    await logIn(page, 'rep2')
    for (const path of ['/follow-ups', `/follow-ups/${number}`]) {
      await page.goto(here.address + path)
      expect(await sideways(page)).toBeLessThanOrEqual(0)
      expect(await faultsOf(page)).toEqual([])
    }
  })
})

async function lastCall({ deps }: BrowserTest, number: string) {
  const { outcome, satisfaction, comment } = followUps
  const [row] = await deps.db
    .select({ outcome, satisfaction, comment })
    .from(followUps)
    .innerJoin(cases, eq(cases.id, followUps.caseId))
    .where(eq(cases.number, number))
    .orderBy(desc(followUps.seq))
  return row
}
