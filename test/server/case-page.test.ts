import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { cases, disclosures } from '../../db/schema.ts'
import { caseView } from '../../server/complaints/case-view.ts'
import { demoPassword } from '../../server/demo/load-demo.ts'
import { caseInState, happen } from '../support/case-in.ts'
import { databases } from '../support/databases.ts'
import { eventForms } from '../support/html-form.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { signIn } from '../support/sign-in.ts'
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

async function pageFor(login: DemoLogin, number: string, form = ''): Promise<string> {
  return (await (await pages.browser(login)).get(`/complaints/${number}?form=${form}`).expect(200)).text
}

/** What a page offers to do, by the names of the forms: the one that is open, and the lines that lead to the others. */
const offered = (page: string) => [...page.matchAll(/ class="action" id="([\w-]+)"/g)].map(([, type]) => type).sort()
const formsOn = (page: string) => [...eventForms(page).keys()]
const linesOn = (page: string) =>
  [...page.matchAll(/ data-form="([\w-]+)">[^<]*<span class="action-busy"/g)].map(([, type]) => type ?? '')

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

  test('shows the likeliest form, a line for each of the others, and the form that the address names instead', async () => {
    const number = await caseInState(deps, 'propose.draft')
    const likeliest = await pageFor('handler.dining', number)
    expect(formsOn(likeliest)).toEqual(['plan'])
    expect([...linesOn(likeliest), 'plan'].sort()).toEqual(offered(likeliest))
    const named = await pageFor('handler.dining', number, 'amend')
    expect(formsOn(named)).toEqual(['amend'])
    expect([...linesOn(named), 'amend'].sort()).toEqual(offered(named))
    expect(offered(named)).toEqual(offered(likeliest))
  })

  test('says so when its address names a form that is not offered any more, and shows what is', async () => {
    const number = await caseInState(deps, 'propose.draft')
    const page = await pageFor('handler.dining', number, 'find')
    expect(page).toContain('“提交调查结论”现在不能办理了：案件已有变化，请看最新情况。')
    expect(formsOn(page)).toEqual(['plan'])
    expect(await pageFor('handler.dining', number, 'nonsense')).not.toContain('现在不能办理了')
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

  test('shows every limit that is late now, the most overdue first, and calls only a past delay past', async () => {
    const number = await caseInState(deps, 'propose.draft')
    const glance = async () => {
      // the earlier session has ended by then
      const browser = await signIn(pages.app, 'handler.dining', demoPassword)
      const page = (await browser.get(`/complaints/${number}`).expect(200)).text
      return textOf(/<header class="case-glance[\s\S]*?<\/header>/.exec(page)?.[0] ?? '')
    }
    const began = deps.now().toISOString()
    expect(await glance()).not.toContain('超时')
    pages.clock.advance(60 * 24 * 12)
    const overdue = await glance()
    expect(overdue).toMatch(/ 超时 .*已超时的时限 .*超时 \d+ 天.*超时 \d+ 天/)
    expect(overdue).not.toContain('曾超时')
    const delays = [...overdue.matchAll(/超时 (\d+) 天/g)].map(([, days]) => Number(days))
    expect(delays).toEqual(delays.toSorted((one, other) => other - one))
    await happen(deps, number, 'rep', 'withdraw')
    const over = await glance()
    expect(over).toContain('曾超时')
    expect(over).not.toContain('已超时的时限')
    pages.clock.set(began)
  })

  test('says of a stage that was entered twice how often, and of a closed case that its last stage is done too', async () => {
    const stepper = async (number: string) =>
      /<ol class="stepper">[\s\S]*?<\/ol>/.exec(await pageFor('centre', number))?.[0]
    const number = await caseInState(deps, 'follow-up')
    const began = deps.now().toISOString()
    expect(textOf((await stepper(number)) ?? '')).toContain('方案 用时 不到 1 分钟 进入时间')
    pages.clock.advance(60 * 5)
    await happen(deps, number, 'rep', 'call-back', { outcome: 'dissatisfied' })
    pages.clock.advance(60 * 3)
    const again = textOf((await stepper(number)) ?? '')
    expect(again).toMatch(/方案 当前阶段 3 小时（2 次），进行中 进入时间 2026-\d\d-\d\d/)
    expect(again).toMatch(/回访 用时 \d 小时[^（]* 进入时间/)
    pages.clock.set(began)

    const settled = await caseInState(deps, 'close.settle')
    expect(await stepper(settled)).toMatch(/aria-current="step">(?:(?!<li)[\s\S])*结案/)
    await happen(deps, settled, 'centre', 'close')
    const closed = await stepper(settled)
    expect(closed).not.toContain('aria-current')
    expect(closed?.match(/step-done/g)).toHaveLength(7)
  })

  test('is read in English by those who chose it', async () => {
    const number = await caseInState(deps, 'register')
    await pages.speak('rep2', 'en')
    const page = await pageFor('rep2', number)
    expect(page).toContain('What you can do now')
    expect(page).toMatch(/General · level 2 of 4/)
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

describe('a form by itself', () => {
  async function fragment(login: DemoLogin, number: string, type: string) {
    return (await pages.browser(login)).get(`/complaints/${number}/forms/${type}`)
  }

  test.each(states)('is given in %s exactly to those to whom the API allows its event', async state => {
    const number = await caseInState(deps, state)
    const types = ['amend', 'approve', 'find', 'note', 'pause', 'close']
    for (const login of ['head.dining', 'leader.hospitality', 'head.cellar'] as const) {
      const view = await caseView(deps, number, login)
      for (const type of types) {
        const { status, text } = await fragment(login, number, type)
        expect(status, `${login} ${type}`).toBe(view ? (view.allowed.some(one => one === type) ? 200 : 409) : 404)
        expect(formsOn(text)).toEqual(status === 200 ? [type] : [])
      }
    }
  })

  test('is the same as on the page, and is taken like it', async () => {
    const number = await caseInState(deps, 'propose.review')
    for (const type of ['approve', 'return', 'contact']) {
      const alone = eventForms((await fragment('leader.hospitality', number, type)).text).get(type)
      const onPage = eventForms(await pageFor('leader.hospitality', number, type)).get(type)
      expect({ ...alone, fields: { ...alone?.fields, key: '' } }).toEqual({
        ...onPage,
        fields: { ...onPage?.fields, key: '' },
      })
    }
    const { text } = await fragment('leader.hospitality', number, 'approve')
    expect(text).toContain('方案总额 ¥800.00')
    const form = eventForms(text).get('approve')
    const answer = await (await pages.browser('leader.hospitality'))
      .post(form?.action ?? '')
      .type('form')
      .send(form?.fields ?? {})
    expect(answer.status, answer.text).toBe(303)
    const late = await fragment('leader.hospitality', number, 'approve')
    expect([late.status, late.text]).toEqual([409, '“同意方案”现在不能办理了：案件已有变化，请看最新情况。'])
    expect((await fragment('leader.hospitality', number, 'nonsense')).status).toBe(404)
  })
})

describe('the customer’s phone', () => {
  test('is masked, and shown once to somebody whose look is on record', async () => {
    const number = await caseInState(deps, 'register')
    const browser = await pages.browser('rep')
    const page = await pageFor('rep', number)
    expect(page).not.toContain('13800000001')
    expect(await pageFor('director', number)).toContain('还没有人查看过。')
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
    for (const login of ['auditor', 'centre', 'director'] as const) {
      expect(textOf(await pageFor(login, number))).toMatch(
        /(谁查看过完整联系方式|Who has seen the full contact details) 2026-11-21 10:00 林晓雯/,
      )
    }
    expect(await pageFor('rep', number)).not.toContain('谁查看过完整联系方式')
  })
})

describe('sending a form', () => {
  async function send(login: DemoLogin, number: string, type: string, fields: object, page?: string) {
    const browser = await pages.browser(login)
    const form = eventForms(page ?? (await pageFor(login, number, type))).get(type)
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
    const page = await pageFor('rep', number, 'note')
    await send('rep', number, 'note', { text: '下午再打' }, page)
    expect((await send('rep', number, 'note', { text: '下午再打' }, page)).status).toBe(303)
    expect((await pageFor('rep', number)).match(/<blockquote>下午再打/g)).toHaveLength(1)
  })

  test('once more with other words, after the browser’s Back, is another change', async () => {
    const number = await caseInState(deps, 'receive')
    const page = await pageFor('rep', number, 'note')
    await send('rep', number, 'note', { text: '下午再打' }, page)
    expect((await send('rep', number, 'note', { text: '改为明早再打' }, page)).status).toBe(303)
    const after = await pageFor('rep', number)
    for (const text of ['下午再打', '改为明早再打']) expect(after).toContain(`<blockquote>${text}`)
  })

  test('after somebody else’s change says so, shows the new state and keeps what was typed', async () => {
    const number = await caseInState(deps, 'investigate.inquire')
    const page = await pageFor('handler.dining', number)
    await happen(deps, number, 'handler.dining', 'note', { text: '自己写的备注' })
    await happen(deps, number, 'head.dining', 'regrade')
    await happen(deps, number, 'head.dining', 'pause')
    const stale = { facts: '我写了很久的事实', cause: '排班', causeCode: 'process', liability: 'staff' }
    const answer = await send('handler.dining', number, 'find', stale, page)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('已暂停')
    const alert = textOf(/<div class="alert alert-danger[\s\S]*?<\/ul><\/div>/.exec(answer.text)?.[0] ?? '')
    expect(alert).toContain('案件已被他人更新')
    expect(alert).toContain('级别：原“一般”，改为“重大”。')
    expect(alert).toContain('郭建平（部门负责人）暂停计时')
    expect(alert).not.toMatch(/自己写的备注|登记|分派/)
    const again = eventForms(answer.text).get('find')
    expect(again?.fields).toMatchObject(stale)
    expect((await send('handler.dining', number, 'find', {}, answer.text)).status).toBe(303)
  })

  test('after one’s own change in another window does not blame others', async () => {
    const number = await caseInState(deps, 'investigate.inquire')
    const page = await pageFor('handler.dining', number)
    await happen(deps, number, 'handler.dining', 'amend')
    const found = { facts: '排班少一人', cause: '排班', causeCode: 'process', liability: 'staff' }
    const answer = await send('handler.dining', number, 'find', found, page)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('又在别处办理过这个案件')
    expect(answer.text).not.toContain('您打开页面之后发生的事')
  })

  test('that is not offered any more keeps what was typed for copying', async () => {
    const number = await caseInState(deps, 'propose.review')
    const page = await pageFor('leader.hospitality', number, 'return')
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
