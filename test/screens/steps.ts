import type { Page } from 'playwright-core'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { demoPassword } from '../../server/demo/load-demo.ts'

/** Sends a form as it stands, past the browser's own checks. */
export function sendAsItIs(selector: string) {
  return async (page: Page) => {
    const form = page.locator(selector).first()
    await form.evaluate(node => {
      Object.assign(node, { noValidate: true })
      const fold = node.closest('details')
      if (fold) fold.open = true
    })
    await sending(page, () => form.locator('.btn-primary:visible, .btn-danger:visible').first().click())
  }
}

/** Sends a form in which nothing is written, whatever it began with. */
export function sendEmptied(selector: string) {
  return async (page: Page) => {
    const written = page.locator(selector).first().locator('textarea:visible, input[type=text]:visible')
    for (const field of await written.all()) await field.fill('')
    await sendAsItIs(selector)(page)
  }
}

/** Unfolds what is folded, as a reader does. */
export function unfold(summaries: string) {
  return async (page: Page) => {
    for (const one of await page.locator(summaries).all()) await one.click()
  }
}

/** Ticks the first line of the queue and asks to assign it. */
export async function assignFirst(page: Page): Promise<void> {
  await page.locator('main table tbody [type=checkbox]').first().check()
  await sending(page, () => page.locator('main button[value=assign]').first().click())
}

/** Assigns the first line of the queue to whoever comes first. */
export async function assignFirstToAnybody(page: Page): Promise<void> {
  await assignFirst(page)
  await page.locator('main [name=handler]').selectOption({ index: 1 })
  await sending(page, () => page.locator('main .btn-primary').first().click())
}

/** Sends a form the plain way, as browsers without scripts do. */
export function sendWithoutScripts(selector: string) {
  return async (page: Page) => {
    const form = page.locator(selector).first()
    await sending(page, () => form.evaluate(node => node.submit()))
  }
}

/** Types something that is no number into a rule book, and saves. */
export async function spoilPolicy(page: Page): Promise<void> {
  const form = page.locator('.policy-edit form').first()
  await form.locator('details').evaluateAll(all => {
    for (const one of all) Object.assign(one, { open: true })
  })
  await form.locator('input[inputmode=numeric]:visible').first().fill('x')
  await sending(page, () => form.locator('.btn-primary').first().click())
}

/** Pastes a table of people and has it looked at. */
export function checkTable(...lines: string[]) {
  return async (page: Page) => {
    await page.fill('main [name=source]', ['login,name,email,department,role', ...lines].join('\n'))
    await sendAsItIs('form[action="/people/import"]')(page)
  }
}

/** Presses, and waits until the answer is the page. */
async function sending(page: Page, press: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), press()])
}

export async function logWithBadPhone(page: Page): Promise<void> {
  await page.fill('[name="customer[phone]"]', '12')
  await page.fill('[name=narrative]', '…')
  await sendAsItIs('form:has([name=narrative])')(page)
}

/** Types a note, loses the session, sends, and logs in again as somebody. */
export function sendWithoutSession(login: DemoLogin) {
  return async (page: Page) => {
    await page.locator('#note textarea').fill('客户来电催问进展，已说明明天中午前答复。')
    await page.context().clearCookies({ name: 'redress' })
    await sending(page, () => page.locator('#note .btn-primary').click())
    await page.fill('[name=login]', login)
    await page.fill('[name=password]', demoPassword)
    await sending(page, () => page.locator('main form button').click())
  }
}
