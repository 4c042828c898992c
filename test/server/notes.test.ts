import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contacts, notices } from '../../db/schema.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import { loadNotice } from '../../server/mail/load-notice.ts'
import { renderNotice } from '../../server/mail/render-notice.ts'
import { caseInState, happen } from '../support/case-in.ts'
import { databases } from '../support/databases.ts'
import { eventForms } from '../support/html-form.ts'
import { type PagesTest, startPages } from '../support/pages.ts'
import { addTestPerson } from '../support/sign-in.ts'

describe.each(databases)('notes on $name', database => {
  let pages: PagesTest
  let number: string
  beforeAll(async () => {
    pages = await startPages(database)
    for (const login of ['chen.yi', 'chen.er'])
      await addTestPerson(pages.deps, login, { name: '陈晨', posts: [['handler', 'dining']] })
  })
  beforeEach(async () => {
    number = await caseInState(pages.deps, 'investigate.inquire')
  })
  afterAll(() => pages.close())

  /** Fills in the form of an event as a browser without scripts does. */
  async function send(
    by: Parameters<PagesTest['browser']>[0],
    type: string,
    fields: Record<string, string | string[]>,
  ) {
    const browser = await pages.browser(by)
    const form = eventForms((await browser.get(`/complaints/${number}?form=${type}`)).text).get(type)
    return browser
      .post(form?.action ?? '')
      .type('form')
      .send({ ...form?.fields, ...fields })
  }

  const mentioned = () =>
    pages.deps.db
      .select({ id: notices.id, to: notices.recipient, seq: notices.seq })
      .from(notices)
      .where(and(eq(notices.kind, 'mentioned')))
      .orderBy(notices.id)

  it('tell whom they mention by mail: who, why, what to do, and the way to that very note', async () => {
    const answer = await send('rep', 'note', { text: '请 @handler.dining 今天回电' })
    expect(answer.status, answer.text).toBe(303)
    const [notice] = (await mentioned()).slice(-1)
    expect(notice).toMatchObject({ to: 'handler.dining' })
    const loaded = await loadNotice(pages.deps.db, notice?.id ?? 0)
    if (!loaded) throw new Error('no notice')
    const author = (await pages.read('rep', '/account')).length > 0 ? loaded.facts.names.rep : ''
    const chinese = renderNotice(loaded.notice, loaded.facts, 'https://redress.example')
    expect(chinese.subject).toContain('备注中提到了您')
    expect(chinese.text).toContain(`操作人：${author}`)
    expect(chinese.text).toContain(`https://redress.example/complaints/${number}#event-${notice?.seq}`)
    const english = renderNotice({ ...loaded.notice, language: 'en' }, loaded.facts, '')
    expect(english.subject).toContain('You are mentioned in a note')
    const { text } = await (await pages.browser('handler.dining')).get(`/complaints/${number}`)
    expect(text).toContain(`id="event-${notice?.seq}"`)
  })

  it('show people by name in the history, also those who were called by log-in', async () => {
    await happen(pages.deps, number, 'rep', 'note', { text: '请 @handler.dining 回电' })
    const page = await pages.read('rep', `/complaints/${number}`)
    expect(page).not.toContain('@handler.dining')
    expect(page).toMatch(/请 @\p{Script=Han}+ 回电/u)
    expect(await verifyAll(pages.deps.db)).toBeNull()
  })

  it('come back with their text when somebody is mentioned who may not see the case', async () => {
    const before = await mentioned()
    const answer = await send('rep', 'note', { text: '请 @head.cellar 看看酒的问题' })
    expect(answer.status).toBe(422)
    expect(answer.text).toMatch(/[^“”]+ 无权查看本案，不能在备注中提及/)
    expect(answer.text).toContain('请 @head.cellar 看看酒的问题')
    expect(await mentioned()).toEqual(before)
  })

  it('keep a word after an @ that is nobody as text, and say that nobody was told', async () => {
    const before = await mentioned()
    const answer = await send('rep', 'note', { text: '微博用户 @吃货小李 发帖说菜是凉的' })
    expect(answer.status, answer.text).toBe(303)
    const page = await pages.read('rep', answer.headers.location ?? '')
    expect(page).toContain('已按普通文字保存，未发提醒')
    expect(page).toContain('@吃货小李 发帖说菜是凉的')
    expect(await mentioned()).toEqual(before)
    const plain = await send('rep', 'note', { text: '请 @handler.dining 看看' })
    expect(await pages.read('rep', plain.headers.location ?? '')).not.toContain('未发提醒')
  })

  it('ask for the log-in when two people bear a name', async () => {
    const answer = await send('rep', 'note', { text: '@陈晨 请看' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('有多位同事同名：陈晨')
    expect((await send('rep', 'note', { text: '@chen.er 请看' })).status).toBe(303)
    expect((await mentioned()).at(-1)).toMatchObject({ to: 'chen.er' })
  })

  it('offer colleagues while somebody types: those who see the case, those with a part in it first', async () => {
    const browser = await pages.browser('rep')
    const ask = async (typed: string) =>
      (await browser.get(`/complaints/${number}/people?q=${encodeURIComponent(typed)}`).expect(200)).body.people
    const all = await ask('')
    expect(all[0]).toMatchObject({ login: 'handler.dining', unique: true, department: expect.any(String) })
    const logins = all.map((one: { login: string }) => one.login)
    expect(logins).not.toContain('rep')
    expect(await ask('head.cellar')).toEqual([])
    expect(await ask('陈')).toMatchObject([
      { login: 'chen.yi', unique: false },
      { login: 'chen.er', unique: false },
    ])
    await (await pages.browser('handler.cellar')).get(`/complaints/${number}/people`).expect(404)
  })

  it('keep how a talk was led beside the contact', async () => {
    const fields = { method: 'call', summary: '告知明天给方案', 'clear[]': ['listen', 'apologize'] }
    expect((await send('handler.dining', 'contact', fields)).status).toBe(303)
    const [row] = await pages.deps.db.select().from(contacts).where(eq(contacts.method, 'call'))
    expect(row).toMatchObject({ clear: ['listen', 'apologize'] })
    const page = await pages.read('rep', `/complaints/${number}`)
    expect(page).toMatch(/电话 .*告知明天给方案 耐心倾听 真诚道歉/)
    expect(await verifyAll(pages.deps.db)).toBeNull()
  })
})
