import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { Connection } from '../../db/client.ts'
import { people, preferences } from '../../db/schema.ts'
import { createApp } from '../../server/app.ts'
import { demoPassword, playStories } from '../../server/demo/load-demo.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import type { Language } from '../../server/web/i18n.ts'
import { clockAt, makeTestDeps } from '../support/deps.ts'
import { listen } from '../support/listen.ts'
import { fillWinery } from '../support/winery.ts'
import { faultsScript } from './check.ts'
import { demoOf } from './demo.ts'
import type { Act, Screen } from './screen.ts'

export interface Window {
  width: number
  height: number
  language: Language
  scripts: boolean
}

/** The whole application over a database that fills up act by act, and a browser to look at it. */
export interface Desk {
  /** fills the database for the next act; acts come in their order */
  raise(act: Act): Promise<void>
  /** all people read this language from now on */
  speak(language: Language): Promise<void>
  /** opens a screen; the page that this kind of window showed before is gone */
  open(screen: Screen, window: Window): Promise<{ page: Page; status: number }>
  close(): Promise<void>
}

/** A4 at 96 dots per inch, within its margins. */
const sheet = { width: 718, height: 1046 }

/** For a page or an element on it; a machine may be busy with other tests. */
const patience = 60_000

/** A quarter past ten on a Saturday in Beijing: the demo always looks the same. */
const clock = clockAt('2026-11-21T02:15:00.000Z')

export async function openDesk(connection: Connection, executablePath: string): Promise<Desk> {
  const { server, address } = await listen()
  const deps = await makeTestDeps({ connection, clock, env: { BASE_URL: address } })
  server.on('request', createApp(deps))
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const windows = new Windows(browser, address)
  return {
    raise: act => raise(deps, act),
    speak: async language => {
      await deps.db.update(people).set({ language })
    },
    open: async (screen, window) => {
      const page = await windows.page(screen.as, window)
      const path = typeof screen.path === 'string' ? screen.path : await screen.path(demoOf(deps))
      await page.setViewportSize(screen.print ? sheet : { width: window.width, height: window.height })
      await page.emulateMedia({ media: screen.print ? 'print' : 'screen', colorScheme: 'light' })
      const answer = await page.goto(address + path, { waitUntil: 'load' })
      if (window.scripts) await screen.before?.(page)
      return { page, status: answer?.status() ?? 0 }
    },
    close: async () => {
      await browser.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await closeDeps(deps)
    },
  }
}

async function raise(deps: Deps, act: Act): Promise<void> {
  if (act === 'people') await fillWinery(deps)
  if (act !== 'demo') return
  // its mails are written in the language of the house
  await deps.db.update(people).set({ language: 'zh-CN' })
  await playStories(deps, () => {})
  const tourDoneAt = deps.now().toISOString()
  const everybody = await deps.db.select({ person: people.login }).from(people)
  await deps.db.insert(preferences).values(everybody.map(({ person }) => ({ person, tourDoneAt })))
}

/** One window for each kind of screen and person, logged in once. */
class Windows {
  readonly #browser: Browser
  readonly #address: string
  readonly #states = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>()
  #open: { key: string; page: Page } | undefined

  constructor(browser: Browser, address: string) {
    this.#browser = browser
    this.#address = address
  }

  async page(login: string | undefined, window: Window): Promise<Page> {
    const key = JSON.stringify([login, window])
    if (this.#open?.key === key) return this.#open.page
    await this.#open?.page.context().close()
    this.#open = undefined
    const { width, height, language, scripts } = window
    const context = await this.#browser.newContext({
      viewport: { width, height },
      locale: language,
      javaScriptEnabled: scripts,
      // a colour half way between day and night is nobody's choice
      reducedMotion: 'reduce',
      storageState: login ? await this.#loggedIn(login) : undefined,
    })
    if (scripts) await context.addInitScript({ path: faultsScript })
    context.setDefaultTimeout(patience)
    const page = await context.newPage()
    this.#open = { key, page }
    return page
  }

  async #loggedIn(login: string) {
    const known = this.#states.get(login)
    if (known) return known
    const context = await this.#browser.newContext()
    context.setDefaultTimeout(patience)
    const page = await context.newPage()
    await page.goto(`${this.#address}/log-in`)
    await page.fill('[name=login]', login)
    await page.fill('[name=password]', demoPassword)
    await page.click('main form button')
    await page.waitForURL(url => url.pathname !== '/log-in')
    const state = await context.storageState()
    await context.close()
    this.#states.set(login, state)
    return state
  }
}
