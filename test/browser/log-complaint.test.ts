import AxeBuilder from '@axe-core/playwright'
import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { complaints, drafts, sessions } from '../../db/schema.ts'
import { openCase } from '../../server/cases/change-case.ts'
import { type BrowserTest, desk, logIn, phone, startBrowser } from '../support/browser.ts'
import { findChromium } from '../support/chromium.ts'
import { payloads } from '../support/payloads.ts'

const chromium = findChromium()
const known = { name: '钱桂芳', phone: '13912345678' }
const story = '寿宴上的烤羊排端上来中间还是凉的，叫服务员换，等了四十分钟没有人理。'
const patience = { timeout: 10_000 }

describe.skipIf(!chromium)('logging a complaint in a browser', { timeout: 90_000 }, () => {
  let here: BrowserTest
  let page: Page
  let number: string
  beforeAll(async () => {
    here = await startBrowser(chromium ?? '')
    const body = { ...payloads.open, customer: known, narrative: story, category: 'service', department: 'dining' }
    number = (await openCase(here.deps, body, { login: 'rep' })).number
  })
  beforeEach(() => here.deps.db.delete(drafts))
  afterAll(() => here.close())

  /** The form, and somebody who has logged in to fill it in. */
  async function open(screen = { ...desk, scripts: true }, login: 'rep' | 'head.dining' = 'rep') {
    page = await here.window(screen)
    await page.goto(`${here.address}/complaints/new`)
    await logIn(page, login)
    await page.waitForSelector('form.new-complaint')
  }

  const value = (name: string) => page.inputValue(`[name="${name}"]`)
  const nameIs = (name: string) => expect.poll(() => value('customer[name]'), patience).toBe(name)
  const narratives = async () => (await here.deps.db.select().from(drafts)).map(one => one.content.narrative).sort()
  const kept = () => page.waitForURL(/\?draft=/)

  test('takes at most 45 key presses beyond the narrative for a known customer, dispatched, without a mouse', async () => {
    await open()
    let presses = 0
    await page.exposeFunction('counted', () => {
      presses += 1
    })
    await page.evaluate(`addEventListener('keydown', ({ target, key }) => {
      if (target.name !== 'narrative' || key.length > 1) counted()
    }, true)`)
    await page.keyboard.type(known.phone)
    await nameIs(known.name)
    for (const key of ['Tab', 'Tab', 'Tab']) await page.keyboard.press(key)
    await page.keyboard.type('Cold again, and nobody came.')
    for (const key of ['Tab', '2', 'Tab', '4']) await page.keyboard.press(key)
    expect([await value('category'), await value('department')]).toEqual(['service', 'dining'])
    await page.keyboard.press('Control+Enter')
    await page.waitForURL(/\/complaints\/TS-\d{8}-\d{4}/)
    expect(presses).toBeGreaterThan(known.phone.length)
    expect(presses).toBeLessThanOrEqual(45)
    const text = await page.textContent('main')
    for (const words of ['待到场', known.name]) expect(text).toContain(words)
  })

  test('takes the channel that the digit stands before, also where that one was chosen already', async () => {
    await open()
    const channels = page.locator('[name=channel]')
    const others = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(String)
    for (const key of ['1', '0', ...others]) {
      await channels.blur()
      await channels.press(key)
      expect(await channels.locator('option:checked').textContent()).toMatch(new RegExp(`^${key}\\. `))
    }
  })

  test('finds customer, duplicates and level while somebody types, and leaves the focus where it is', async () => {
    await open()
    await page.keyboard.type(known.phone)
    await nameIs(known.name)
    expect(await page.evaluate('document.activeElement.name')).toBe('customer[phone]')
    expect(await page.textContent('[data-part=customer]')).toContain(number)
    expect(await page.textContent('[data-part=summary]')).toContain('找到客户')
    await page.fill('[name=narrative]', story)
    await page.waitForSelector('.reason:has-text("内容相近")')
    await page.fill('[name=amount]', '1280')
    await page.waitForSelector('[data-part=level] .level-general')
    await page.waitForSelector('[data-part=settling] .alert-warning', { state: 'attached' })
  })

  test('puts what was typed on the case that is there, by keys alone', async () => {
    await open()
    await page.keyboard.type(known.phone)
    await nameIs(known.name)
    await page.fill('[name=narrative]', 'The customer calls again and asks for a date.')
    const add = page.locator(`[name=addTo][value="${number}"]`)
    await add.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/complaints/${number}*`)
    await page.waitForSelector('.alert-success')
    expect(await page.textContent('main')).toContain('asks for a date')
  })

  test('keeps the draft on the server, for a crash and a second device', async () => {
    await open()
    await page.fill('[name=narrative]', story)
    await kept()
    const address = page.url()
    await open({ ...phone, scripts: true })
    expect(await page.textContent('.drafts')).toContain('寿宴上的烤羊排')
    await page.goto(address)
    expect(await value('narrative')).toBe(story)
  })

  test('brings the writer back to the draft after the session was lost, with the last words', async () => {
    await open()
    await page.fill('[name=narrative]', story)
    await kept()
    await here.deps.db.delete(sessions)
    await page.fill('[name=narrative]', `${story}客户还在等。`)
    await page.click('[data-draft-notice]:not([hidden]) a')
    await logIn(page, 'rep')
    await kept()
    await expect.poll(() => value('narrative'), patience).toBe(`${story}客户还在等。`)
    await expect.poll(narratives, patience).toEqual([`${story}客户还在等。`])
  })

  test('goes on keeping the draft when the writer has logged in again in another window', async () => {
    await open()
    await page.context().clearCookies({ name: 'redress' })
    const other = await page.context().newPage()
    await other.goto(`${here.address}/log-in`)
    await logIn(other, 'rep')
    await other.waitForURL(`${here.address}/`)
    await page.fill('[name=narrative]', story)
    await expect.poll(narratives, patience).toEqual([story])
    expect(await page.isHidden('[data-draft-notice]')).toBe(true)
  })

  test('does not send again what the server will never keep, until it is changed', async () => {
    await open()
    await page.clock.install()
    let sent = 0
    page.on('request', request => {
      if (request.url().endsWith('/complaints/new/draft')) sent++
    })
    await page.evaluate("document.querySelector('[name=narrative]').removeAttribute('maxlength')")
    await page.fill('[name=narrative]', '很'.repeat(20_001))
    await page.clock.fastForward(1000)
    await page.waitForSelector('[data-draft-state]:has-text("草稿没有保存：服务器不接受")')
    await page.clock.fastForward(60_000)
    await page.fill('[name=narrative]', story)
    await page.clock.fastForward(1000)
    await expect.poll(narratives, patience).toEqual([story])
    expect(sent).toBe(2)
  })

  test('tells the older of two windows that there is newer text, and keeps both', async () => {
    await open()
    await page.fill('[name=narrative]', story)
    await kept()
    const other = await page.context().newPage()
    await other.goto(page.url())
    await other.fill('[name=narrative]', 'Newer words from the other window.')
    await expect.poll(narratives, patience).toEqual(['Newer words from the other window.'])
    await page.bringToFront()
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
    await page.waitForSelector('[data-draft-notice]:not([hidden])')
    await page.fill('[name=narrative]', 'Older window goes on.')
    await page.waitForSelector('[data-draft-notice]:has-text("没有丢失")')
    expect(await narratives()).toEqual(['Newer words from the other window.', 'Older window goes on.'])
    await other.close()
  })

  test('settles on the spot what the customer accepted at once', async () => {
    await open()
    await page.fill('[name="customer[phone]"]', '13677778888')
    await page.fill('[name="customer[name]"]', '解散心')
    await page.fill('[name=narrative]', '房卡刷不开门，前台换卡后恢复。')
    await page.selectOption('[name=category]', 'service')
    await page.click('.settle-fold > summary')
    await page.fill('[name="settle[facts]"]', '房卡消磁，换卡后正常。')
    await page.fill('[name="settle[cause]"]', '房卡消磁')
    await page.selectOption('[name="settle[causeCode]"]', 'product')
    await page.selectOption('[name="settle[liability]"]', 'product')
    await page.selectOption('[name="settle[method]"]', 'phone')
    await page.selectOption('[name="settle[measures][0][kind]"]', 'apology')
    await page.fill('[name="settle[measures][0][description]"]', '致歉并换卡')
    await page.fill('[name="settle[result]"]', '客户满意')
    await page.click('button[value=settle]')
    await page.waitForSelector('.alert-success')
    expect(await page.textContent('main')).toContain('待回访')
  })

  test('comes back with everything typed, at the field that has to be put right', async () => {
    await open()
    await page.fill('[name="customer[phone]"]', '13677778888')
    await page.fill('[name="customer[name]"]', '解散心')
    await page.fill('[name=narrative]', '房卡刷不开门，前台换卡后恢复。')
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector('.alert-danger')
    expect(await page.evaluate('document.activeElement.name')).toBe('category')
    expect(await value('narrative')).toBe('房卡刷不开门，前台换卡后恢复。')
  })

  test('keeps all of a text that is too long, says by how much, and refuses it', async () => {
    await open()
    await page.focus('[name=narrative]')
    await page.keyboard.insertText('长'.repeat(6000))
    const note = page.locator('.field-over >> nth=0')
    expect(await note.textContent()).toContain('超出 1000 个字符')
    await page.click('button[value=log]')
    await page.waitForSelector('.alert-danger:has-text("最多填写 5000 个字符")')
    expect(await value('narrative')).toHaveLength(6000)
    expect(await note.textContent()).toContain('超出 1000 个字符')
    await page.fill('[name=narrative]', story)
    expect(await note.textContent()).toBe('')
  })

  test('that is sent empty names each field that it needs, also where a draft is kept', async () => {
    await open()
    await page.click('button[value=dispatch]')
    await page.waitForSelector('.alert-danger')
    expect(await page.locator('.new-main [aria-invalid=true]').count()).toBe(5)
    expect(await narratives()).toEqual([])
  })

  test('leads back to an empty form that names the case, and keeps no draft of it', async () => {
    await open()
    await page.fill('[name="customer[phone]"]', '13677778888')
    await page.fill('[name="customer[name]"]', '解散心')
    await page.fill('[name=narrative]', '房卡刷不开门，前台换卡后恢复。')
    await page.selectOption('[name=category]', 'service')
    await kept()
    await page.waitForSelector('[data-draft-state]:has-text("草稿已保存")')
    await page.click('button[value=log]')
    await page.waitForURL(/TS-\d{8}-\d{4}/)
    const logged = /TS-\d{8}-\d{4}/.exec(page.url())?.[0] ?? ''
    await page.goBack()
    await page.waitForSelector(`.alert-info a[href="/complaints/${logged}"]`)
    expect(await value('narrative')).toBe('')
    await page.click('button[value=save]')
    expect(await narratives()).toEqual([])
  })

  test('keeps its key for the way back without scripts, so that nothing is logged twice', async () => {
    await open({ ...desk, scripts: false })
    const fill = async () => {
      await page.fill('[name="customer[phone]"]', '13677778888')
      await page.fill('[name="customer[name]"]', '解散心')
      await page.fill('[name=narrative]', '退房时多收了一晚。')
    }
    await fill()
    await page.click('button[value=log]')
    await page.waitForURL(/TS-\d{8}-\d{4}/)
    const logged = /TS-\d{8}-\d{4}/.exec(page.url())?.[0] ?? ''
    await page.goBack()
    await fill()
    await page.click('button[value=log]')
    await page.waitForURL(`**/${logged}?done=already-logged`)
  })

  test('does all of it by buttons where there are no scripts', async () => {
    await open({ ...desk, scripts: false })
    expect(await page.locator('.key-hints li:visible').allInnerTexts()).toEqual([
      '0–9 在下拉框中直接选',
      'Alt J 到右侧',
    ])
    await page.fill('[name="customer[phone]"]', known.phone)
    await page.fill('[name=narrative]', story)
    await page.press('[name="customer[phone]"]', 'Enter')
    await page.waitForSelector('.known-customer')
    expect(await value('customer[name]')).toBe(known.name)
    expect(await page.textContent('[data-part=duplicates]')).toContain(number)
    await page.click('button[value=save]')
    await page.waitForURL(/draft=\w+&done=draft-kept/)
    await page.selectOption('[name=category]', 'service')
    await page.selectOption('[name=department]', 'dining')
    await page.click('.new-actions button[value=preview]')
    await page.waitForSelector('[data-part=level]:has-text("郭建平")')
    await page.click('button[value=dispatch]')
    await page.waitForURL(/done=complaint-dispatched/)
    expect(await here.deps.db.$count(drafts)).toBe(0)
    expect(await here.deps.db.$count(complaints, eq(complaints.narrative, story))).toBe(2)
  })

  test.each([
    ['a desk by day', { ...desk, scripts: true }, 'light'],
    ['a desk at night', { ...desk, scripts: true }, 'dark'],
    ['a phone', { ...phone, scripts: true }, 'light'],
  ] as const)('has no accessibility faults and fits %s', async (_, screen, colorScheme) => {
    await open(screen)
    await page.emulateMedia({ colorScheme })
    await page.fill('[name="customer[phone]"]', known.phone)
    await nameIs(known.name)
    await page.fill('[name=narrative]', story)
    await page.waitForSelector('.likely')
    await kept()
    await page.evaluate(`document.querySelectorAll('main details').forEach(one => { one.open = true })`)
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  })
})
