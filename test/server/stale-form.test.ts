import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { caseInState, happen } from '../support/case-in.ts'
import { eventForms } from '../support/html-form.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

async function open(login: DemoLogin, number: string): Promise<string> {
  return (await (await pages.browser(login)).get(`/complaints/${number}`).expect(200)).text
}

/** Sends a form of a page that was opened before. */
async function send(login: DemoLogin, page: string, type: string, fields: object) {
  const form = eventForms(page).get(type)
  return (await pages.browser(login))
    .post(form?.action ?? '')
    .type('form')
    .send({ ...form?.fields, ...fields })
}

const finding = { facts: '我写了很久的事实', cause: '排班', causeCode: 'process', liability: 'staff' }

describe('a form that somebody else overtook', () => {
  test('comes back with what was typed, tells what happened meanwhile, and is taken when it is sent again', async () => {
    const number = await caseInState(pages.deps, 'investigate.inquire')
    const page = await open('handler.dining', number)
    await happen(pages.deps, number, 'rep', 'note', { text: '客户又来电催问' })
    await happen(pages.deps, number, 'head.dining', 'pause', { note: '等检测报告' })

    const answer = await send('handler.dining', page, 'find', finding)
    expect(answer.status).toBe(409)
    const told = textOf(answer.text)
    expect(told).toMatch(/您打开页面之后发生的事.*添加备注。 客户又来电催问.*暂停计时：外部鉴定检测。 等检测报告/)
    expect(told).not.toMatch(/您打开页面之后发生的事.*见面（现场）.*现在可以办理/)
    expect(eventForms(answer.text).get('find')?.fields).toMatchObject(finding)
    expect((await send('handler.dining', answer.text, 'find', {})).status).toBe(303)
  })

  test('that cannot be sent any more stays readable, with the reason', async () => {
    const number = await caseInState(pages.deps, 'investigate.inquire')
    const page = await open('handler.dining', number)
    await happen(pages.deps, number, 'head.dining', 'find')
    const answer = await send('handler.dining', page, 'find', finding)
    expect(answer.status).toBe(409)
    const told = textOf(answer.text)
    expect(told).toContain('“提交调查结论”现在不能办理了。')
    expect(told).toMatch(/您打开页面之后发生的事.*郭建平（部门负责人）提交调查结论/)
    // in words, as it was chosen, and without promising that it can be sent
    expect(told).toMatch(/原因类别\s+流程/)
    expect(told).toMatch(/责任认定\s+员工责任/)
    expect(told).not.toContain('核对后再提交')
    for (const typed of ['我写了很久的事实', '排班']) expect(answer.text).toContain(`<dd>${typed}</dd>`)
  })

  test('is not stale after what no form needs to know of', async () => {
    const number = await caseInState(pages.deps, 'investigate.inquire')
    const page = await open('handler.dining', number)
    await happen(pages.deps, number, 'rep', 'note')
    await happen(pages.deps, number, 'rep', 'contact')
    expect((await send('handler.dining', page, 'find', finding)).status).toBe(303)
  })

  test('with a revision that is none at all is stale, and no page breaks', async () => {
    const number = await caseInState(pages.deps, 'investigate.inquire')
    const page = await open('handler.dining', number)
    for (const revision of ['x', '-1', '99', '1e9']) {
      expect((await send('handler.dining', page, 'find', { ...finding, revision })).status).toBe(409)
    }
  })
})

test('a plan in which something is missing says in which of its measures', async () => {
  const number = await caseInState(pages.deps, 'propose.draft')
  const measures = {
    'measures[0][description]': '当面道歉',
    'measures[2][kind]': 'refund',
    'measures[2][amount]': '1,2',
  }
  const answer = await send('handler.dining', await open('handler.dining', number), 'plan', measures)
  expect(answer.status).toBe(422)
  const told = textOf(answer.text)
  expect(told).toContain('第 1 项 种类：')
  expect(told).toContain('第 2 项 具体内容：')
})
