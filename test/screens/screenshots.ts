import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { languages } from '../../server/web/i18n.ts'
import { findChromium } from '../support/chromium.ts'
import { desk, phone } from '../support/screen-sizes.ts'
import { faultsOf } from './check.ts'
import { type Desk, openDesk, type Window } from './desk.ts'
import type { Screen } from './screen.ts'
import { screens } from './screens.ts'
import { temporaryDatabase } from './temporary-database.ts'

/**
 * `npm run screenshots`: every page in both languages, both sizes and both colour schemes, into the ignored folder
 * screenshots/. Whatever a careful reader would not like is listed, and then the command fails.
 * `npm run screenshots -- case new` takes only the screens whose names begin so.
 */
const folder = fileURLToPath(new URL('../../screenshots', import.meta.url))
const wanted = process.argv.slice(2)
const sizes = { desk, phone }

async function main(): Promise<void> {
  const chromium = findChromium()
  if (!chromium) throw new Error('screenshots need a Chromium')
  await rm(folder, { recursive: true, force: true })
  await using database = await temporaryDatabase(process.env.DATABASE_URL)
  const opened = await openDesk(database.connection, chromium)
  try {
    report(await takeAll(opened))
  } finally {
    await opened.close()
  }
}

/** Act by act, because the database only fills up. */
async function takeAll(opened: Desk): Promise<string[]> {
  const faults: string[] = []
  for (const act of ['nobody', 'people', 'demo'] as const) {
    await opened.raise(act)
    for (const language of languages) {
      await opened.speak(language)
      for (const [size, screenSize] of Object.entries(sizes)) {
        const window = { ...screenSize, language, scripts: true }
        for (const screen of chosen(act)) {
          const name = join(language, size, screen.name)
          const found = await look(opened, screen, window, name)
          faults.push(...found.map(fault => `${name}: ${fault}`))
        }
      }
    }
  }
  return faults
}

/** A page that cannot even be opened is a fault like the others. */
async function look(opened: Desk, screen: Screen, window: Window, name: string): Promise<string[]> {
  try {
    const { page, status } = await opened.open(screen, window)
    await photograph(page, name)
    return await faultsOf(page, screen, status)
  } catch (error) {
    return [`cannot be looked at: ${(error as Error).message.split('\n')[0]}`]
  }
}

const chosen = (act: Screen['act']): Screen[] =>
  screens.filter(
    ({ act: own, name }) => own === act && (wanted.length === 0 || wanted.some(one => name.startsWith(one))),
  )

async function photograph(page: Page, name: string): Promise<void> {
  const path = join(folder, name)
  await mkdir(join(path, '..'), { recursive: true })
  await page.screenshot({ path: `${path}.png`, fullPage: true })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: `${path}.dark.png`, fullPage: true })
  await page.emulateMedia({ colorScheme: 'light' })
}

function report(faults: string[]): void {
  for (const fault of faults) console.error(fault)
  const pages = chosen('nobody').length + chosen('people').length + chosen('demo').length
  console.log(`${pages} pages in screenshots/, ${faults.length} faults`)
  if (faults.length > 0) process.exitCode = 1
}

await main()
