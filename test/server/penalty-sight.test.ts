import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { demoPassword } from '../../server/demo/load-demo.ts'
import { type ApiTest, startApi } from '../support/api.ts'
import { caseInState, happen } from '../support/case-in.ts'
import { openDatabase } from '../support/databases.ts'
import { textOf } from '../support/pages.ts'
import { signIn } from '../support/sign-in.ts'

let api: ApiTest
let number: string
beforeAll(async () => {
  api = await startApi({ open: openDatabase })
  number = await caseInState(api.deps, 'close.settle')
  const penalties = [
    { person: 'handler.dining', kind: '书面警告' },
    { person: 'head.dining', kind: '扣绩效' },
  ]
  await happen(api.deps, number, 'centre', 'close', { penalties })
  await happen(api.deps, number, 'head.dining', 'appeal', { against: 'penalty', reason: '不是我安排的' })
  await happen(api.deps, number, 'handler.dining', 'appeal', { against: 'penalty', reason: '处罚过重' })
  const decision = { outcome: 'rejected', reason: '管理不到位', person: 'head.dining' }
  await happen(api.deps, number, 'director', 'decide-appeal', decision)
})
afterAll(() => api.close())

const events = async (login: DemoLogin) =>
  (await (await api.as(login)).get(`/complaints/${number}/events?limit=100`).expect(200)).body.items
const notices = async (login: DemoLogin) =>
  (await (await api.as(login)).get(`/notices?case=${number}`).expect(200)).body.items as { kind: string; to: string }[]
const ofPenalties = (list: { kind: string; to: string }[]) =>
  list
    .filter(one => ['penalised', 'appealed', 'appeal-decided'].includes(one.kind))
    .map(one => `${one.kind} ${one.to}`)
    .sort()

describe('the penalty of a colleague', () => {
  test.each<DemoLogin>(['rep', 'rep2', 'handler.dining'])('says nothing to %s through the events', async login => {
    const text = JSON.stringify(await events(login))
    for (const secret of ['不是我安排的', '管理不到位', '扣绩效', '"to":"head.dining","kind":"penalised"'])
      expect(text).not.toContain(secret)
    expect(text).not.toMatch(/"kind":"penalised","to":"head\.dining"|"judged":\{"against":"penalty"/)
    const withheld = (await events(login)).filter((one: { withheld?: boolean }) => one.withheld)
    expect(withheld.map((one: { by: string | null }) => one.by)).toEqual(
      login.startsWith('rep') ? [null, null, null] : [null, null],
    )
  })

  test('is whole for the person and for those who answer for them', async () => {
    expect(JSON.stringify(await events('head.dining'))).toContain('管理不到位')
    expect(JSON.stringify(await events('leader.hospitality'))).toContain('不是我安排的')
    expect(JSON.stringify(await events('handler.dining'))).toContain('处罚过重')
    expect(JSON.stringify(await events('director'))).toContain('处罚过重')
  })

  test('is named on no page of whoever may not know it', async () => {
    const page = async (login: DemoLogin) => {
      const browser = await signIn(api.app, login, demoPassword)
      const page = textOf((await browser.get(`/complaints/${number}`).expect(200)).text)
      return page.slice(page.indexOf('历史') === -1 ? 0 : page.indexOf('历史'))
    }
    expect(await page('rep')).toContain('涉及对员工个人责任处理的记录')
    expect(await page('rep')).not.toContain('管理不到位')
    expect(await page('handler.dining')).not.toContain('不是我安排的')
    expect(await page('centre')).toContain('管理不到位')
  })

  test('is not read off the list of notices', async () => {
    expect(ofPenalties(await notices('rep'))).toEqual([])
    expect(ofPenalties(await notices('handler.dining'))).toEqual(['penalised handler.dining'])
    expect(ofPenalties(await notices('auditor'))).toContain('penalised head.dining')
  })

  test('is told by mail to the person and to those who answer for them alone', async () => {
    const decided = (await notices('auditor')).filter(one => one.kind === 'appeal-decided')
    expect(decided.map(one => one.to).sort()).toEqual(['centre', 'head.dining'])
  })
})
