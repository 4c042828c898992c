import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { notices } from '../../db/schema.ts'
import { loadNotice } from '../../server/mail/load-notice.ts'
import { renderNotice } from '../../server/mail/render-notice.ts'
import { databases } from '../support/databases.ts'
import { type PagesTest, startPages } from '../support/pages.ts'

const task = '把时限变动告知客户'

describe.each(databases)('more time, and the customer, on $name', database => {
  let pages: PagesTest
  let number: string

  beforeAll(async () => {
    pages = await startPages(database)
    const body = { category: 'service', amount: '900', department: 'dining', handler: 'handler.dining' }
    number = await pages.open('rep', body)
    await pages.send('head.dining', number, { type: 'arrive' })
    const until = '2026-11-22T10:00:00.000Z'
    await pages.send('head.dining', number, { type: 'ask-extension', kind: 'settle', until })
    await pages.send('leader.hospitality', number, { type: 'extend', kind: 'settle', until })
  })
  afterAll(() => pages.close())

  test('whoever handles the case has it as a task, due with the news that the customer waits for', async () => {
    const line = await pages.read('handler.dining', '/')
    expect(line).toContain(task)
    expect(line).toMatch(new RegExp(`${task}.{0,200}进展告知`))
    const { text } = await (await pages.browser('handler.dining')).get('/').expect(200)
    expect(text.replaceAll('&#x3D;', '=')).toContain(`href="/complaints/${number}?form=contact#contact"`)
  })

  test('the page of the case says who has to tell the customer', async () => {
    expect(await pages.read('head.dining', `/complaints/${number}`)).toContain(`罗佳：${task}`)
  })

  test('the mail about it leads to where the contact is written down', async () => {
    const [row] = await pages.deps.db.select().from(notices).where(eq(notices.kind, 'extension-granted'))
    const loaded = await loadNotice(pages.deps.db, row?.id ?? 0)
    if (!loaded) throw new Error('nobody was told')
    const { text } = renderNotice(loaded.notice, loaded.facts, 'https://redress.test')
    expect(text).toContain('请联系客户说明新的时间和原因')
    expect(text).toContain('延至：2026年11月22日 18:00（北京时间）')
    expect(text).toContain(`https://redress.test/complaints/${number}?form=contact#contact`)
  })

  test('a contact that is written down fulfils it', async () => {
    await pages.send('handler.dining', number, { type: 'contact' })
    expect(await pages.read('handler.dining', '/')).not.toContain(task)
    expect(await pages.read('head.dining', `/complaints/${number}`)).not.toContain(task)
  })
})
