import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventForms } from '../support/html-form.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { csrfIn } from '../support/sign-in.ts'

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

type Login = Parameters<PagesTest['browser']>[0]
type Typed = Record<string, string | string[]>

const call = {
  action: 'dispatch',
  channel: 'phone',
  'customer[name]': '钱桂芳',
  'customer[phone]': '139 1234 5678',
  narrative: '上门的师傅一定要我们换新机，还多收了钱。',
  category: 'service',
  department: 'dining',
}
/** What a technical service confirms at the entry. */
const confirmed = {
  demand: '退费',
  'particulars[contract-term]': '2026 年全年',
  'particulars[delivered]': '2026-08-20',
}
const page = async (login: Login, path: string) => (await (await pages.browser(login)).get(path)).text

/** Logs a complaint under a procedure, by the form that the page gives. */
async function log(policy: string, typed: Typed) {
  const agent = await pages.browser('rep')
  const { text } = await agent.get(`/complaints/new?policy=${policy}`).expect(200)
  expect(text).toContain(`<input type="hidden" name="policy" value="${policy}">`)
  const key = /name="idempotencyKey" value="([^"]+)"/.exec(text)?.[1] ?? ''
  const answer = await agent
    .post('/complaints/new')
    .type('form')
    .send({ _csrf: csrfIn(text), idempotencyKey: key, policy, ...call, ...typed })
  return { status: answer.status, text: answer.text, number: answer.headers.location?.slice(12, 28) ?? '' }
}

const listIn = (text: string, name: string) =>
  [
    ...(new RegExp(`<select[^>]*name="${name}"[\\s\\S]*?</select>`).exec(text)?.[0] ?? '').matchAll(/value="([^"]+)"/g),
  ].map(([, value]) => value)

describe('a complaint of a technical service, through the pages', () => {
  test('is offered its two levels and its list of conduct', async () => {
    const text = await page('rep', '/complaints/new?policy=technical-service')
    expect(listIn(text, 'level')).toEqual(['general', 'major'])
    expect(text).toMatch(/<option value="major">2\. 严重/)
    expect(textOf(text)).toContain('强推产品、乱收费、收受礼品')
    expect(textOf(text)).toContain('本次受理适用《客户投诉处理管理办法（技术服务）》')
  })

  test('is graded by conduct, and called by the level name of its procedure everywhere', async () => {
    const { number } = await log('technical-service', { ...confirmed, 'conduct[]': ['pushing'] })
    expect(number).toMatch(/^TS-/)
    const shown = textOf(await page('head.dining', `/complaints/${number}`))
    expect(shown).toContain('“强推产品、乱收费、收受礼品”，属严重')
    expect(shown).not.toContain('特大')
    for (const [login, path] of [
      ['head.dining', '/'],
      ['rep', '/complaints'],
    ] as const) {
      expect(await pages.line(login, path, number)).toContain('严重')
    }
    expect(await pages.read('auditor', '/outbox')).toMatch(new RegExp(`严重[^【]*${number}`))
    const printed = textOf(await page('head.dining', `/complaints/${number}?print=yes`))
    expect(printed).toMatch(/登记：[^。]*严重/)
  })

  test('may be regraded to its other level alone, and its conduct corrected', async () => {
    const { number } = await log('technical-service', { ...confirmed, 'conduct[]': ['late-30'] })
    const formOf = async (type: string) =>
      eventForms(await page('head.dining', `/complaints/${number}?form=${type}`)).get(type)
    const amend = await formOf('amend')
    expect((await formOf('regrade'))?.choices.level).toEqual(['major'])
    expect(amend?.fields['fields[conduct][]']).toEqual(['late-30'])
    expect(amend?.fields.wasConduct).toBe('late-30')
  })

  test('asks for conduct when it is registered after it was received', async () => {
    const { number } = await log('technical-service', { action: 'log', category: '' })
    const form = eventForms(await page('rep', `/complaints/${number}`)).get('register')
    expect(form?.choices['conduct[]']).toContain('broken-appointments')
    expect(form?.choices.level).toEqual(['general', 'major'])
  })
})

describe('a complaint in the manner of ISO, through the pages', () => {
  test('knows minor and serious only', async () => {
    const text = await page('rep', '/complaints/new?policy=iso')
    expect(listIn(text, 'level')).toEqual(['minor', 'major'])
    expect(text).not.toContain('name="conduct[]"')
    const { number } = await log('iso', { amount: '3000' })
    const shown = textOf(await page('head.dining', `/complaints/${number}`))
    expect(shown).toContain('严重')
    expect(shown).not.toContain('特大')
    expect(await pages.line('rep', '/complaints', number)).toContain('严重')
  })
})

describe('the approvers beside the form', () => {
  const approvers = async (policy: string, typed: Typed) => {
    const { text } = await log(policy, { action: 'preview', category: '', ...typed })
    const list = /<ol class="approver-list">([\s\S]*?)<\/ol>/.exec(text)?.[1] ?? ''
    return [...list.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, line = '']) => textOf(line).trim())
  }

  test('are those of the kind of matter too', async () => {
    expect(await approvers('manufacturer', {})).toEqual(['单位分管领导 宋丽华'])
    expect(await approvers('manufacturer', { category: 'product' })).toEqual(['质检 白若冰', '单位分管领导 宋丽华'])
  })

  test('are all of those who decide together', async () => {
    const asked = ['部门负责人 郭建平', '单位分管领导 宋丽华', '董事会 顾长河', '酒庄领导 顾长河']
    expect(await approvers('professional', { level: 'major' })).toEqual(asked)
  })

  test('leave out the superiors of whoever is complained of for conduct', async () => {
    const head = async (category: string) => (await approvers('professional', { respondent: '罗佳', category }))[0]
    expect(await head('product')).toBe('部门负责人 郭建平')
    expect(await head('service')).toBe('部门负责人 宋丽华')
  })
})

describe('what a procedure asks for beyond the others', () => {
  test('is a confirmation for a manufacturer: without one the form comes back with it', async () => {
    const missing = await log('manufacturer', {})
    expect(missing.status).toBe(422)
    expect(missing.text).toContain('id="new-confirmation-error"')
    expect((await log('manufacturer', { confirmation: 'signature' })).number).toMatch(/^TS-/)
  })

  test('is marked, also in the form of a complaint that was only received', async () => {
    const { number } = await log('distribution', { action: 'log', category: '' })
    const text = await page('rep', `/complaints/${number}`)
    for (const field of ['liability', 'respondentDepartment'])
      expect(text).toMatch(new RegExp(`<select[^>]*id="register-${field}"[^>]*required`))
  })

  test('is the opinion of both sides for a professional firm', async () => {
    const number = await pages.open('rep', {
      ...{ category: 'service', respondentDepartment: 'dining', policy: 'professional' },
      particulars: { 'schedule-told': '2099-12-31' },
      ...{ department: 'dining', handler: 'handler.dining' },
    })
    await pages.send('head.dining', number, { type: 'arrive' })
    for (const type of ['find', 'plan'] as const) await pages.send('handler.dining', number, { type })
    for (const login of ['head.dining', 'leader.hospitality'] as const)
      await pages.send(login, number, { type: 'approve', opinion: '同意' })
    for (const type of ['consent', 'perform', 'resolve'] as const) await pages.send('handler.dining', number, { type })
    const form = eventForms(await page('rep', `/complaints/${number}`)).get('call-back')
    expect(form?.choices.respondentOutcome).toEqual(['satisfied', 'dissatisfied', 'unreached'])
    const callPage = await page('rep', `/follow-ups/${number}`)
    const key = /name="key" value="([^"]+)"/.exec(callPage)?.[1] ?? ''
    const revision = /name="revision" value="([^"]+)"/.exec(callPage)?.[1] ?? ''
    const rep = await pages.browser('rep')
    const answer = (fields: object) =>
      rep
        .post(`/follow-ups/${number}`)
        .type('form')
        .send({
          _csrf: csrfIn(callPage),
          key,
          revision,
          outcome: 'satisfied',
          satisfaction: '5',
          comment: '满意',
          ...fields,
        })
    expect((await answer({})).text).toContain('respondentOutcome')
    await answer({ respondentOutcome: 'dissatisfied' }).expect(303)
    expect(textOf(await page('rep', `/complaints/${number}`))).toContain('被投诉方：不满意')
  })

  test('is nothing under the own procedure of the house', async () => {
    const text = await page('rep', '/complaints/new')
    for (const name of ['conduct[]', 'confirmation', 'policy']) expect(text).not.toContain(`name="${name}"`)
    expect(listIn(text, 'level')).toEqual(['minor', 'general', 'major', 'critical'])
  })

  test('and a procedure that is not in force is no page', async () => {
    await (await pages.browser('rep')).get('/complaints/new?policy=elsewhere').expect(404)
  })
})
