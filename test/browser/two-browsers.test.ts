import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { type BrowserTest, desk, logIn, openForm, startBrowser } from '../support/browser.ts'
import { caseInState } from '../support/case-in.ts'
import { findChromium } from '../support/chromium.ts'

const chromium = findChromium()

describe.skipIf(!chromium)('two browsers on one case', { timeout: 90_000 }, () => {
  let here: BrowserTest
  let number: string
  beforeAll(async () => {
    here = await startBrowser(chromium ?? '')
  })
  beforeEach(async () => {
    number = await caseInState(here.deps, 'investigate.inquire')
  })
  afterAll(() => here.close())

  /** The case in a browser of its own, beside those that are open. */
  async function besides(page: Page, login: DemoLogin): Promise<Page> {
    const context = await page.context().browser()?.newContext({ viewport: desk, locale: 'zh-CN' })
    if (!context) throw new Error('the browser is gone')
    return openCase(await context.newPage(), login)
  }

  async function openCase(page: Page, login: DemoLogin): Promise<Page> {
    await page.clock.install()
    await page.goto(`${here.address}/complaints/${number}`)
    await logIn(page, login)
    await page.waitForSelector('.case-glance')
    return page
  }

  test('the second save explains itself and loses nothing', async () => {
    const handler = await openCase(await here.window({ ...desk, scripts: true }), 'handler.dining')
    await handler.fill('#find [name=facts]', '后厨当天只有一人当班，我写了很久')
    await handler.fill('#find [name=cause]', '排班没有调整')
    await handler.selectOption('#find [name=causeCode]', 'process')
    await handler.selectOption('#find [name=liability]', 'staff')

    const head = await besides(handler, 'head.dining')
    await openForm(head, 'pause')
    await head.check('#pause [name=reasonCode][value=testing]')
    await head.click('#pause form button')
    await head.waitForURL(/did=pause/)

    await handler.click('#find form button')
    const alert = handler.locator('#find [role=alert]:focus')
    await alert.waitFor()
    expect(await alert.textContent()).toContain('案件已被他人更新')
    expect(await alert.locator('li').allTextContents()).toEqual([
      expect.stringContaining('郭建平（部门负责人）暂停计时：外部鉴定检测。'),
    ])
    const { y, height } = (await alert.boundingBox()) ?? { y: -1, height: 0 }
    expect([y >= 0, y + height <= desk.height]).toEqual([true, true])
    expect(await handler.inputValue('#find [name=facts]')).toBe('后厨当天只有一人当班，我写了很久')
    expect(await handler.inputValue('#find [name=causeCode]')).toBe('process')
    await handler.click('#find form button')
    await handler.waitForURL(/did=find/)
    expect(await handler.textContent('.case-record')).toContain('后厨当天只有一人当班，我写了很久')
  })

  test('each sees what the other fills in, and that the case has moved on, before sending anything', async () => {
    const head = await openCase(await here.window({ ...desk, scripts: true }), 'head.dining')
    expect(await head.textContent('[data-presence] [data-line]')).toBe('此刻只有您打开了这个案件。')
    const handler = await besides(head, 'handler.dining')
    expect(await handler.textContent('[data-presence] [data-line]')).toContain('郭建平从 10:00 起也打开着这个案件。')

    await handler.locator('#find [name=facts]').pressSequentially('后厨')
    await handler.waitForResponse(/presences/)
    await head.clock.fastForward(20_000)
    await head.waitForSelector('.presence-busy')
    expect(await head.textContent('[data-busy=find]')).toContain('罗佳从 10:00 起正在填写“提交调查结论”。')

    await openForm(head, 'pause')
    await head.check('#pause [name=reasonCode][value=testing]')
    await head.click('#pause form button')
    await head.waitForURL(/did=pause/)
    await handler.clock.fastForward(20_000)
    await handler.waitForSelector('[data-changed]:not([hidden])')
    expect(await handler.textContent('[data-changed]')).toContain('郭建平（部门负责人）暂停计时')
    expect(await handler.inputValue('#find [name=facts]')).toBe('后厨')
  })

  test('a page whose session is over says that it sees nobody, and sees again once its reader is back', async () => {
    const head = await openCase(await here.window({ ...desk, scripts: true }), 'head.dining')
    await besides(head, 'handler.dining')
    await head.clock.fastForward(20_000)
    await head.waitForSelector('[data-line]:has-text("罗佳从")')
    await head.context().clearCookies({ name: 'redress' })
    await head.clock.fastForward(20_000)
    await head.waitForSelector('[data-line]:has-text("现在看不到还有谁打开了这个案件")')
    const other = await head.context().newPage()
    await other.goto(`${here.address}/log-in`)
    await logIn(other, 'head.dining')
    await other.waitForURL(`${here.address}/`)
    await head.clock.fastForward(20_000)
    await head.waitForSelector('[data-line]:has-text("罗佳从")')
  })
})
