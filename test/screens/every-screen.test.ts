import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findChromium } from '../support/chromium.ts'
import { openDatabase } from '../support/databases.ts'
import { desk, phone } from '../support/screen-sizes.ts'
import { faultsOf } from './check.ts'
import { type Desk, openDesk, type Window } from './desk.ts'
import type { Screen } from './screen.ts'
import { screens } from './screens.ts'

const chromium = findChromium()
const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']
const acts = ['nobody', 'people', 'demo'] as const

/** WALK=policy,calendar looks only at the screens whose names begin so. */
const wanted = process.env.WALK === '1' ? [''] : (process.env.WALK ?? '').split(',')

/** Both languages and both sizes; what depends on the colours alone is looked at again by night. */
const windows = [
  { ...desk, language: 'zh-CN', scripts: true },
  { ...phone, language: 'en', scripts: true },
] as const

describe.skipIf(!chromium)('every page', { timeout: 900_000 }, () => {
  let opened: Desk
  beforeAll(async () => {
    opened = await openDesk(await openDatabase(), chromium ?? '')
  })
  afterAll(() => opened.close())

  /** A page that cannot even be opened is a fault like the others. */
  async function look(screen: Screen, window: Window): Promise<string[]> {
    try {
      const { page, status } = await opened.open(screen, window)
      return [...(await faultsOf(page, screen, status)), ...(await violations(page))]
    } catch (error) {
      return [`cannot be looked at: ${(error as Error).message.split('\n')[0]}`]
    }
  }

  describe.each(acts)('with the database of %s', act => {
    const shown = screens.filter(({ act: own, name }) => own === act && wanted.some(one => name.startsWith(one)))
    beforeAll(() => opened.raise(act), 300_000)

    test.each(windows)('can be read by everybody, by day and by night: $language, $width px', async window => {
      await opened.speak(window.language)
      const found: string[] = []
      for (const screen of shown) {
        found.push(...(await look(screen, window)).map(fault => `${screen.name}: ${fault}`))
      }
      expect(found).toEqual([])
    })

    test('does its job without scripts', async () => {
      const found: string[] = []
      for (const screen of shown.filter(({ before }) => !before)) {
        const { page, status } = await opened.open(screen, { ...phone, language: 'zh-CN', scripts: false })
        found.push(...(await missing(page, screen, status)).map(what => `${screen.name}: ${what}`))
      }
      expect(found).toEqual([])
    })
  })
})

async function violations(page: Page): Promise<string[]> {
  const byDay = await new AxeBuilder({ page }).withTags(rules).analyze()
  await page.emulateMedia({ colorScheme: 'dark' })
  const byNight = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze()
  return [...byDay.violations, ...byNight.violations].flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.html.slice(0, 120)} ${node.any[0]?.message ?? ''}`),
  )
}

/** What a page without scripts lacks: its answer, what readers come for, a way to send its forms. */
async function missing(page: Page, screen: Screen, status: number): Promise<string[]> {
  const dead = page.locator('main form:visible:not(:has(button:not([type=button]), input[type=submit]))')
  return [
    ...(status === (screen.status ?? 200) ? [] : [`answers ${status}`]),
    ...((await page.locator(screen.job).first().isVisible()) ? [] : [`does not show ${screen.job}`]),
    ...((await dead.count()) === 0 ? [] : ['has a form that cannot be sent']),
  ]
}
