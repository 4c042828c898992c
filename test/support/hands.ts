import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** A pair of hands at a page: they use the keyboard alone, or count their taps. */
export interface Hands {
  taps: number
  /** taps what a selector finds first */
  tap(selector: string): Promise<void>
}

export function handsOn(page: Page): Hands {
  const hands = {
    taps: 0,
    tap: async (selector: string) => {
      hands.taps += 1
      await page.locator(selector).first().click()
    },
  }
  return hands
}

const furthest = 80

/** Goes on with Tab until the focus is on what a selector finds. @throws Error when it is never reached */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < furthest; presses++) {
    await page.keyboard.press('Tab')
    if (await isFocused(page, selector)) return
  }
  throw new Error(`Tab never reaches ${selector} on ${page.url()}`)
}

/** Whether the focus is on what a selector finds. */
export const isFocused = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`)

/** Goes through the log-in form that is shown, by keyboard alone. */
export async function logInByKeyboard(page: Page, login: string, password: string): Promise<void> {
  await page.locator('[name=login]').focus()
  await page.keyboard.type(login)
  await tabTo(page, '[name=password]')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(url => url.pathname !== '/log-in')
}

/** How many pixels the page is wider than the screen. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - window.innerWidth')

/** What axe finds against WCAG 2.2 AA, by day and by night. */
export async function faultsOf(page: Page): Promise<unknown[]> {
  const faults: unknown[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    // colours that are still on their way from the other scheme are nobody's fault
    await page.evaluate('Promise.all(document.getAnimations().map(one => one.finished)).then(() => undefined)')
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze()
    faults.push(...violations.map(({ id, nodes }) => [colorScheme, id, nodes[0]?.html]))
  }
  return faults
}
