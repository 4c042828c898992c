import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PagesTest, startPages } from '../support/pages.ts'
import { refunding } from '../support/payloads.ts'

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

const dining = { category: 'service', amount: '800', department: 'dining', handler: 'handler.dining' }

/** A general complaint of the dining department whose plan waits for the unit leader. */
async function planned(): Promise<string> {
  const number = await pages.open('rep', dining)
  await pages.send('head.dining', number, { type: 'arrive' })
  await pages.send('handler.dining', number, { type: 'find' })
  await pages.send('handler.dining', number, { type: 'plan', ...refunding('800') })
  return number
}

/** A complaint handed back to the service centre. */
async function handedBack(): Promise<string> {
  const number = await pages.open('rep', dining)
  await pages.send('head.dining', number, { type: 'hand-back' })
  return number
}

describe('what waits for the service centre', () => {
  test('is nothing at first, and the page says so', async () => {
    expect(await pages.read('rep', '/')).toContain('没有待办事项')
  })

  test('is to register what colleagues received and to dispatch what is registered', async () => {
    const received = await pages.open('handler.cellar')
    const registered = await pages.open('rep', { category: 'product' })
    expect(await pages.line('rep2', '/', received)).toContain('登记定级')
    expect(await pages.line('rep2', '/', registered)).toContain('分派责任部门')
    expect(await pages.line('centre', '/', received)).toContain('登记定级')
    expect(await pages.line('head.cellar', '/', received)).toBe('')
  })

  test('is to dispatch again what a department handed back', async () => {
    const number = await handedBack()
    expect(await pages.line('rep', '/', number)).toContain('被退回，请重新分派')
    expect(await pages.line('rep', '/?show=handed-back', number)).not.toBe('')
    expect(await pages.line('rep', '/?show=call-back', number)).toBe('')
  })
})

describe('what waits for a department', () => {
  test('is to see the customer, for its head alone, with the limit that runs', async () => {
    const number = await pages.open('rep', dining)
    const line = await pages.line('head.dining', '/', number)
    for (const words of ['一般', '王女士', '到场见客户', '剩余 10 分钟', '2026-11-21 10:10'])
      expect(line).toContain(words)
    expect(await pages.line('head.sales', '/', number)).toBe('')
  })

  test('is the next step of the handler, who reads when a plan was returned', async () => {
    const number = await planned()
    await pages.send('leader.hospitality', number, { type: 'return' })
    expect(await pages.line('handler.dining', '/', number)).toContain('方案被退回，请修改')
  })

  test('still shows the handler a case that waits for others', async () => {
    const number = await planned()
    expect(await pages.line('handler.dining', '/', number)).toContain('审批中')
    expect(await pages.read('handler.dining', '/')).toContain('我经办、正等他人处理的案件')
  })
})

describe('approvers', () => {
  test('see what to decide until it is decided', async () => {
    const number = await planned()
    expect(await pages.line('leader.hospitality', '/?show=approve', number)).toContain('审批')
    await pages.send('leader.hospitality', number, { type: 'approve' })
    expect(await pages.line('leader.hospitality', '/?show=approve', number)).toBe('')
  })

  test('do not see what somebody else decides', async () => {
    expect(await pages.line('leader.production', '/', await planned())).toBe('')
  })
})

describe('time', () => {
  test('is due until its last millisecond, then late, and late work is counted and can be shown alone', async () => {
    const number = await pages.open('rep', dining)
    pages.clock.advance(10)
    expect(await pages.line('head.dining', '/', number)).toContain('剩余 不到 1 分钟')
    expect(await pages.line('head.dining', '/?show=late', number)).toBe('')
    pages.clock.advance(6)
    expect(await pages.line('head.dining', '/?show=late', number)).toContain('超时 5 分钟')
  })

  test('stands still for a limit that a pause holds', async () => {
    const number = await planned()
    await pages.send('head.dining', number, { type: 'pause' })
    pages.clock.advance(60 * 6)
    expect(await pages.line('leader.hospitality', '/', number)).toContain('计时已暂停')
    expect(await pages.line('leader.hospitality', '/?show=late', number)).toBe('')
  })

  test('shows leaders what is late below them, though it waits for somebody else', async () => {
    const number = await pages.open('rep', dining)
    pages.clock.advance(60)
    expect(await pages.read('leader.hospitality', '/')).toContain('等他人处理的超时案件')
    expect(await pages.line('leader.hospitality', '/complaints?late=true', number)).toContain('超时')
    expect(await pages.read('leader.production', '/')).not.toContain(number)
  })
})

test('an administrator has no cases, late or not', async () => {
  const page = await pages.read('admin', '/')
  expect(page).toContain('没有待办事项')
  expect(page).not.toContain('TS-2026')
})

test('whoever reads English gets English', async () => {
  expect(await pages.read('legal', '/')).toContain('Nothing to do')
})
