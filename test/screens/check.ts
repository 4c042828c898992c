import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import zh from '../../views/locales/zh-CN.json' with { type: 'json' }
import type { Screen } from './screen.ts'

/** What a page must load to be checked. */
export const faultsScript = fileURLToPath(new URL('faults.js', import.meta.url))

const topics = JSON.stringify(Object.keys(zh))

/** What is wrong with a page as it stands, in words; nothing when all is well. */
export async function faultsOf(page: Page, screen: Screen, status: number): Promise<string[]> {
  const found: string[] = await page.evaluate(`pageFaults(${topics})`)
  const expected = screen.status ?? 200
  if (status !== expected) found.unshift(`answers ${status} instead of ${expected}`)
  if (!(await page.locator(screen.job).first().isVisible())) found.unshift(`does not show ${screen.job}`)
  return [...new Set(found)]
}
