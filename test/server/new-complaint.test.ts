import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cases, complaints } from '../../db/schema.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import { digestOf } from '../../workflows/evidence/chain.ts'
import { eventForms, formWith } from '../support/html-form.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { csrfIn } from '../support/sign-in.ts'

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

const call = {
  action: 'dispatch',
  channel: 'phone',
  'customer[name]': '钱桂芳',
  'customer[phone]': '139 1234 5678',
  narrative: '寿宴上了两道冷菜，服务员还顶嘴。',
  category: 'service',
  department: 'dining',
}
type Typed = Record<string, string | string[]>

/** Sends the form as a browser does: with the token and the key that were in it. */
async function send(typed: Typed, login: Parameters<PagesTest['browser']>[0] = 'rep') {
  const agent = await pages.browser(login)
  const { text } = await agent.get('/complaints/new').expect(200)
  return agent
    .post('/complaints/new')
    .type('form')
    .send({ _csrf: csrfIn(text), idempotencyKey: keyIn(text), ...typed })
}

const keyIn = (page: string) => /name="idempotencyKey" value="([^"]+)"/.exec(page)?.[1] ?? ''
const count = () => pages.deps.db.$count(cases)

describe('the form for a new complaint', () => {
  test('registers and dispatches in one go and leads to the case', async () => {
    const answer = await send({ ...call, amount: '800', handler: 'handler.dining' })
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toMatch(/^\/complaints\/TS-\d{8}-\d{4}\?done=complaint-dispatched$/)
    const number = answer.headers.location?.slice(12, 28) ?? ''
    expect(await pages.line('head.dining', '/', number)).toContain('到场见客户')
  })

  test('takes numbers as an input method writes them', async () => {
    const typed = {
      ...call,
      'customer[phone]': '１３９１２３４５６７８',
      amount: '１，２００．５',
      affectedCount: '１２',
    }
    const { headers } = await send(typed)
    const number = headers.location?.slice(12, 28) ?? ''
    const page = await pages.read('rep', `/complaints/${number}`)
    expect(page).toContain('¥1,200.50')
    expect(page).toContain('139****5678')
  })

  test('with a character that cannot be kept names the field and shows everything else, to be sent', async () => {
    const answer = await send({ ...call, narrative: '冷菜\0上了两道' })
    expect(answer.status).toBe(422)
    expect(textOf(answer.text)).toContain('“发生了什么”里有系统无法识别的字符')
    const kept = formWith(answer.text, 'narrative')
    expect(kept.fields).toMatchObject({ narrative: '冷菜上了两道', 'customer[name]': '钱桂芳', category: 'service' })
    const agent = await pages.browser('rep')
    expect((await agent.post(kept.action).type('form').send(kept.fields)).status).toBe(303)
  })

  test('names a field that it does not have in words', async () => {
    const told = textOf((await send({ ...call, by: 'director' })).text)
    expect(told).toContain('“by”（表中没有的一项）')
    expect(told).not.toContain('newComplaint.')
  })

  test('registers only, when nobody knows yet who is responsible, and says so', async () => {
    const answer = await send({ ...call, action: 'log', department: '' })
    expect(answer.headers.location).toContain('done=complaint-registered')
  })

  test('only logs when asked to, whatever is chosen already', async () => {
    expect((await send({ ...call, action: 'log' })).headers.location).toContain('done=complaint-registered')
    expect((await send({ ...call, action: 'log', category: '' })).headers.location).toContain('done=complaint-received')
  })

  test('logs without a category whatever else is known, which stands on the case and in the form that registers it', async () => {
    const known = {
      amount: '800',
      affectedCount: '12',
      scopeFlags: ['repeat', 'local-media'],
      product: '家宴套餐',
      orderNo: 'DD-77001',
      batchNo: 'L20261101',
      respondentDepartment: 'dining',
      respondent: '罗佳',
    }
    const answer = await send({ ...call, ...known, action: 'log', category: '', department: '' })
    expect(answer.headers.location, answer.text).toContain('done=complaint-received')
    const number = answer.headers.location?.slice(12, 28) ?? ''
    const page = await (await pages.browser('rep')).get(`/complaints/${number}`)
    const form = eventForms(page.text).get('register')
    expect(form?.fields).toMatchObject({
      amount: '800.00',
      affectedCount: '12',
      product: '家宴套餐',
      orderNo: 'DD-77001',
      batchNo: 'L20261101',
      respondentDepartment: 'dining',
    })
    expect([form?.fields['scopeFlags[]']].flat().sort()).toEqual(['local-media', 'repeat'])
    expect(await pages.read('rep', '/complaints?q=DD-77001')).toContain(number)

    const registered = await (await pages.browser('rep'))
      .post(form?.action ?? '')
      .type('form')
      .send({ ...form?.fields, category: 'service', amount: '900', 'scopeFlags[]': [] })
    expect(registered.status, registered.text).toBe(303)
    const [row] = await pages.deps.db
      .select({ amount: complaints.amount, orderNo: complaints.orderNo, scopeFlags: complaints.scopeFlags })
      .from(complaints)
      .innerJoin(cases, eq(cases.id, complaints.caseId))
      .where(eq(cases.number, number))
    expect(row).toEqual({ amount: '900.00', orderNo: 'DD-77001', scopeFlags: [] })
    expect(await verifyAll(pages.deps.db)).toBeNull()
  })

  test('keeps as a note what only the next steps can say: level, department, handler', async () => {
    const chosen = { level: 'critical', levelReason: '有媒体在场', handler: 'handler.dining' }
    const answer = await send({ ...call, ...chosen, action: 'log', category: '' })
    expect(answer.headers.location, answer.text).toContain('done=complaint-received')
    const page = await pages.read('rep', answer.headers.location ?? '')
    for (const words of ['级别：重大', '有媒体在场', '责任部门：餐饮客房部', '处理人：罗佳'])
      expect(page).toContain(words)
    const before = await count()
    const bare = await send({ ...call, action: 'log', category: '', department: '' })
    expect(await count()).toBe(before + 1)
    expect(await pages.read('rep', bare.headers.location ?? '')).not.toContain('供登记分派时参考')
  })

  test('names nobody unknown, with or without a category', async () => {
    const answer = await send({ ...call, action: 'log', category: '', department: '', respondent: '查无此人' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('id="new-respondent-error"')
  })

  test('asks for category and department before it dispatches, beside everything else that is wrong', async () => {
    const answer = await send({ ...call, category: '', department: '', narrative: '冷菜' })
    expect(answer.status).toBe(422)
    for (const field of ['category', 'department', 'narrative'])
      expect(answer.text).toContain(`id="new-${field}-error"`)
    expect(textOf(answer.text)).toContain('责任部门 * 分派必填')
  })

  test('that is empty comes back with a message at each field that it needs', async () => {
    const empty = Object.fromEntries(Object.keys(call).map(field => [field, '']))
    const answer = await send({ ...empty, channel: 'phone', action: 'dispatch' })
    expect(answer.status).toBe(422)
    for (const field of ['customer[phone]', 'customer[name]', 'narrative', 'category', 'department'])
      expect(answer.text).toContain(`id="new-${field}-error"`)
  })

  test('comes back with everything typed and a message at each wrong field', async () => {
    const before = await count()
    const answer = await send({
      ...call,
      'customer[phone]': '123',
      amount: '八百',
      scopeFlags: ['repeat', 'local-media'],
      level: 'critical',
      narrative: '冷菜',
    })
    expect(answer.status).toBe(422)
    for (const words of ['有效的手机号', '至少填写 5 个字', '1280']) expect(textOf(answer.text)).toContain(words)
    for (const kept of [
      'value="钱桂芳"',
      'value="123"',
      'value="八百"',
      'value="repeat" checked',
      'critical" selected',
    ]) {
      expect(answer.text).toContain(kept)
    }
    expect(answer.text).toContain('id="new-customer[phone]-error"')
    expect(await count()).toBe(before)
  })

  test('asks for the reason when another level is chosen than the policy proposes', async () => {
    const answer = await send({ ...call, level: 'critical' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('id="new-levelReason-error"')
  })

  test('reads times as Beijing time and wants to know why a complaint is entered late', async () => {
    const late = { ...call, receivedAt: '2026-11-21T08:00' }
    const refused = await send(late)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('id="new-receivedReason-error"')
    expect((await send({ ...late, receivedReason: '园区断网' })).status).toBe(303)
    const [row] = await pages.deps.db.select().from(cases).where(eq(cases.receivedAt, '2026-11-21T00:00:00.000Z'))
    expect(row?.late).toBe(true)
  })

  test('finds the person complained of by name', async () => {
    expect((await send({ ...call, respondent: '罗佳' })).status).toBe(303)
    const unknown = await send({ ...call, respondent: '查无此人' })
    expect(unknown.status).toBe(422)
    expect(unknown.text).toContain('id="new-respondent-error"')
  })

  test('opens one complaint however often it is sent', async () => {
    const agent = await pages.browser('rep')
    const { text } = await agent.get('/complaints/new')
    const sent = { ...call, _csrf: csrfIn(text), idempotencyKey: keyIn(text) }
    const before = await count()
    const [first, second] = [
      await agent.post('/complaints/new').type('form').send(sent),
      await agent.post('/complaints/new').type('form').send(sent),
    ]
    expect(await count()).toBe(before + 1)
    const number = first.headers.location?.slice(12, 28) ?? ''
    expect(second.headers.location).toBe(`/complaints/${number}?done=already-logged`)
    expect(await pages.read('rep', second.headers.location ?? '')).toContain('投诉已经登记，就是本案')
    const changed = await agent
      .post('/complaints/new')
      .type('form')
      .send({ ...sent, narrative: '另一位客户的事情' })
    expect(changed.status).toBe(422)
    expect(textOf(changed.text)).toContain(`这起投诉已经登记为 ${number}。`)
    expect(changed.text).toContain(`href="/complaints/${number}"`)
    expect(changed.text).toContain('另一位客户的事情')
    expect(keyIn(changed.text)).not.toBe(keyIn(text))
    expect(await count()).toBe(before + 1)
    const meant = { ...sent, narrative: '另一位客户的事情', idempotencyKey: keyIn(changed.text) }
    await agent.post('/complaints/new').type('form').send(meant).expect(303)
    expect(await count()).toBe(before + 2)
  })

  test('opens under whatever key it is sent, of which one that is none counts for nothing', async () => {
    const idempotencyKey = Array.from({ length: 200 }, (_, index) => digestOf(index)).join('')
    expect((await send({ ...call, idempotencyKey })).status).toBe(303)
  })

  test('is for those who receive complaints, not for those who look on', async () => {
    await (await pages.browser('admin')).get('/complaints/new').expect(403)
    await (await pages.browser('auditor')).get('/complaints/new').expect(403)
    expect((await send(call, 'handler.cellar')).status).toBe(303)
  })
})

describe('the preview', () => {
  test('shows level with its reasons, limits and approvers, and writes nothing', async () => {
    const before = await count()
    const answer = await send({
      action: 'preview',
      channel: '12315',
      amount: '800',
      narrative: '还在说',
      department: 'dining',
    })
    expect(answer.status).toBe(200)
    const page = textOf(answer.text)
    for (const words of [
      ...[
        '特大',
        '监管部门转办',
        '受理后 48 小时内',
        '2026-11-23 10:00',
        '单位分管领导',
        '宋丽华',
        '酒庄领导',
        '顾长河',
      ],
      '分派后立即通知 郭建平',
    ]) {
      expect(page).toContain(words)
    }
    expect(answer.text).toContain('还在说')
    expect(await count()).toBe(before)
  })

  test('says which level the policy proposes when another one is chosen, and that an amount is missing', async () => {
    const page = textOf((await send({ action: 'preview', channel: 'phone', level: 'major' })).text)
    expect(page).toContain('系统建议：轻微')
    expect(page).toContain('金额待核')
  })

  test('names the fields that it cannot read', async () => {
    const answer = await send({ action: 'preview', channel: 'phone', amount: '八百' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('id="new-amount-error"')
  })
})

describe('settling on the spot', () => {
  const settled = {
    ...call,
    action: 'settle',
    'settle[facts]': '冷菜上桌时已过半小时，当班服务员承认顶嘴。',
    'settle[cause]': '出菜口无人核对。',
    'settle[causeCode]': 'process',
    'settle[liability]': 'staff',
    'settle[measures][0][kind]': 'apology',
    'settle[measures][0][description]': '当班经理电话致歉',
    'settle[measures][1][kind]': '',
    'settle[measures][1][description]': '',
    'settle[result]': '客户接受道歉',
    'settle[method]': 'phone',
  }

  test('logs and settles in one transaction, and the call-back is next', async () => {
    const answer = await send(settled)
    expect(answer.headers.location).toContain('done=complaint-settled')
    const number = answer.headers.location?.slice(12, 28) ?? ''
    expect(await pages.line('rep2', '/follow-ups', number)).toContain('钱桂芳')
  })

  test('writes nothing when something is missing, keeps what was typed and shows the fields', async () => {
    const before = await count()
    const answer = await send({
      ...settled,
      'settle[cause]': '',
      'settle[measures][0][kind]': '',
      'settle[measures][0][description]': '',
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('id="new-settle[cause]-error"')
    expect(textOf(answer.text)).toContain('采取的措施：此项必填')
    expect(answer.text).toMatch(/<details class="card settle-fold" id="settle" open>/)
    expect(answer.text).toContain('客户接受道歉')
    expect(await count()).toBe(before)
  })

  test('is refused where the level needs an approval, and says so beside the fields beforehand', async () => {
    const before = await count()
    const answer = await send({ ...settled, amount: '800' })
    expect(answer.status).toBe(422)
    expect(textOf(answer.text)).toContain('须先提交方案审批')
    expect(await count()).toBe(before)
  })

  test('is offered to those whom the rules let settle, and to nobody else', async () => {
    const offered = async (login: Parameters<PagesTest['browser']>[0]) =>
      (await (await pages.browser(login)).get('/complaints/new')).text.includes('value="settle"')
    expect(await offered('rep')).toBe(true)
    expect(await offered('head.dining')).toBe(true)
    expect(await offered('finance')).toBe(false)
  })
})
