import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type BrowserTest, desk, logIn, openForm, phone, startBrowser } from '../support/browser.ts'
import { caseInState } from '../support/case-in.ts'
import { findChromium } from '../support/chromium.ts'
import { pdf, photo, program } from '../support/sample-files.ts'

const chromium = findChromium()

describe.skipIf(!chromium)('files and notes in a browser', { timeout: 90_000 }, () => {
  let here: BrowserTest
  let folder: string
  let number: string
  const sample = (name: string) => join(folder, name)
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-files-'))
    await writeFile(sample('现场照片.jpg'), await photo())
    await writeFile(sample('质检报告.pdf'), pdf)
    await writeFile(sample('工具.exe'), program)
    here = await startBrowser(chromium ?? '', { DATA_DIR: folder })
  })
  beforeEach(async () => {
    number = await caseInState(here.deps, 'investigate.inquire')
  })
  afterAll(async () => {
    await here.close()
    await rm(folder, { recursive: true })
  })

  async function caseFor(
    screen: { width: number; height: number; scripts: boolean },
    scheme: 'light' | 'dark' = 'light',
  ) {
    const page = await here.window(screen)
    await page.emulateMedia({ colorScheme: scheme })
    await page.goto(`${here.address}/complaints/${number}`)
    await logIn(page, 'handler.dining')
    await page.waitForURL(url => url.pathname === `/complaints/${number}`)
    return page
  }

  test('chosen files wait to be looked over, are sent one by one, and each says how it went', async () => {
    const page = await caseFor({ ...desk, scripts: true })
    await page.fill('#find [name=facts]', '后厨当天只有一人当班')
    await page.click('a[href$="#attach"] >> nth=0')
    await page.setInputFiles('#attach-files', [sample('现场照片.jpg'), sample('工具.exe'), sample('质检报告.pdf')])
    await page.click('button[aria-label="移除 质检报告.pdf"]')
    expect(await page.textContent('[data-upload-list]')).not.toContain('质检报告')
    await page.click('#attach button.btn-primary')
    await page.waitForSelector('.upload-list [data-state=refused]')
    expect(await page.textContent('.upload-list [data-state=refused]')).toContain('“工具.exe”的内容不是可以接收的类型')
    await page.waitForSelector('.files .file')
    expect(await page.textContent('.files')).toContain('1. 现场照片.jpg')
    // what was refused does not stand beside what is chosen next
    await page.setInputFiles('#attach-files', [sample('质检报告.pdf')])
    expect(await page.textContent('[data-upload-list]')).not.toContain('工具.exe')
    const picture = page.locator('.files img')
    await expect
      .poll(() => picture.evaluate(image => (image as unknown as { naturalWidth: number }).naturalWidth))
      .toBe(240)
    // the form beside it keeps what was typed, and offers the file as evidence
    expect(await page.inputValue('#find [name=facts]')).toBe('后厨当天只有一人当班')
    expect(await page.locator('#find input[name="files[]"][value="1"]').count()).toBe(1)
  })

  test('what was chosen outlives its session, and is sent once its writer has logged in again elsewhere', async () => {
    const page = await caseFor({ ...desk, scripts: true })
    await page.click('a[href$="#attach"] >> nth=0')
    await page.setInputFiles('#attach-files', [sample('质检报告.pdf')])
    await page.context().clearCookies({ name: 'redress' })
    await page.click('#attach button.btn-primary')
    await page.waitForSelector('.upload-list [data-state=failed]:has-text("登录已失效")')
    const other = await page.context().newPage()
    await other.goto(`${here.address}/log-in`)
    await logIn(other, 'handler.dining')
    await other.waitForURL(`${here.address}/`)
    await page.click('#attach button.btn-primary')
    await page.waitForSelector('.files .file')
    expect(await page.textContent('.files')).toContain('1. 质检报告.pdf')
  })

  test('files may be dropped anywhere, and pictures pasted', async () => {
    const page = await caseFor({ ...desk, scripts: true })
    await hand(page, 'drop', '拖来的.pdf', 'application/pdf')
    expect(await page.textContent('[data-upload-status]')).toContain('已选好 1 个文件')
    await hand(page, 'paste', 'image.png', 'image/png')
    expect(await page.textContent('[data-upload-list]')).toMatch(/拖来的\.pdf.*image-\d{14}\.png/s)
    expect(await page.locator('#attach').evaluate(details => (details as unknown as { open: boolean }).open)).toBe(true)
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('上传')
  })

  test('without scripts the same form sends several files at once, and explains a refusal on a page of its own', async () => {
    const page = await caseFor({ ...desk, scripts: false })
    await openForm(page, 'attach')
    await page.setInputFiles('#attach-files', [sample('现场照片.jpg'), sample('质检报告.pdf')])
    await page.click('#attach button.btn-primary')
    await page.waitForURL(/did=attach/)
    expect(await page.textContent('main')).toContain('附件已添加')
    expect(await page.textContent('.files')).toMatch(/1\. 现场照片\.jpg.*2\. 质检报告\.pdf/s)
    await openForm(page, 'attach')
    await page.setInputFiles('#attach-files', [sample('工具.exe')])
    await page.click('#attach button.btn-primary')
    expect(await page.textContent('[role=alert]')).toContain('“工具.exe”的内容')
    await page.setInputFiles('#attach-files', [sample('质检报告.pdf')])
    await page.click('main form button.btn-primary')
    await page.waitForURL(/did=attach/)
    expect(await page.textContent('.files')).toContain('3. 质检报告.pdf')
  })

  test('a colleague is mentioned by the keys alone', async () => {
    const page = await caseFor({ ...desk, scripts: true })
    await openForm(page, 'note')
    await page.focus('#note textarea')
    await page.keyboard.type('请 @')
    await page.waitForSelector('.mention-list:not([hidden]) [aria-selected=true]')
    const first = await page.textContent('.mention-list [aria-selected=true] strong')
    await page.keyboard.press('ArrowDown')
    const second = await page.textContent('.mention-list [aria-selected=true] strong')
    expect(second).not.toBe(first)
    expect(await page.getAttribute('#note textarea', 'aria-activedescendant')).toBe('note-text-people-1')
    await page.keyboard.press('Enter')
    await page.keyboard.type('今天回电')
    expect(await page.inputValue('#note textarea')).toBe(`请 @${second} 今天回电`)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/did=note/)
    expect(await page.textContent('.history')).toContain(`提醒了${second}`)
  })

  test('Escape leaves the list and keeps the text', async () => {
    const page = await caseFor({ ...desk, scripts: true })
    await openForm(page, 'note')
    await page.focus('#note textarea')
    await page.keyboard.type('@')
    await page.waitForSelector('.mention-list:not([hidden])')
    await page.keyboard.press('Escape')
    expect(await page.isHidden('.mention-list')).toBe(true)
    expect(await page.inputValue('#note textarea')).toBe('@')
  })

  test.each(['light', 'dark'] as const)(
    'axe finds nothing wrong on the case with files, by %s, at a phone’s width',
    async scheme => {
      const page = await caseFor({ ...phone, scripts: true }, scheme)
      await openForm(page, 'attach')
      await page.setInputFiles('#attach-files', [sample('现场照片.jpg'), sample('工具.exe')])
      await page.click('#attach button.btn-primary')
      await page.waitForSelector('.upload-list [data-state=refused]')
      await page.waitForSelector('.files .file')
      expect(await faultsOf(page)).toEqual([])
      await openForm(page, 'note')
      await page.focus('#note textarea')
      await page.keyboard.type('@')
      await page.waitForSelector('.mention-list:not([hidden])')
      expect(await faultsOf(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    },
  )
})

/** A file comes by a drop or a paste, as the browser would say it. */
async function hand(page: Page, how: 'drop' | 'paste', name: string, type: string): Promise<void> {
  await page.evaluate(`{
    const carried = new DataTransfer()
    carried.items.add(new File(['x'], '${name}', { type: '${type}' }))
    const about = { bubbles: true, cancelable: true, dataTransfer: carried, clipboardData: carried }
    document.body.dispatchEvent(new ${how === 'drop' ? 'DragEvent' : 'ClipboardEvent'}('${how}', about))
  }`)
}

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(one => `${one.id}: ${one.nodes.map(node => node.html).join(' | ')}`)
}
