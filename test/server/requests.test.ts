import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { notices } from '../../db/schema.ts'
import { changeCase } from '../../server/cases/change-case.ts'
import { caseInState } from '../support/case-in.ts'
import { type PagesTest, startPages } from '../support/pages.ts'
import { refunding } from '../support/payloads.ts'

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

const inHours = (count: number) => new Date(pages.clock.now().getTime() + count * 3_600_000).toISOString()

describe('more time on request', () => {
  test('waits for the approver on both lists, and the form is filled in with what was asked', async () => {
    const number = await caseInState(pages.deps, 'investigate.inquire')
    await pages.send('head.dining', number, { type: 'ask-extension', until: inHours(20), reason: '检测要两天' })
    expect(await pages.line('leader.hospitality', '/', number)).toContain('决定延期申请')
    expect(await pages.line('leader.hospitality', '/approvals', number)).toContain('决定延期申请')
    const page = await pages.browser('leader.hospitality')
    const { text } = await page.get(`/complaints/${number}?form=extend`)
    expect(text).toContain('申请把“办结”延至')
    expect(text).toMatch(
      /name="until"[^>]*value="20\d\d-\d\d-\d\dT\d\d:\d\d"|value="20\d\d-\d\d-\d\dT\d\d:\d\d"[^>]*name="until"/,
    )
  })

  test('granted, the customer must be told, and a contact clears it', async () => {
    const number = await caseInState(pages.deps, 'investigate.inquire')
    await pages.send('leader.hospitality', number, { type: 'extend', until: inHours(20) })
    expect(await pages.read('handler.dining', '/')).toContain('把时限变动告知客户')
    expect(await pages.read('head.dining', `/complaints/${number}`)).toContain('把时限变动告知客户')
    await pages.send('handler.dining', number, { type: 'contact' })
    expect(await pages.read('handler.dining', '/')).not.toContain('把时限变动告知客户')
  })
})

describe('a recusal that the customer wants', () => {
  test('waits for the level above with its limit, and is told in the history', async () => {
    const number = await caseInState(pages.deps, 'investigate.inquire')
    await pages.send('rep', number, { type: 'ask-recusal', reason: '客户与经办人争吵过' })
    expect(await pages.line('head.dining', '/approvals', number)).toContain('回避申请的决定')
    await pages.send('head.dining', number, { type: 'decide-recusal', outcome: 'granted', reason: '为免疑虑' })
    const page = await pages.read('rep', `/complaints/${number}`)
    expect(page).toContain('同意了回避申请')
    expect(page).toContain('为免疑虑')
  })

  test('is taken back by the level that decided it, with its reason in the history and a mail to the person', async () => {
    const number = await caseInState(pages.deps, 'investigate.inquire')
    await pages.send('rep', number, { type: 'ask-recusal' })
    await pages.send('head.dining', number, { type: 'decide-recusal' })
    const { text } = await (await pages.browser('head.dining')).get(`/complaints/${number}?form=end-recusal`)
    expect(text).toMatch(/<option value="handler.dining" selected>/)
    expect(await pages.read('handler.dining', `/complaints/${number}`)).not.toContain('撤回回避')
    await pages.send('head.dining', number, { type: 'end-recusal', reason: '当晚另有其人' })
    const page = await pages.read('rep', `/complaints/${number}`)
    expect(page).toMatch(/撤回了.+的回避，此人可以重新参与本案/)
    expect(page).toContain('当晚另有其人')
    const told = await pages.deps.db.select().from(notices).where(eq(notices.kind, 'recusal-ended'))
    expect(told.map(one => one.recipient)).toEqual(['handler.dining'])
  })

  test('who was left out by the rules stands in the history of the plan', async () => {
    const number = await caseInState(pages.deps, 'propose.draft')
    await pages.send('centre', number, { type: 'ask-recusal', person: 'leader.hospitality', reason: '与客户是亲戚' })
    await pages.send('director', number, { type: 'decide-recusal', outcome: 'granted', reason: '属实' })
    await pages.send('handler.dining', number, { type: 'plan' })
    expect(await pages.read('rep', `/complaints/${number}`)).toMatch(
      /依制度回避，不参与本轮审批：.+（单位分管领导，已回避）/,
    )
  })
})

describe('an appeal on a closed case', () => {
  test('waits for the second instance, who decides on the page of the case', async () => {
    const number = await caseInState(pages.deps, 'close.closed')
    await pages.send('rep', number, { type: 'appeal', reason: '客户认为退款太少' })
    expect(await pages.line('director', '/approvals', number)).toContain('裁定申诉')
    expect(await pages.read('director', `/complaints/${number}?form=decide-appeal`)).toContain('客户对处理结果提出申诉')
    await pages.send('director', number, { type: 'decide-appeal', outcome: 'changed', reason: '应全额退还' })
    expect(await pages.line('handler.dining', '/', number)).toContain('拟定方案')
  })

  test('against a penalty needs one on record', async () => {
    const number = await caseInState(pages.deps, 'close.settle')
    const penalties = [{ person: 'handler.dining', kind: '提醒谈话' }]
    await pages.send('centre', number, { type: 'close', penalties })
    const appeal = (login: string) =>
      changeCase(pages.deps, number, { type: 'appeal', against: 'penalty', reason: '过重' }, { login })
    await expect(appeal('head.dining')).rejects.toMatchObject({ rule: 'no-such-penalty' })
    await appeal('handler.dining')
    expect(await pages.line('director', '/approvals', number)).toContain('裁定申诉')
  })

  test('whoever was penalised is told, reads their own penalty alone, and the new one after an appeal', async () => {
    const number = await caseInState(pages.deps, 'close.settle')
    const penalties = [
      { person: 'handler.dining', kind: '书面警告' },
      { person: 'rep2', kind: '扣绩效', amount: '200' },
    ]
    await pages.send('centre', number, { type: 'close', penalties })
    const mine = await pages.read('handler.dining', `/complaints/${number}?form=appeal`)
    expect(mine).toContain('书面警告')
    expect(mine).not.toContain('扣绩效')
    expect(mine).toContain('对个人的处罚（员工申诉）')
    expect(mine).not.toContain('处理结果（客户申诉）')
    const told = await pages.deps.db.select().from(notices).where(eq(notices.kind, 'penalised'))
    expect(told.map(one => one.recipient)).toContain('rep2')
    await pages.send('handler.dining', number, { type: 'appeal', against: 'penalty', reason: '过重' })
    await pages.send('rep2', number, { type: 'appeal', against: 'penalty', reason: '与我无关' })
    expect(await pages.read('director', `/complaints/${number}?form=decide-appeal`)).toContain('改变后的处罚')
    const decision = { outcome: 'changed', penaltyKind: '口头提醒', reason: '初犯' }
    await pages.send('director', number, { type: 'decide-appeal', ...decision, person: 'handler.dining' })
    const after = await pages.read('handler.dining', `/complaints/${number}`)
    expect(after).toContain('口头提醒（申诉后改变，原为：书面警告）')
    expect(await pages.read('head.cellar', '/')).not.toContain('口头提醒')
  })
})

describe('the purse', () => {
  test('an approver sees what the seat has promised this month, without the case in front of them', async () => {
    const number = await caseInState(pages.deps, 'propose.review')
    const words = async () =>
      /本岗位本月已同意：[^（]*/.exec(await pages.read('leader.hospitality', `/complaints/${number}/approval`))?.[0]
    const before = await words()
    await caseInState(pages.deps, 'propose.consult')
    const sum = (text: string | undefined) => Number(text?.replaceAll(/[^\d.]/g, ''))
    expect(sum(await words()) - sum(before)).toBe(800)
    const other = await caseInState(pages.deps, 'propose.draft')
    const measures = [{ kind: 'compensation', description: '赔付', amount: '20000' }]
    await pages.send('handler.dining', other, { type: 'plan', measures })
    for (const by of ['leader.hospitality', 'director', 'finance'] as const)
      await pages.send(by, other, { type: 'approve' })
    // borne by the director's purse, although the leader had a say
    expect(sum(await words()) - sum(before)).toBe(800)
  })

  test('what was paid in an earlier round stays promised when another plan takes its place, what was refused does not', async () => {
    const number = await caseInState(pages.deps, 'propose.review')
    const promised = async () => {
      const page = await pages.read('leader.hospitality', `/complaints/${number}/approval`)
      return Number(/本岗位本月已同意：¥([^（]*)/.exec(page)?.[1]?.replaceAll(',', ''))
    }
    const before = await promised()
    const other = await caseInState(pages.deps, 'follow-up')
    await pages.send('rep', other, { type: 'call-back', outcome: 'dissatisfied' })
    expect((await promised()) - before).toBe(800)
    await pages.send('handler.dining', other, { type: 'plan', ...refunding('600') })
    await pages.send('leader.hospitality', other, { type: 'approve' })
    expect((await promised()) - before).toBe(1400)
    await pages.send('handler.dining', other, { type: 'consent', outcome: 'refused' })
    expect((await promised()) - before).toBe(800)
  })
})
