import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { approvals, cases, delegations, notices } from '../../db/schema.ts'
import { loadNotice } from '../../server/mail/load-notice.ts'
import { renderNotice } from '../../server/mail/render-notice.ts'
import { eventForms } from '../support/html-form.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { refunding } from '../support/payloads.ts'
import { csrfIn } from '../support/sign-in.ts'

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

/** A complaint of the dining department whose plan pays so much. */
async function planned(amount: string): Promise<string> {
  const number = await pages.open('rep', { category: 'service', amount, department: 'dining', demand: '退一半菜金' })
  await pages.send('head.dining', number, { type: 'arrive' })
  await pages.send('head.dining', number, { type: 'find' })
  await pages.send('head.dining', number, { type: 'plan', ...refunding(amount) })
  return number
}

const pageOf = (number: string) => `/complaints/${number}/approval`

/** Sends one of the two forms of the page as a browser without scripts would. */
async function decide(login: DemoLogin, number: string, type: 'approve' | 'return', typed: object, shown?: string) {
  const agent = await pages.browser(login)
  const form = eventForms(shown ?? (await agent.get(pageOf(number)).expect(200)).text).get(type)
  if (!form) throw new Error(`no form for ${type}`)
  return agent
    .post(form.action)
    .type('form')
    .send({ ...form.fields, ...typed })
}

async function decisionsOn(number: string) {
  const rows = await pages.deps.db
    .select({ by: approvals.by, decision: approvals.decision, opinion: approvals.opinion })
    .from(approvals)
    .innerJoin(cases, eq(cases.id, approvals.caseId))
    .where(eq(cases.number, number))
  return rows
}

describe('the page of one decision', () => {
  test('shows the plan, the money and whose purse it is, what the customer wants, who decides and by when', async () => {
    const number = await planned('8000')
    await pages.send('centre', number, { type: 'approve', opinion: '可以报' })
    const page = await pages.read('leader.hospitality', pageOf(number))
    for (const words of [
      '¥8,000.00',
      '¥50,000.00 以内：由酒庄领导审批、财务会签',
      '退还菜金',
      '退一半菜金',
      '剩余',
      '特大',
    ])
      expect(page).toContain(words)
    expect(page).toMatch(/会签 客服中心 · 客服中心负责人 沈静怡 “可以报” 已同意/)
    expect(page).toMatch(/审批 接待服务公司 · 单位分管领导 宋丽华 进行中/)
    expect(page).toMatch(/审批 云栖酒庄园区 · 酒庄领导 顾长河 未开始/)
  })

  test('tells why the plan came back the last time', async () => {
    const number = await planned('900')
    await pages.send('leader.hospitality', number, { type: 'return', reason: '客户的意见没有写' })
    await pages.send('head.dining', number, { type: 'plan', ...refunding('900') })
    expect(await pages.read('leader.hospitality', pageOf(number))).toMatch(/上次退回的理由 客户的意见没有写 宋丽华/)
  })

  test('of a later round says which it is and what the customer was paid before, as the list does', async () => {
    const number = await planned('1280')
    expect(await pages.read('leader.hospitality', pageOf(number))).not.toContain('本案此前已付')
    expect(await pages.line('leader.hospitality', '/approvals', number)).not.toContain('轮')
    await pages.send('leader.hospitality', number, { type: 'return', reason: '发票没有附上' })
    await pages.send('head.dining', number, { type: 'plan', ...refunding('1280') })
    await pages.send('leader.hospitality', number, { type: 'approve' })
    await pages.send('head.dining', number, { type: 'consent' })
    await pages.send('head.dining', number, { type: 'perform', paidAmount: '1200' })
    await pages.send('head.dining', number, { type: 'resolve' })
    await pages.send('rep', number, { type: 'call-back', outcome: 'dissatisfied' })
    await pages.send('head.dining', number, { type: 'plan', ...refunding('600') })
    const page = await pages.read('leader.hospitality', pageOf(number))
    expect(page).toMatch(/本案此前已付 ¥1,200.00（第 2 轮 ¥1,200.00），连同本方案共 ¥1,800.00 .*处理方案 第 3 轮/)
    expect(page).toContain('一般 · 2/4 级')
    expect(page).not.toContain('发票没有附上')
    const onCase = await pages.read('leader.hospitality', `/complaints/${number}?form=approve`)
    expect(onCase).toMatch(/方案总额 ¥600.00 本案此前已付 ¥1,200.00/)
    const line = await pages.line('leader.hospitality', '/approvals', number)
    expect(line).toMatch(/¥600.00 .*一般 · 2\/4 级 .*第 3 轮 · 本案此前已付 ¥1,200.00/)
  })

  test('says for whom a deputy decides, and of a plan without money that there is none', async () => {
    const number = await pages.open('rep', { category: 'service', amount: '900', department: 'cellar' })
    await pages.send('head.cellar', number, { type: 'arrive' })
    await pages.send('head.cellar', number, { type: 'find' })
    await pages.send('head.cellar', number, { type: 'plan' })
    const absent = { delegator: 'leader.production', delegate: 'head.sales', role: 'unit-leader', department: null }
    const [startsAt, endsAt] = ['2026-11-21T00:00:00.000Z', '2026-11-30T00:00:00.000Z']
    await pages.deps.db.insert(delegations).values({ ...absent, startsAt, endsAt, createdAt: startsAt })
    const page = await pages.read('head.sales', pageOf(number))
    expect(page).toMatch(/您代 \S+ 审批/)
    expect(page).toContain('不涉及赔付')
  })

  test('leads whoever has nothing to decide to the case, and nobody else anywhere', async () => {
    const number = await planned('900')
    const head = await (await pages.browser('head.dining')).get(pageOf(number)).expect(303)
    expect(head.headers.location).toBe(`/complaints/${number}?done=nothing-to-decide`)
    const shown = await (await pages.browser('head.dining')).get(head.headers.location ?? '')
    expect(shown.text).toMatch(/alert-info[^>]*>.*目前没有等您决定的审批/)
    await (await pages.browser('head.cellar')).get(pageOf(number)).expect(404)
    await (await pages.browser('leader.hospitality')).get('/complaints/TS-20200101-0001/approval').expect(404)
  })
})

describe('deciding without scripts', () => {
  test('approves, confirms it, and the plan is off the list', async () => {
    const number = await planned('900')
    const answer = await decide('leader.hospitality', number, 'approve', { opinion: '请尽快退款' })
    expect(answer.headers.location).toBe('/approvals?done=plan-approved')
    expect(await pages.read('leader.hospitality', '/approvals?done=plan-approved')).toContain('您已同意这份方案')
    expect(await pages.line('leader.hospitality', '/approvals', number)).toBe('')
    expect(await decisionsOn(number)).toEqual([
      { by: 'leader.hospitality', decision: 'approve', opinion: '请尽快退款' },
    ])
  })

  test('returns with one of the ready sentences alone, and adds what was written beside it', async () => {
    const number = await planned('900')
    const agent = await pages.browser('leader.hospitality')
    const { text } = await agent.get(pageOf(number))
    const [ready = ''] = [...text.matchAll(/name="ready" value="([^"]+)"/g)].map(([, words]) => words)
    expect(ready).toBe('原因还没查清，请补充调查后再报。')
    const answer = await decide('leader.hospitality', number, 'return', { ready, reason: '见监控' }, text)
    expect(answer.headers.location).toBe('/approvals?done=plan-returned')
    expect(await decisionsOn(number)).toMatchObject([{ decision: 'return', opinion: `${ready}\n见监控` }])
  })

  test('asks for the reason of a return and keeps the sheet open', async () => {
    const number = await planned('900')
    const answer = await decide('leader.hospitality', number, 'return', {})
    expect(answer.status).toBe(422)
    expect(answer.text).toMatch(/id="decide-return" open/)
    expect(textOf(answer.text)).toContain('退回理由：此项必填')
    expect(await decisionsOn(number)).toEqual([])
  })

  test('of an older plan is refused, keeps what was typed and shows the new one', async () => {
    const number = await planned('900')
    const old = (await (await pages.browser('leader.hospitality')).get(pageOf(number))).text
    await pages.send('leader.hospitality', number, { type: 'return' })
    await pages.send('head.dining', number, { type: 'plan', ...refunding('950') })
    const answer = await decide('leader.hospitality', number, 'approve', { opinion: '同意这个数' }, old)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('同意这个数')
    expect(textOf(answer.text)).toContain('¥950.00')
    expect(textOf(answer.text)).toContain('案件已被他人更新')
  })

  test('that somebody else has given meanwhile tells who, what and when, and keeps the words', async () => {
    const number = await planned('300')
    const agent = await pages.browser('leader.hospitality')
    const shown = (await agent.get(pageOf(number)).expect(200)).text
    await decide('leader.hospitality', number, 'approve', { opinion: '数额合适' }, shown)
    const late = await decide('leader.hospitality', number, 'return', { reason: '菜品照片没有附上' }, shown)
    expect(late.status).toBe(409)
    const told = textOf(late.text)
    expect(told).toMatch(/“部门负责人”这一步已由宋丽华于 \d{4}-\d\d-\d\d \d\d:\d\d 同意/)
    expect(told).toContain('“数额合适”')
    expect(told).toContain('您本人在别处作出的决定')
    expect(told).toMatch(/退回理由\s+菜品照片没有附上/)
    expect((await decisionsOn(number)).length).toBe(1)
  })

  test('on a case out of sight is refused without a word about it, and with what was typed', async () => {
    const number = await planned('300')
    const shown = (await (await pages.browser('leader.hospitality')).get(pageOf(number)).expect(200)).text
    const agent = await pages.browser('quality')
    const own = (await agent.get('/account').expect(200)).text
    const fields = { ...eventForms(shown).get('return')?.fields, _csrf: csrfIn(own), reason: '检测报告没有附上' }
    const answer = await agent.post(pageOf(number)).type('form').send(fields)
    expect(answer.status).toBe(404)
    expect(answer.text).toContain('检测报告没有附上')
    expect(answer.text).not.toMatch(/宋丽华|部门负责人/)
  })

  test('sent twice counts once', async () => {
    const number = await planned('900')
    const shown = (await (await pages.browser('leader.hospitality')).get(pageOf(number))).text
    for (const _ of ['once', 'twice']) {
      const answer = await decide('leader.hospitality', number, 'approve', {}, shown)
      expect(answer.headers.location).toBe('/approvals?done=plan-approved')
    }
    expect(await decisionsOn(number)).toHaveLength(1)
  })
})

test('the mail that asks for a decision, and the reminder, lead to that page', async () => {
  const number = await planned('900')
  const { db } = pages.deps
  const told = await db
    .select({ id: notices.id, kind: notices.kind })
    .from(notices)
    .where(eq(notices.kind, 'approval-asked'))
  const loaded = await loadNotice(db, told.at(-1)?.id ?? 0)
  if (!loaded) throw new Error('no mail')
  const linkOf = (notice: typeof loaded.notice) =>
    renderNotice(notice, loaded.facts, 'https://redress.example.com').text
  expect(linkOf(loaded.notice)).toContain(`https://redress.example.com/complaints/${number}/approval`)
  expect(linkOf(loaded.notice)).toMatch(/级别： ?一般 · 2\/4 级/)
  expect(linkOf(loaded.notice)).toMatch(/赔付金额： ?900.00 元\n+.*处理措施： ?退款/)
  const reminder = { ...loaded.notice, kind: 'warning' as const, params: { limit: 'review', rung: 50 } }
  expect(linkOf(reminder)).toContain(`/complaints/${number}/approval`)
  const other = { ...loaded.notice, kind: 'warning' as const, params: { limit: 'settle', rung: 50 } }
  expect(linkOf(other)).not.toContain('/approval')
})
