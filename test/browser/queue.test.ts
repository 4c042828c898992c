import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCase } from '../../server/cases/change-case.ts'
import { queueColumns } from '../../server/complaints/queue-columns.ts'
import { type BrowserTest, desk, logIn, phone, startBrowser } from '../support/browser.ts'
import { findChromium } from '../support/chromium.ts'
import { payloads } from '../support/payloads.ts'

const chromium = findChromium()
const narrative = '丰收节那么多人，女厕所只开了两个隔间，排了二十五分钟，有小姑娘急哭了。'

describe.skipIf(!chromium)('the queue in a browser', { timeout: 120_000 }, () => {
  let here: BrowserTest
  let numbers: string[]
  beforeAll(async () => {
    here = await startBrowser(chromium ?? '')
    numbers = []
    for (const level of ['minor', 'major', 'critical', 'general']) {
      const graded = { level, levelReason: '按实际情况定级' }
      const body = { ...payloads.open, ...graded, narrative, category: 'service', department: 'dining' }
      numbers.unshift((await openCase(here.deps, body, { login: 'rep' })).number)
    }
  })
  afterAll(() => here.close())

  async function opened(
    screen: Parameters<BrowserTest['window']>[0],
    path = '/complaints',
    login = 'centre' as const,
  ): Promise<Page> {
    const page = await here.window(screen)
    await page.goto(here.address + path)
    await logIn(page, login)
    await page.waitForSelector('.queue-views')
    // the keys work once the page's scripts have run
    await page.waitForLoadState()
    return page
  }

  const focused = (page: Page) => page.evaluate('document.activeElement.textContent') as Promise<string>

  test('is walked through by j and k, and Enter opens the line that is marked', async () => {
    const page = await opened({ ...desk, scripts: true })
    for (const [key, at] of [
      ['j', 0],
      ['j', 1],
      ['j', 2],
      ['k', 1],
    ] as const) {
      await page.keyboard.press(key)
      expect(await focused(page)).toBe(numbers[at])
    }
    await page.keyboard.press('Enter')
    await page.waitForURL(`${here.address}/complaints/${numbers[1]}`)
  })

  test('takes no letter for a command while somebody types', async () => {
    const page = await opened({ ...desk, scripts: true })
    await page.keyboard.press('/')
    await page.keyboard.type('jkx?')
    expect(await page.inputValue('[name=q]')).toBe('jkx?')
    await page.keyboard.press('Escape')
    expect(await page.evaluate('document.activeElement.name')).toBeUndefined()
    await page.keyboard.press('/')
    await page.keyboard.type('jkx?')
    expect(await page.isChecked('.q-pick input >> nth=1')).toBe(false)
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=jkx%3F/)
    expect(new URL(page.url()).search).toBe('?q=jkx%3F&sort=-receivedAt')
  })

  test('explains its keys', async () => {
    const page = await opened({ ...desk, scripts: true })
    await page.keyboard.press('?')
    await page.waitForSelector('dialog[open]')
    expect(await page.textContent('dialog')).toContain('勾选这一行，用于批量办理')
  })

  test('x ticks a line, and the box on top ticks them all', async () => {
    const page = await opened({ ...desk, scripts: true })
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    expect(await page.textContent('[data-picked]')).toBe('已选 1 件')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    expect(await page.textContent('[data-picked]')).toBe('已选 2 件')
    await page.click('[data-pick-all] input')
    expect(await page.textContent('[data-picked]')).toBe('已选 4 件')
  })

  test.each([
    { name: 'with scripts', scripts: true },
    { name: 'without scripts', scripts: false },
  ])('conditions become a view, and its cases get a handler, $name', async ({ scripts }) => {
    const page = await opened({ ...desk, scripts })
    await page.click('.queue-conditions summary')
    await page.selectOption('[name=level]', scripts ? 'winery.major' : 'winery.minor')
    await page.click('[role=search] button')
    await page.click('.chip-keep')
    await page.fill('[name=name]', `视图 ${scripts}`)
    await page.click('main form .btn-primary')
    await page.waitForSelector(`[aria-current=page]:has-text("视图 ${scripts}")`)
    expect(await page.textContent('.alert-success')).toContain('视图已保存')
    expect(page.url().includes('done=')).toBe(!scripts)
    await page.check('tbody [name="case[]"]')
    await page.click('button[value=assign]')
    await page.selectOption('[name=handler]', 'handler.dining')
    await page.click('main form .btn-primary')
    expect(await page.textContent('main')).toContain('办成 1 件，未办成 0 件')
  })

  test('shows all of its usual columns on every desk and on paper, where the list begins below the title', async () => {
    const page = await opened({ ...desk, scripts: true })
    const cut = () =>
      page.$eval('.table-scroll', ({ scrollWidth, clientWidth }) => Math.max(0, scrollWidth - clientWidth))
    for (const width of [1152, 1200, 1366, 1440]) {
      await page.setViewportSize({ width, height: 768 })
      expect([width, await cut()]).toEqual([width, 0])
    }
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 688, height: 980 })
    expect(await cut()).toBe(0)
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.queue-list')).breakInside`)).toBe('auto')
    for (const shown of ['.queue thead', '.q-received >> nth=0', '.q-due >> nth=0'])
      expect([shown, await page.isVisible(shown)]).toEqual([shown, true])
  })

  test.each(['/complaints', `/complaints?columns=${queueColumns}`, '/follow-ups'])(
    '%s fits every width; a table that is too wide moves inside its card',
    async path => {
      const page = await opened({ ...desk, scripts: true })
      await page.goto(here.address + path)
      for (const width of [320, 390, 640, 720, 768, 800, 900, 1024, 1150, 1280, 1440]) {
        await page.setViewportSize({ width, height: 800 })
        const over = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
        expect([width, over]).toEqual([width, 0])
      }
    },
  )

  test.each([
    ['/complaints', phone, 'light'],
    ['/complaints?level=major&sort=dueAt', desk, 'dark'],
    ['/complaints/views', phone, 'dark'],
    ['/complaints/columns', phone, 'light'],
  ] as const)('%s fits and has no accessibility faults (%j, %s)', async (path, size, colorScheme) => {
    const page = await opened({ ...size, scripts: true })
    await page.emulateMedia({ colorScheme })
    await page.goto(here.address + path)
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  })
})
