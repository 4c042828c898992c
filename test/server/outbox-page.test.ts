import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { notices } from '../../db/schema.ts'
import { proposeAction } from '../../server/corrective-actions/changes.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { csrfIn } from '../support/sign-in.ts'

let pages: PagesTest
let number: string
let id: number
beforeAll(async () => {
  pages = await startPages()
  number = await pages.open('rep', { category: 'service', amount: '800', department: 'dining' })
  await pages.open('rep', { category: 'service', department: 'cellar' })
  const [notice] = await pages.deps.db.select().from(notices).where(eq(notices.recipient, 'head.dining'))
  id = notice?.id ?? 0
})
afterAll(() => pages.close())

const row = async () => (await pages.deps.db.select().from(notices).where(eq(notices.id, id)))[0]
const fail = () =>
  pages.deps.db
    .update(notices)
    .set({ status: 'failed', attempts: 1, error: '550 5.1.1 no such user' })
    .where(eq(notices.id, id))

async function queueAgain(login: Parameters<PagesTest['browser']>[0]) {
  const agent = await pages.browser(login)
  const { text } = await agent.get('/account')
  return agent
    .post(`/outbox/${id}/queue`)
    .type('form')
    .send({ _csrf: csrfIn(text) })
}

describe('the outbox', () => {
  test('lists kind, recipient, subject with number and level, and status', async () => {
    const page = await pages.read('auditor', '/outbox')
    for (const words of [number, 'New case', '郭建平', 'head.dining@example.test', 'Queued'])
      expect(page).toContain(words)
  })

  test('shows the text of a notice to whoever got it and to the auditor, to others who see its case only the delivery', async () => {
    for (const login of ['auditor', 'head.dining'] as const) {
      expect(await pages.read(login, `/outbox/${id}`)).toContain(`/complaints/${number}`)
    }
    await pages.send('head.dining', number, { type: 'assign', handler: 'handler.dining' })
    for (const login of ['centre', 'handler.dining'] as const) {
      const { text } = await (await pages.browser(login)).get(`/outbox/${id}`).expect(200)
      expect(text, login).toContain(`<a href="/complaints/${number}">`)
      expect(textOf(text), login).toContain('邮件正文只有收件人和审计能看')
      expect(text, login).not.toContain('class="mail-text"')
    }
  })

  test('shows the administrator how delivery went, but neither text nor customer', async () => {
    const page = await pages.read('admin', `/outbox/${id}`)
    expect(page).toContain(number)
    expect(page).toContain('邮件正文只有收件人和审计能看')
    expect(page).not.toContain('王女士')
    expect(await pages.read('admin', '/outbox')).not.toContain('王女士')
  })

  test('has nothing about cases that its reader may not see', async () => {
    expect(await pages.read('head.cellar', '/outbox')).not.toContain(number)
    await (await pages.browser('head.cellar')).get(`/outbox/${id}`).expect(404)
    await (await pages.browser('auditor')).get('/outbox/0').expect(404)
    await (await pages.browser('auditor')).get('/outbox/new').expect(404)
  })

  test('is narrowed by status and case', async () => {
    expect(await pages.read('admin', '/outbox?status=sent')).toContain('没有符合条件的通知')
    expect(await pages.read('admin', `/outbox?case=${number}`)).toContain('郭建平')
    expect(await pages.read('admin', `/outbox?case=${number}`)).not.toContain('马文涛')
  })
})

describe('a notice about a corrective action', () => {
  test('stands in the outbox of those who may see the action, is found by its number and leads to it', async () => {
    const plan = {
      ...{
        title: '排班脱节',
        cause: 'method',
        rootCause: '没有核对',
        correction: '加派两人',
        corrective: '先核对人数',
      },
      ...{ owner: 'handler.dining', verifier: 'rep', due: '2026-12-04', effectDays: '30' },
    }
    const body = { type: 'propose', complaints: [number], ...plan }
    const { number: action } = await proposeAction(pages.deps, 'centre', body)
    for (const login of ['auditor', 'quality', 'head.dining', 'admin'] as const)
      expect(await pages.read(login, `/outbox?case=${action}`)).toContain(`【整改】${action} 整改方案待您批准`)
    expect(await pages.read('head.cellar', '/outbox')).not.toContain(action)
    const [row] = await pages.deps.db.select().from(notices).where(eq(notices.key, action))
    const { text } = await (await pages.browser('quality')).get(`/outbox/${row?.id}`)
    expect(text).toContain(`href="/corrective-actions/${action}"`)
    expect(text).toContain('排班脱节')
    await (await pages.browser('head.cellar')).get(`/outbox/${row?.id}`).expect(404)
  })
})

describe('a notice that failed', () => {
  test("shows the mail server's words and can be queued again by those who see to delivery", async () => {
    await fail()
    const { text } = await (await pages.browser('admin')).get('/outbox?status=failed')
    expect(textOf(text)).toContain('550 5.1.1 no such user')
    expect(text).toContain(`action="/outbox/${id}/queue"`)
    expect((await queueAgain('admin')).headers.location).toBe(`/outbox/${id}?done=notice-queued`)
    expect(await row()).toMatchObject({ status: 'queued', error: null })
  })

  test('is left alone by everybody else', async () => {
    await fail()
    const { text } = await (await pages.browser('head.dining')).get('/outbox')
    expect(text).not.toContain(`/outbox/${id}/queue`)
    expect((await queueAgain('head.dining')).status).toBe(403)
    expect((await row())?.status).toBe('failed')
  })

  test('is the only kind that is queued again: what was sent is not sent twice', async () => {
    await pages.deps.db.update(notices).set({ status: 'sent' }).where(eq(notices.id, id))
    await queueAgain('centre')
    expect((await row())?.status).toBe('sent')
  })
})
