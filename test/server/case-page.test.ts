import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { cases, disclosures } from '../../db/schema.ts'
import { caseView } from '../../server/complaints/case-view.ts'
import { caseInState, happen } from '../support/case-in.ts'
import { databases } from '../support/databases.ts'
import { eventForms } from '../support/html-form.ts'
import { type PagesTest, startPages } from '../support/pages.ts'
import { states } from '../support/stages.ts'

let pages: PagesTest
let deps: PagesTest['deps']
let statements = 0

beforeAll(async () => {
  const [embedded] = databases
  pages = await startPages(embedded)
  deps = pages.deps
  const pglite = deps.connection.pglite
  if (!pglite) throw new Error('PGlite is always there')
  const query = pglite.query.bind(pglite)
  pglite.query = (...given: Parameters<typeof query>) => {
    statements += 1
    return query(...given)
  }
})
afterAll(() => pages.close())

async function pageFor(login: DemoLogin, number: string): Promise<string> {
  return (await (await pages.browser(login)).get(`/complaints/${number}`).expect(200)).text
}

/** The forms that a page shows, by their names. */
const offered = (page: string) =>
  [...page.matchAll(/<details class="action" id="([\w-]+)"/g)].map(([, type]) => type).sort()

const people = ['rep', 'centre', 'head.dining', 'handler.dining', 'leader.hospitality', 'director'] as const

describe('the page of a complaint', () => {
  test.each(states)('offers exactly what the API allows in %s, to each of six people', async state => {
    const number = await caseInState(deps, state)
    for (const login of people) {
      const view = await caseView(deps, number, login)
      const page = await (await pages.browser(login)).get(`/complaints/${number}`)
      expect(page.status).toBe(view ? 200 : 404)
      expect(offered(page.text), login).toEqual([...(view?.allowed ?? [])].sort())
    }
  })

  test('is not there for people who have no part in it', async () => {
    const number = await caseInState(deps, 'investigate.attend')
    await (await pages.browser('head.cellar')).get(`/complaints/${number}`).expect(404)
    await (await pages.browser('admin')).get(`/complaints/${number}`).expect(404)
    await (await pages.browser('rep')).get('/complaints/TS-20990101-0001').expect(404)
  })

  test('says until when, why and who is told next', async () => {
    const number = await caseInState(deps, 'register')
    const page = await pageFor('rep', number)
    expect(page).toContain('剩余 10 分钟')
    expect(page).toContain('截止 2026-11-21 10:10（北京时间）')
    expect(page).toContain('10 分钟，自受理起算')
    expect(page).toContain('2026-11-21 10:08（用时 80%）将通知责任人')
    expect(page).toContain('涉及金额 ¥1,280.00，属一般')
  })

  test('is read in English by those who chose it', async () => {
    const number = await caseInState(deps, 'register')
    await pages.speak('rep2', 'en')
    const page = await pageFor('rep2', number)
    expect(page).toContain('What you can do now')
    expect(page).toContain('severity 2 of 4')
    expect(page).not.toMatch(/(case|forms|history|codes)\.[a-z]+\./)
  })

  test('asks the database the same few things however long the case has become', async () => {
    const number = await caseInState(deps, 'investigate.inquire')
    const measured = async () => {
      statements = 0
      await pageFor('rep', number)
      return statements
    }
    await measured()
    const short = await measured()
    for (let index = 0; index < 12; index++) await happen(deps, number, 'rep', 'contact')
    // the lesser of two: a statement of something else may fall in between
    expect(Math.min(await measured(), await measured())).toBe(short)
    expect(short).toBeLessThanOrEqual(14)
  })
})

describe('the customer’s phone', () => {
  test('is masked, and shown once to somebody whose look is on record', async () => {
    const number = await caseInState(deps, 'register')
    const browser = await pages.browser('rep')
    const page = await pageFor('rep', number)
    expect(page).not.toContain('13800000001')
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const revealed = await browser.post(`/complaints/${number}/disclosures`).type('form').send({ _csrf }).expect(200)
    expect(revealed.text).toContain('13800000001')
    expect(await pageFor('rep', number)).not.toContain('13800000001')
    const looks = await deps.db
      .select({ person: disclosures.person })
      .from(disclosures)
      .innerJoin(cases, eq(cases.id, disclosures.caseId))
      .where(eq(cases.number, number))
    expect(looks).toEqual([{ person: 'rep' }])
  })
})

describe('sending a form', () => {
  async function send(login: DemoLogin, number: string, type: string, fields: object, page?: string) {
    const browser = await pages.browser(login)
    const form = eventForms(page ?? (await pageFor(login, number))).get(type)
    return browser
      .post(form?.action ?? '')
      .type('form')
      .send({ ...form?.fields, ...fields })
  }

  test('leads back to the case, which confirms it', async () => {
    const number = await caseInState(deps, 'register')
    const answer = await send('rep', number, 'dispatch', { department: 'dining' })
    expect(answer.status).toBe(303)
    const page = await (await pages.browser('rep')).get(answer.headers.location ?? '')
    expect(page.text).toContain('案件已分派，部门负责人已收到通知。')
  })

  test('twice changes the case once', async () => {
    const number = await caseInState(deps, 'receive')
    const page = await pageFor('rep', number)
    await send('rep', number, 'note', { text: '下午再打' }, page)
    expect((await send('rep', number, 'note', { text: '下午再打' }, page)).status).toBe(303)
    expect((await pageFor('rep', number)).match(/<blockquote>下午再打/g)).toHaveLength(1)
  })

  test('after somebody else’s change says so, shows the new state and keeps what was typed', async () => {
    const number = await caseInState(deps, 'investigate.inquire')
    const page = await pageFor('handler.dining', number)
    await happen(deps, number, 'head.dining', 'pause')
    const stale = { facts: '我写了很久的事实', cause: '排班', causeCode: 'process', liability: 'staff' }
    const answer = await send('handler.dining', number, 'find', stale, page)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('案件已被他人更新')
    expect(answer.text).toContain('已暂停')
    const again = eventForms(answer.text).get('find')
    expect(again?.fields).toMatchObject(stale)
    expect((await send('handler.dining', number, 'find', {}, answer.text)).status).toBe(303)
  })

  test('that is not offered any more keeps what was typed for copying', async () => {
    const number = await caseInState(deps, 'propose.review')
    const page = await pageFor('leader.hospitality', number)
    await happen(deps, number, 'leader.hospitality', 'approve')
    const answer = await send('leader.hospitality', number, 'return', { reason: '金额偏高，请复核' }, page)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('金额偏高，请复核')
  })

  test('with several measures keeps all of them for copying when the plan comes too late', async () => {
    const number = await caseInState(deps, 'propose.draft')
    const page = await pageFor('handler.dining', number)
    await happen(deps, number, 'handler.dining', 'plan')
    const kinds = { 'measures[0][kind]': 'refund', 'measures[2][kind]': 'compensation' }
    const texts = {
      'measures[0][description]': '退还菜金',
      'measures[2][description]': '赠送代金券',
      explanation: '双倍',
    }
    const answer = await send('handler.dining', number, 'plan', { ...kinds, ...texts }, page)
    expect(answer.status).toBe(409)
    for (const typed of ['退还菜金', '赠送代金券', '双倍']) expect(answer.text).toContain(`<dd>${typed}</dd>`)
  })

  test('that gives the case away is confirmed, although the sender does not see it any more', async () => {
    const number = await caseInState(deps, 'investigate.attend')
    const answer = await send('head.dining', number, 'hand-back', { reason: '不是本部门的事', confirm: 'yes' })
    expect(answer.status).toBe(200)
    expect(answer.text).toContain(number)
    expect(answer.text).toContain('案件已退回客服中心重新分派。')
    await (await pages.browser('head.dining')).get(`/complaints/${number}`).expect(404)
  })

  test('is refused with 403 to somebody whose duty it is not', async () => {
    const number = await caseInState(deps, 'investigate.attend')
    const page = await pageFor('director', number)
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page)?.[1]
    const fields = { _csrf, type: 'arrive', method: 'phone', summary: '代为联系' }
    const answer = await (await pages.browser('director'))
      .post(`/complaints/${number}/events`)
      .type('form')
      .send(fields)
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('代为联系')
  })
})
