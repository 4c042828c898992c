import type { Server } from 'node:http'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { createApp } from '../../server/app.ts'
import { demoPassword } from '../../server/demo/load-demo.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { openDatabase } from './databases.ts'
import { clockAt, makeTestDeps } from './deps.ts'
import { listen } from './listen.ts'
import { fillWinery } from './winery.ts'

export { desk, phone } from './screen-sizes.ts'

export interface BrowserTest {
  deps: Deps
  address: string
  /** a new window with this kind of screen; the one before is closed */
  window(screen: Screen): Promise<Page>
  close(): Promise<void>
}

interface Screen {
  width: number
  height: number
  scripts: boolean
}

/** The whole application over an empty winery on a loopback port, and a Chromium to look at it. */
export async function startBrowser(executablePath: string, env: Record<string, string> = {}): Promise<BrowserTest> {
  const { server, address } = await listen()
  const connection = await openDatabase()
  const deps = await makeTestDeps({ connection, clock: clockAt(), env: { ...env, BASE_URL: address } })
  await fillWinery(deps)
  server.on('request', createApp(deps))
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  return { deps, address, window: screen => newWindow(browser, screen), close: () => close(browser, server, deps) }
}

/** Fills in the log-in form that is shown. */
export async function logIn(page: Page, login: DemoLogin): Promise<void> {
  await page.fill('[name=login]', login)
  await page.fill('[name=password]', demoPassword)
  await page.click('main form button')
}

/** Opens a form on the page of a case by its line; with scripts it comes into the page, without them as a page. */
export async function openForm(page: Page, type: string): Promise<void> {
  await page.click(`#${type} > a`)
  await page.waitForSelector(`details#${type}[open] form`)
}

async function newWindow(browser: Browser, { width, height, scripts }: Screen): Promise<Page> {
  await Promise.all(browser.contexts().map(context => context.close()))
  const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled: scripts, locale: 'zh-CN' })
  // a busy machine is slow, not wrong
  context.setDefaultTimeout(60_000)
  return context.newPage()
}

async function close(browser: Browser, server: Server, deps: Deps): Promise<void> {
  await browser.close()
  await new Promise(resolve => server.close(resolve))
  await closeDeps(deps)
}
