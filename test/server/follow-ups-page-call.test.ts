import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { cases, disclosures, followUps } from '../../db/schema.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { csrfIn } from '../support/sign-in.ts'

let pages: PagesTest
beforeEach(async () => {
  await pages?.close()
  pages = await startPages()
})
afterAll(() => pages.close())

/** A complaint that the head settled on the spot, for a customer of this name. */
async function settled(name: string, more: object = {}): Promise<string> {
  const customer = { name, phone: '13912345678' }
  const number = await pages.open('rep', { category: 'service', department: 'dining', customer, ...more })
  await pages.send('head.dining', number, { type: 'settle' })
  return number
}

const hidden = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''

/** Fills in the form of a call as a browser without scripts would send it. */
async function record(login: DemoLogin, number: string, typed: object) {
  const agent = await pages.browser(login)
  const { text } = await agent.get(`/follow-ups/${number}`).expect(200)
  const kept = Object.fromEntries(['_csrf', 'revision', 'key'].map(name => [name, hidden(text, name)]))
  return agent
    .post(`/follow-ups/${number}`)
    .type('form')
    .send({ ...kept, satisfaction: '', comment: '', ...typed })
}

async function lastCall(number: string) {
  const [row] = await pages.deps.db
    .select({ outcome: followUps.outcome, satisfaction: followUps.satisfaction, comment: followUps.comment })
    .from(followUps)
    .innerJoin(cases, eq(cases.id, followUps.caseId))
    .where(eq(cases.number, number))
    .orderBy(desc(followUps.seq))
  return row
}

describe('a call', () => {
  test('has its script: greeting, what was promised and done, the question, four closing sentences', async () => {
    const page = await pages.read('rep', `/follow-ups/${await settled('钱桂芳')}`)
    for (const words of [
      '请问是钱桂芳吗？我是云栖酒庄园区客服中心的林晓雯',
      '客户接受道歉',
      '道歉：当面致歉',
      '您满意吗',
      '再次向您道歉',
      '感谢您一直以来的信任',
      '感谢您指出我们的不足',
      '我们一定改进',
      '没问满意度就不要挂电话',
      '尚未拨打',
    ])
      expect(page).toContain(words)
  })

  test('shows earlier calls and how often nobody answered', async () => {
    const number = await settled('钱桂芳')
    await record('rep', number, { outcome: 'unreached', comment: '无人接听' })
    const page = await pages.read('rep2', `/follow-ups/${number}`)
    expect(page).toContain('已拨 1 次未接通')
    expect(page).toMatch(/2026-11-21 10:00 林晓雯：未接通 无人接听/)
  })

  test('gives the whole number only to who asks for it, and that is on record', async () => {
    const number = await settled('钱桂芳')
    const agent = await pages.browser('rep')
    const { text } = await agent.get(`/follow-ups/${number}`)
    expect(text).toContain('139****5678')
    expect(text).not.toContain('13912345678')
    const shown = await agent
      .post(`/follow-ups/${number}/disclosures`)
      .type('form')
      .send({ _csrf: hidden(text, '_csrf') })
      .expect(200)
    expect(shown.text).toContain('href="tel:13912345678"')
    expect(shown.headers['cache-control']).toBe('no-store')
    expect(await pages.deps.db.select({ person: disclosures.person }).from(disclosures)).toEqual([{ person: 'rep' }])
  })

  test('is recorded by the service centre only; others may read, and without sight there is nothing', async () => {
    const number = await settled('钱桂芳')
    expect(await pages.read('director', `/follow-ups/${number}`)).toContain('您可以查看，不能登记')
    await (await pages.browser('head.cellar')).get(`/follow-ups/${number}`).expect(404)
    const open = await pages.open('rep', { category: 'service', department: 'dining' })
    const answer = await (await pages.browser('rep')).get(`/follow-ups/${open}`).expect(303)
    expect(answer.headers.location).toBe(`/complaints/${open}?done=nothing-to-call`)
  })
})

describe('what came of it', () => {
  test('is saved, and the next customer of the list is there at once, whoever could not be reached is not', async () => {
    const [first, second] = [await settled('甲女士'), await settled('乙先生')]
    const reached = await record('rep', first, { outcome: 'satisfied', satisfaction: '4', after: 'next' })
    expect(reached.headers.location).toBe(`/follow-ups/${second}?done=call-recorded`)
    expect(await lastCall(first)).toEqual({ outcome: 'satisfied', satisfaction: 4, comment: null })
    const unreached = await record('rep', second, { outcome: 'unreached', satisfaction: '5', after: 'next' })
    expect(unreached.headers.location).toBe('/follow-ups?done=calls-done')
    expect(await lastCall(second)).toEqual({ outcome: 'unreached', satisfaction: null, comment: null })
  })

  test('skips cases that one handled, and leads back to the list whoever wants that', async () => {
    const first = await settled('甲女士')
    const own = await pages.open('rep', { category: 'service', department: 'centre', handler: 'rep2' })
    await pages.send('rep2', own, { type: 'settle' })
    const third = await settled('丙女士')
    const answer = await record('rep2', first, { outcome: 'satisfied', after: 'next' })
    expect(answer.headers.location).toBe(`/follow-ups/${third}?done=call-recorded`)
    const back = await record('rep2', third, { outcome: 'satisfied', after: 'list' })
    expect(back.headers.location).toBe('/follow-ups?done=calls-done')
    expect(await pages.read('rep2', `/follow-ups/${own}`)).toContain('您可以查看，不能登记')
  })

  test.each(['abc', 'NaN', '1e400', '6'])(
    'with the mark %s is refused and keeps what was typed',
    async satisfaction => {
      const number = await settled('钱桂芳')
      const answer = await record('rep', number, { outcome: 'satisfied', satisfaction, comment: '聊了很久' })
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('聊了很久')
      expect(await lastCall(number)).toBeUndefined()
    },
  )

  test('without sight is not there, whatever else is wrong, nor is a decision', async () => {
    const number = await settled('钱桂芳')
    const stranger = await pages.browser('head.cellar')
    const _csrf = csrfIn((await stranger.get('/')).text)
    for (const path of [`/follow-ups/${number}`, `/complaints/${number}/approval`]) {
      const sent = stranger.post(path).type('form')
      await sent.send({ _csrf, type: 'nothing', 'comment[a]': '1', 'opinion[a]': '1' }).expect(404)
    }
  })

  test('of a dissatisfied customer needs what they said', async () => {
    const number = await settled('钱桂芳')
    const answer = await record('rep', number, { outcome: 'dissatisfied', satisfaction: '2' })
    expect(answer.status).toBe(422)
    expect(textOf(answer.text)).toContain('客户不满意的，请写下客户怎么说')
    expect(answer.text).toMatch(/value="dissatisfied" required checked/)
    expect(await lastCall(number)).toBeUndefined()
    await record('rep', number, { outcome: 'dissatisfied', satisfaction: '2', comment: '道歉没有诚意' })
    expect(await lastCall(number)).toMatchObject({ outcome: 'dissatisfied', comment: '道歉没有诚意' })
    expect(await pages.line('head.dining', '/', number)).toContain('拟定方案')
  })

  test('cannot be left out', async () => {
    const answer = await record('rep', await settled('钱桂芳'), { comment: '聊了很久' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('聊了很久')
  })
})
