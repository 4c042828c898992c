import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { type BrowserTest, desk, logIn, openForm, phone, startBrowser } from '../support/browser.ts'
import { caseInState, happen } from '../support/case-in.ts'
import { findChromium } from '../support/chromium.ts'
import { isFocused, tabTo } from '../support/hands.ts'
import type { State } from '../support/stages.ts'

const chromium = findChromium()

describe.skipIf(!chromium)('the page of a case', { timeout: 120_000 }, () => {
  let here: BrowserTest
  beforeAll(async () => {
    here = await startBrowser(chromium ?? '')
  })
  afterAll(() => here.close())

  async function openCase(state: State, login: DemoLogin, screen = desk, scripts = true) {
    const number = await caseInState(here.deps, state)
    const page = await here.window({ ...screen, scripts })
    await page.goto(`${here.address}/complaints/${number}`)
    await logIn(page, login)
    await page.waitForSelector('.case-glance')
    return { page, number }
  }

  test('takes a head from arrival to the plan by keyboard alone', async () => {
    const { page } = await openCase('investigate.attend', 'head.dining')
    await tabTo(page, '#arrive [name=method]')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, '#arrive [name=summary]')
    await page.keyboard.type('到桌前听客户讲完经过')
    await send(page, 'arrive')

    await tabTo(page, '#find [name=facts]')
    await page.keyboard.type('后厨当天只有一人当班')
    await tabTo(page, '#find [name=cause]')
    await page.keyboard.type('排班没有调整')
    await tabTo(page, '#find [name=causeCode]')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, '#find [name=liability]')
    await page.keyboard.press('ArrowDown')
    await send(page, 'find')

    await tabTo(page, '#plan [name="measures[0][kind]"]')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, '#plan [name="measures[0][description]"]')
    await page.keyboard.type('书面致歉')
    await tabTo(page, '#plan [name=explanation]')
    await page.keyboard.type('排班疏漏，书面致歉')
    await send(page, 'plan')
    expect(await page.textContent('.case-glance')).toMatch(/审批中|征求客户意见/)
  })

  test('has the actions beside what happened on a desk, after it on a phone, and no bar of their own', async () => {
    const places = (page: Page) =>
      page.evaluate(`['.case-glance', '.case-story', '.case-actions', '.case-record', '#history'].map(name => {
        const { left, top } = document.querySelector(name).getBoundingClientRect()
        return { left: Math.round(left), top: Math.round(top) }
      })`) as Promise<{ left: number; top: number }[]>
    const wide = await openCase('propose.draft', 'handler.dining')
    const [, story, actions, record] = await places(wide.page)
    expect(actions?.top).toBe(story?.top)
    expect(actions?.left).toBeGreaterThan(record?.left ?? 0)
    expect(record?.left).toBe(story?.left)
    expect(await wide.page.evaluate(`getComputedStyle(document.querySelector('.case-actions')).overflowY`)).toBe(
      'visible',
    )
    const submit = wide.page.locator('#plan form > .btn-primary')
    await wide.page.evaluate('scrollTo(0, document.body.scrollHeight)')
    const box = await submit.boundingBox()
    expect((box?.y ?? -1) >= 0 && (box?.y ?? 1e4) < 900).toBe(true)
    const small = await openCase('propose.draft', 'handler.dining', phone)
    const tops = (await places(small.page)).map(one => one.top)
    expect(tops).toEqual([...tops].sort((one, other) => one - other))
    expect(await small.page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  })

  test.each([true, false])('narrows its history down, with scripts: %s', async scripts => {
    const { page, number } = await openCase('propose.review', 'leader.hospitality', desk, scripts)
    const visible = () => page.locator('.history-line:visible').count()
    const all = await visible()
    await page.click('.history-filters [data-kind=contacts]')
    await page.waitForURL(new RegExp(`${number}\\?history=contacts`))
    const contacts = await visible()
    expect(contacts).toBeGreaterThan(0)
    expect(contacts).toBeLessThan(all)
    expect(await page.getAttribute('.history-filters [data-kind=contacts]', 'aria-current')).toBe('true')
    await page.click('.history-filters [data-kind=all]')
    await page.locator('.history-decisions').first().waitFor()
    expect(await visible()).toBe(all)
  })

  test('opens the form that an address names, in its first field', async () => {
    const { page, number } = await openCase('propose.draft', 'handler.dining')
    await page.goto('about:blank')
    await page.goto(`${here.address}/complaints/${number}#amend`)
    await page.waitForSelector('details#amend[open]')
    expect(await isFocused(page, '#amend [name="fields[name]"]')).toBe(true)
  })

  test('opens a form in place, in its first field, and keeps what was typed in another', async () => {
    const { page } = await openCase('propose.draft', 'handler.dining')
    await page.fill('#plan [name=explanation]', '排班疏漏')
    await tabTo(page, '#contact > a')
    await page.keyboard.press('Enter')
    await page.waitForSelector('details#contact[open]')
    expect(await isFocused(page, '#contact form *')).toBe(true)
    expect(await page.locator('details.action[open]').count()).toBe(1)
    expect(await page.inputValue('#plan [name=explanation]')).toBe('排班疏漏')
  })

  test('says why a form does not come: not offered any more, or nobody answers', async () => {
    const { page, number } = await openCase('propose.review', 'leader.hospitality')
    await happen(here.deps, number, 'leader.hospitality', 'approve')
    await page.click('#return > a')
    await page.waitForSelector('#return [role=alert]')
    expect(await page.textContent('#return [role=alert]')).toBe(
      '“退回方案”现在不能办理了：案件已有变化，请看最新情况。 查看最新情况',
    )
    await page.route('**/forms/*', route => route.abort())
    await page.click('#contact > a')
    await page.waitForSelector('#contact [role=alert]')
    expect(await page.textContent('#contact [role=alert]')).toContain('表单没有取到')
    await page.unroute('**/forms/*')
    await openForm(page, 'contact')
    await page.click('#return [role=alert] a')
    await page.waitForSelector('.notice')
    expect(await page.textContent('.notice')).toContain('“退回方案”现在不能办理了')
  })

  test('keeps the dates of the stages apart and the page within its width, however far it is zoomed in', async () => {
    const { page } = await openCase('close.closed', 'centre')
    for (const width of [390, 640, 683, 800, 959, 960, 1100, 1366]) {
      await page.setViewportSize({ width, height: 768 })
      const met = await page.evaluate(`[...document.querySelectorAll('.stepper .step-at, .stepper .step-spent')].some(
        (one, index, all) => all.slice(index + 1).some(other => {
          const [here, there] = [one.getBoundingClientRect(), other.getBoundingClientRect()]
          return here.left < there.right && there.left < here.right && here.top < there.bottom && there.top < here.bottom
        }))`)
      expect(met, `${width}`).toBe(false)
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), `${width}`).toBeLessThanOrEqual(
        0,
      )
    }
  })

  test('is printed on A4 with its number, who printed it, its whole history and nothing to press', async () => {
    const { page, number } = await openCase('close.closed', 'centre')
    for (let index = 0; index < 60; index++) await happen(here.deps, number, 'rep', 'note', { text: `第${index}条` })
    await page.addInitScript('window.print = () => { window.asked = true }')
    await page.goto(`${here.address}/complaints/${number}?print=yes`)
    expect(await page.evaluate('window.asked')).toBe(true)
    await page.emulateMedia({ media: 'print' })
    const paper = (await page.evaluate('document.body.innerText')) as string
    for (const words of [number, '沈静怡 于 2026-11-21 10:00（北京时间）打印', '第0条', '第59条', '审批', '满意度']) {
      expect(paper).toContain(words)
    }
    expect(paper).not.toContain('现在可以办理')
    expect(await page.locator('button:visible, nav a:visible, summary:visible').evaluateAll(hits => hits.length)).toBe(
      await page.locator('summary:visible').count(),
    )
    expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-')
  })

  test.each([
    ['receive', 'rep', 'light', desk],
    ['propose.review', 'leader.hospitality', 'dark', desk],
    ['propose.draft', 'handler.dining', 'dark', phone],
    ['close.settle', 'centre', 'light', phone],
  ] as const)('in %s has no accessibility faults for %s (%s)', async (state, login, colorScheme, screen) => {
    const { page } = await openCase(state, login, screen)
    await page.emulateMedia({ colorScheme })
    await page.evaluate('document.querySelectorAll("details:not(.action)").forEach(one => { one.open = true })')
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  })
})

async function send(page: Page, type: string): Promise<void> {
  await tabTo(page, `#${type} form button:not([type=button])`)
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`did=${type}`))
}
