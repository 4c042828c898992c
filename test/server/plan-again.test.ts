import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseInState } from '../support/case-in.ts'
import { databases } from '../support/databases.ts'
import { eventForms } from '../support/html-form.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { refunding } from '../support/payloads.ts'

describe.each(databases)('a plan that came back, on $name', database => {
  let pages: PagesTest
  beforeAll(async () => {
    pages = await startPages(database)
  })
  afterAll(() => pages.close())

  const planned = {
    type: 'plan' as const,
    measures: [
      { kind: 'refund', description: '退还菜金', amount: '800' },
      { kind: 'apology', description: '总经理书面致歉' },
    ],
    explanation: '排班疏漏，退款并致歉',
  }
  const html = async (number: string) =>
    (await (await pages.browser('handler.dining')).get(`/complaints/${number}`).expect(200)).text

  it('starts the next one with its measures, money and words, under the reason of the return', async () => {
    const number = await caseInState(pages.deps, 'propose.draft')
    expect(eventForms(await html(number)).get('plan')?.fields).toMatchObject({ 'measures[0][description]': '' })
    await pages.send('handler.dining', number, planned)
    await pages.send('leader.hospitality', number, { type: 'return', reason: '请写明客户的意见' })

    const page = await html(number)
    const form = eventForms(page).get('plan')
    expect(form?.fields).toMatchObject({
      'measures[0][kind]': 'refund',
      'measures[0][description]': '退还菜金',
      'measures[0][amount]': '800.00',
      'measures[1][kind]': 'apology',
      'measures[1][description]': '总经理书面致歉',
      'measures[1][amount]': '',
      explanation: '排班疏漏，退款并致歉',
    })
    const before = textOf(page.slice(page.indexOf('id="plan"'), page.indexOf('id="plan-measures"')))
    expect(before).toContain('方案被退回，请修改后重新提交 请写明客户的意见')

    const sent = await (await pages.browser('handler.dining'))
      .post(form?.action ?? '')
      .type('form')
      .send({ ...form?.fields, explanation: '已征求客户意见' })
    expect(sent.status, sent.text).toBe(303)
    expect(textOf(await html(number))).toContain('已征求客户意见')
  })

  it('says on the record that it came back: nothing of it waits, and no step is still to begin', async () => {
    const number = await caseInState(pages.deps, 'propose.draft')
    await pages.send('handler.dining', number, planned)
    expect(textOf(await html(number))).toContain('未开始')
    await pages.send('leader.hospitality', number, { type: 'return', reason: '请写明客户的意见' })
    const record = textOf(await html(number))
    expect(record).toContain('第 1 轮 · 已退回')
    expect(record).not.toContain('未开始')
    expect(record).not.toContain('未落实')
  })

  it('says so when it was the customer who refused it', async () => {
    const number = await caseInState(pages.deps, 'propose.consult')
    await pages.send('handler.dining', number, { type: 'consent', outcome: 'refused' })
    const page = await html(number)
    expect(textOf(page)).toContain('客户没有同意上次的方案')
    expect(eventForms(page).get('plan')?.fields).toMatchObject({ 'measures[0][description]': '退还菜金' })
  })

  it('starts from nothing when the last plan was carried out and did not satisfy', async () => {
    const number = await caseInState(pages.deps, 'follow-up')
    await pages.send('rep', number, { type: 'call-back', outcome: 'dissatisfied', comment: '道歉没有诚意' })
    const page = await html(number)
    expect(textOf(page)).toContain('客户回访不满意，请重新提出方案 道歉没有诚意')
    expect(eventForms(page).get('plan')?.fields).toMatchObject({ 'measures[0][description]': '' })
  })

  it('stays on the record with the customer’s answers when another follows: the sums add up round by round', async () => {
    const number = await caseInState(pages.deps, 'propose.draft')
    const paying = (amount: string) => ({ type: 'plan' as const, ...refunding(amount) })
    await pages.send('handler.dining', number, { ...paying('800'), explanation: '全额退还' })
    await pages.send('leader.hospitality', number, { type: 'approve' })
    await pages.send('handler.dining', number, { type: 'consent', outcome: 'unreachable' })
    await pages.send('handler.dining', number, { type: 'consent', outcome: 'accepted', comment: '可以接受' })
    await pages.send('handler.dining', number, { type: 'perform', evidence: '回单', paidAmount: '780' })
    await pages.send('handler.dining', number, { type: 'resolve', result: '当天退款' })
    await pages.send('rep', number, { type: 'call-back', outcome: 'dissatisfied' })
    const answers = /客户 客户确认（电话） 联系不上 .* 客户 客户确认（电话） 客户同意 .* 可以接受/
    expect(textOf(await html(number))).toMatch(answers)

    await pages.send('handler.dining', number, paying('600'))
    await pages.send('leader.hospitality', number, { type: 'approve' })
    await pages.send('handler.dining', number, { type: 'consent', outcome: 'refused', comment: '还差一瓶酒' })
    await pages.send('handler.dining', number, { type: 'plan' })
    const record = textOf(await html(number))
    expect(record).toMatch(/方案总额 ¥0.00 本轮已付 ¥0.00 各轮已付合计 ¥780.00/)
    expect(record).toMatch(/第 2 轮 · 方案总额 ¥600.00，已付 ¥0.00 · 客户不同意 /)
    expect(record).toMatch(
      /第 1 轮 · 方案总额 ¥800.00，已付 ¥780.00 · 客户同意 全额退还 退款 退还菜金 ¥800.00 .*回单 处理结果 当天退款/,
    )
    expect(record).toMatch(answers)
    expect(record).toContain('还差一瓶酒')
  })
})
