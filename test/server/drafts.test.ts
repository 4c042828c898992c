import { eq } from 'drizzle-orm'
import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cases, drafts } from '../../db/schema.ts'
import { createApp } from '../../server/app.ts'
import { forgetOldDrafts } from '../../server/complaints/drafts.ts'
import { demoPassword } from '../../server/demo/load-demo.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { type Agent, csrfIn } from '../support/sign-in.ts'

let pages: PagesTest
let rep: Agent
beforeAll(async () => {
  pages = await startPages()
  rep = await pages.browser('rep')
})
beforeEach(async () => {
  await pages.deps.db.delete(drafts)
})
afterAll(() => pages.close())

type Typed = Record<string, string | string[]>
const call = { channel: 'phone', 'customer[name]': '钱桂芳', 'customer[phone]': '13912345678' }

const hidden = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''

/** A window with the form, as a browser keeps it: what it knows of its draft goes along with everything typed. */
async function openWindow(agent: Agent = rep, id = '') {
  const { text } = await agent.get(`/complaints/new${id && `?draft=${id}`}`).expect(200)
  const marks = {
    _csrf: csrfIn(text),
    draft: hidden(text, 'draft'),
    savedAt: hidden(text, 'savedAt'),
    idempotencyKey: hidden(text, 'idempotencyKey'),
  }
  return {
    text,
    marks,
    post: (typed: Typed, path = '/complaints/new') =>
      agent
        .post(path)
        .type('form')
        .send({ ...marks, ...typed }),
    async keep(typed: Typed) {
      const { body } = await this.post(typed, '/complaints/new/draft').expect(200)
      Object.assign(marks, { draft: body.id, savedAt: body.savedAt })
      return body as { id: string; savedAt: string; apart: boolean }
    },
  }
}

const contents = async () => (await pages.deps.db.select().from(drafts)).map(({ content }) => content)

describe('a draft', () => {
  test.each(['+275760-09-13', 'yesterday', '0000-01-01'])('said to be from %s is kept all the same', async savedAt => {
    const { post } = await openWindow()
    const { text } = await post({ ...call, savedAt, action: 'look' }).expect(200)
    expect(text).toContain('钱桂芳')
    await post({ ...call, savedAt }, '/complaints/new/draft').expect(200)
    expect(await contents()).toMatchObject([call])
  })

  test('holds everything typed, however unfinished, and comes back on any device', async () => {
    const here = await openWindow()
    const typed = { ...call, narrative: '还', amount: '八百', 'scopeFlags[]': 'repeat', level: 'major' }
    const { id } = await here.keep(typed)
    const { text } = await openWindow(rep, id)
    for (const kept of [
      'value="钱桂芳"',
      'value="八百"',
      'value="repeat" checked',
      'value="major" selected',
      '还</textarea>',
    ]) {
      expect(text).toContain(kept)
    }
    expect(hidden(text, 'draft')).toBe(id)
  })

  test('is one row, however often it is kept, and stands on the page of a new complaint', async () => {
    const here = await openWindow()
    for (const narrative of ['还', '还没', '还没有人来'])
      expect((await here.keep({ ...call, narrative })).apart).toBe(false)
    expect(await contents()).toMatchObject([{ narrative: '还没有人来' }])
    const page = (await openWindow()).text
    expect(textOf(page)).toContain('未提交的草稿（1 份）')
    expect(page).toContain(`href="/complaints/new?draft=${here.marks.draft}"`)
  })

  test('in which nothing is written yet is not listed, and is there for whoever goes on with it', async () => {
    const { id } = await (await openWindow()).keep({ channel: 'email', category: 'service', 'scopeFlags[]': 'repeat' })
    expect((await openWindow()).text).not.toContain('未提交的草稿')
    expect((await openWindow(rep, id)).text).toContain('value="email" selected')
    await (await openWindow()).keep({ channel: 'letter', orderNo: 'JD-77' })
    const listed = textOf((await openWindow()).text)
    expect(listed).toContain('未提交的草稿（1 份） 最近一份：JD-77')
  })

  test('can be several of one person', async () => {
    await (await openWindow()).keep({ ...call, narrative: '第一件' })
    await (await openWindow()).keep({ ...call, narrative: '第二件' })
    expect(textOf((await openWindow()).text)).toContain('未提交的草稿（2 份）')
  })

  test('is nobody else’s, neither to read nor to write nor to throw away', async () => {
    const here = await openWindow()
    const { id } = await here.keep({ ...call, narrative: '我的草稿' })
    const other = await pages.browser('rep2')
    expect((await openWindow(other, id)).text).not.toContain('我的草稿')
    await other.get(`/complaints/new/draft/${id}`).expect(404)
    const theirs = await openWindow(other)
    Object.assign(theirs.marks, here.marks, { _csrf: theirs.marks._csrf })
    expect((await theirs.keep({ ...call, narrative: '改掉' })).id).not.toBe(id)
    await theirs.post({ discard: id }, '/complaints/new/discard').expect(303)
    expect((await openWindow(rep, id)).text).toContain('我的草稿')
  })

  test('is kept by a button where there are no scripts', async () => {
    const here = await openWindow()
    const { headers } = await here.post({ ...call, narrative: '还没有人来', action: 'save' }).expect(303)
    expect(headers.location).toBe(`/complaints/new?draft=${here.marks.draft}&done=draft-kept`)
    expect((await rep.get(headers.location ?? '')).text).toContain('还没有人来')
  })

  test('survives a lost session: after logging in again the page is there with the draft', async () => {
    const { id } = await (await openWindow()).keep({ ...call, narrative: '还没有人来' })
    const stranger = request.agent(createApp(pages.deps))
    const turned = await stranger.get(`/complaints/new?draft=${id}`).expect(303)
    const page = await stranger.get(turned.headers.location ?? '').expect(200)
    const fields = { _csrf: csrfIn(page.text), to: hidden(page.text, 'to'), login: 'rep', password: demoPassword }
    const { headers } = await stranger.post('/log-in').type('form').send(fields).expect(303)
    expect((await stranger.get(headers.location ?? '').expect(200)).text).toContain('还没有人来')
  })

  test('is gone once its complaint is logged, and not before', async () => {
    const here = await openWindow()
    await here.keep({ ...call, narrative: '还没有人来' })
    await here.post({ ...call, narrative: '还', action: 'log' }).expect(422)
    expect(await contents()).toHaveLength(1)
    await here.post({ ...call, narrative: '还没有人来', action: 'log' }).expect(303)
    expect(await contents()).toEqual([])
  })

  test('is gone once what was typed is on another case', async () => {
    const number = await pages.open('rep')
    const here = await openWindow()
    const { id } = await here.keep({ ...call, narrative: '还没有人来' })
    await here.post({ ...call, narrative: '还没有人来', addTo: number }).expect(303)
    expect(await contents()).toEqual([])
    expect(textOf((await openWindow(rep, id)).text)).toContain(`这份内容已经加入 ${number}。`)
  })

  test('does not come back from the form that was sent, and its address tells what became of it', async () => {
    const here = await openWindow()
    const typed = { ...call, narrative: '还没有人来' }
    const { id } = await here.keep(typed)
    const { headers } = await here.post({ ...typed, action: 'log' }).expect(303)
    const number = headers.location?.slice(12, 28) ?? ''
    const { body } = await here.post({ ...typed, narrative: '还没有人来！' }, '/complaints/new/draft').expect(200)
    expect(body).toEqual({ already: number })
    const saved = await here.post({ ...typed, action: 'save' }).expect(200)
    expect(textOf(saved.text)).toContain(`这起投诉已经登记为 ${number}。`)
    expect(await contents()).toEqual([])
    const back = await rep.get(`/complaints/new?draft=${id}`).expect(200)
    expect(back.headers['cache-control']).toBe('no-store')
    expect(textOf(back.text)).toContain(`这起投诉已经登记为 ${number}。`)
    expect(hidden(back.text, 'draft')).not.toBe(id)
    expect(back.text).not.toContain('还没有人来')
  })

  test('is thrown away when that is confirmed', async () => {
    const { id } = await (await openWindow()).keep({ ...call, narrative: '还没有人来' })
    const list = await openWindow()
    expect(list.text).toContain('放弃后不能恢复')
    const { headers } = await list.post({ discard: id }, '/complaints/new/discard').expect(303)
    expect((await rep.get(headers.location ?? '')).text).toContain('草稿已放弃')
    expect(await contents()).toEqual([])
  })

  test('is forgotten after thirty days', async () => {
    const { id } = await (await openWindow()).keep({ ...call, narrative: '旧的' })
    await (await openWindow()).keep({ ...call, narrative: '新的' })
    await pages.deps.db.update(drafts).set({ savedAt: '2026-10-21T01:59:59.000Z' }).where(eq(drafts.id, id))
    await forgetOldDrafts(pages.deps)
    expect(await contents()).toMatchObject([{ narrative: '新的' }])
  })

  test('refuses what is far too much', async () => {
    await (await openWindow()).post({ narrative: '很'.repeat(20_001) }, '/complaints/new/draft').expect(422)
  })
})

describe('one draft in two windows', () => {
  test('the last to write wins; who writes over newer text gets a draft of their own, and nothing is lost', async () => {
    const desk = await openWindow()
    const { id } = await desk.keep({ ...call, narrative: '还没' })
    const phone = await openWindow(rep, id)
    await phone.keep({ ...call, narrative: '还没有人来，客户很生气' })
    const late = await desk.keep({ ...call, narrative: '还没有人接' })
    expect(late).toMatchObject({ apart: true })
    expect(late.id).not.toBe(id)
    expect((await openWindow(rep, id)).text).toContain('客户很生气')
    expect((await openWindow(rep, late.id)).text).toContain('还没有人接')
    expect(await desk.keep({ ...call, narrative: '还没有人接电话' })).toMatchObject({ id: late.id, apart: false })
  })

  test('the older window can find out that there is newer text', async () => {
    const desk = await openWindow()
    const { id, savedAt } = await desk.keep({ ...call, narrative: '还没' })
    await (await openWindow(rep, id)).keep({ ...call, narrative: '还没有人来' })
    const { body } = await rep.get(`/complaints/new/draft/${id}`).expect(200)
    expect(body.savedAt > savedAt).toBe(true)
  })

  test('a window whose draft was sent from the other one keeps its words as another draft', async () => {
    const desk = await openWindow()
    const { id } = await desk.keep({ ...call, narrative: '还没有人来' })
    await (await openWindow(rep, id)).post({ ...call, narrative: '还没有人来', action: 'log' }).expect(303)
    expect(await desk.keep({ ...call, narrative: '还没有人来，又打了一次' })).toMatchObject({ apart: true })
    expect(await contents()).toMatchObject([{ narrative: '还没有人来，又打了一次' }])
    expect(await pages.deps.db.$count(cases)).toBeGreaterThan(0)
  })

  test('an answer that was lost on the way does no harm when the same is sent again', async () => {
    const desk = await openWindow()
    const typed = { ...call, narrative: '还没有人来' }
    await desk.post(typed, '/complaints/new/draft').expect(200)
    expect(await desk.keep(typed)).toMatchObject({ apart: false })
    expect(await contents()).toHaveLength(1)
  })
})
