import { afterAll, beforeAll, expect, test } from 'vitest'
import { delegations } from '../../db/schema.ts'
import { type PagesTest, startPages } from '../support/pages.ts'
import { refunding } from '../support/payloads.ts'

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

/** A complaint of the dining department whose plan pays so much. */
async function planned(amount: string): Promise<string> {
  const number = await pages.open('rep', { category: 'service', amount, department: 'dining' })
  await pages.send('head.dining', number, { type: 'arrive' })
  await pages.send('head.dining', number, { type: 'find' })
  await pages.send('head.dining', number, { type: 'plan', ...refunding(amount) })
  return number
}

test('without anything to decide the page says so', async () => {
  expect(await pages.read('director', '/approvals')).toContain('没有待您审批的方案')
})

test('an approver reads level, customer, department, step, sum and due time, and gets to the case', async () => {
  const number = await planned('1280.50')
  const line = await pages.line('leader.hospitality', '/approvals', number)
  for (const words of [
    number,
    '一般',
    '王女士',
    '餐饮客房部',
    '审批',
    '单位分管领导',
    '¥1,280.50',
    '剩余',
    '查看并决定',
  ]) {
    expect(line).toContain(words)
  }
  const { text } = await (await pages.browser('leader.hospitality')).get('/approvals')
  expect(text).toContain(`href="/complaints/${number}/approval"`)
})

test('a plan appears with each approver in turn, and with nobody else', async () => {
  const number = await planned('8000')
  const waitingFor = async () => {
    const logins = ['centre', 'leader.hospitality', 'leader.production', 'director', 'finance', 'head.dining'] as const
    const lines = await Promise.all(logins.map(login => pages.line(login, '/approvals', number)))
    return logins.filter((_, index) => lines[index])
  }
  expect(await waitingFor()).toEqual(['centre'])
  await pages.send('centre', number, { type: 'approve' })
  expect(await waitingFor()).toEqual(['leader.hospitality'])
  await pages.send('leader.hospitality', number, { type: 'approve' })
  expect(await waitingFor()).toEqual(['director'])
  await pages.send('director', number, { type: 'return' })
  expect(await waitingFor()).toEqual([])
})

test('what is due first stands first', async () => {
  const urgent = await planned('900')
  pages.clock.advance(30)
  const later = await planned('900')
  const page = await pages.read('leader.hospitality', '/approvals')
  expect(page.indexOf(urgent)).toBeLessThan(page.indexOf(later))
})

test('a deputy named after the plan was submitted finds it too', async () => {
  const number = await planned('900')
  expect(await pages.line('head.sales', '/approvals', number)).toBe('')
  const absent = { delegator: 'leader.hospitality', delegate: 'head.sales', role: 'unit-leader', department: null }
  const [startsAt, endsAt] = ['2026-11-21T00:00:00.000Z', '2026-11-30T00:00:00.000Z']
  await pages.deps.db.insert(delegations).values({ ...absent, startsAt, endsAt, createdAt: startsAt })
  expect(await pages.line('head.sales', '/approvals', number)).toContain('单位分管领导')
})
