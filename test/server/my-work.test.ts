import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { drafts } from '../../db/schema.ts'
import { caseInState } from '../support/case-in.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
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

const cellar = { category: 'service', amount: '800', department: 'cellar' }

const pageOf = async (login: DemoLogin, path = '/') => (await (await pages.browser(login)).get(path).expect(200)).text

/** The list under one heading. */
const groupIn = (html: string, key: string) =>
  new RegExp(`<details[^>]*id="work-${key}"[\\s\\S]*?</details>`).exec(html)?.[0] ?? ''

const earlier = (minutes: number) => new Date(pages.clock.now().getTime() - minutes * 60_000).toISOString()

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
    const page = await pageOf('handler.dining', '/?show=handed-back')
    expect(groupIn(page, 'handed-back')).toContain(number)
    expect(textOf(page)).toMatch(/1 被退回/)
    await pages.send('handler.dining', number, { type: 'plan', ...refunding('800') })
    expect(groupIn(await pageOf('handler.dining', '/?show=handed-back'), 'handed-back')).not.toContain(number)
  })

  test('says what each case is about: its category and how it was told', async () => {
    const long = `客人说\n晚餐等了一个半小时，${'菜还是凉的，'.repeat(20)}`
    const number = await pages.open('rep', { ...dining, narrative: long })
    await pages.send('head.dining', number, { type: 'arrive' })
    const line = await pages.line('handler.dining', '/', number)
    expect(line).toContain('服务 · 客人说 晚餐等了一个半小时，菜还是凉的')
    expect(line).toContain('…')
    expect(line).not.toContain('菜还是凉的，'.repeat(8))
  })

  test('names what falls due today and tomorrow, the first on top', async () => {
    await caseInState(pages.deps, 'execute')
    const coming = async () =>
      textOf(/class="card work-group work-coming"[\s\S]*?<\/section>/.exec(await pageOf('handler.dining'))?.[0] ?? '')
    expect(await coming()).toMatch(/今明两天到期 .*(今天|明天) \d\d:\d\d \S+ 王女士/)
    expect(textOf(await pageOf('admin'))).not.toContain('今明两天到期')
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

describe('at a glance', () => {
  test('late and soon due stand apart from what has time, each with its count', async () => {
    const number = await pages.open('rep', cellar)
    await pages.send('head.cellar', number, { type: 'arrive' })
    await pages.send('head.cellar', number, { type: 'find' })
    await pages.send('head.cellar', number, { type: 'plan', ...refunding('800') })
    const html = await pageOf('leader.production')
    expect(groupIn(html, 'soon')).toContain(number)
    expect(textOf(groupIn(html, 'soon'))).toMatch(/即将到期 1 .*审批 .*审批 剩余 2 小时/)
    pages.clock.advance(122)
    expect(textOf(groupIn(await pageOf('leader.production'), 'late'))).toMatch(/已超时 1 .*审批 超时 1 分钟/)
  })

  test('who has nothing is told what will appear and what can be done meanwhile', async () => {
    for (const [login, words, href] of [
      ['quality', '需要您审批的方案会出现在这里', '/complaints'],
      ['admin', '管理员不经手案件', '/people'],
      ['auditor', 'An auditor reads and does not act', '/complaints'],
      ['head.finance', '派到本部门或交给您经办的投诉会出现在这里', '/complaints'],
    ] as const) {
      const html = await pageOf(login)
      expect(textOf(html)).toContain(words)
      expect(html).toMatch(new RegExp(`class="empty-next"><a class="btn" href="${href}"`))
    }
  })

  test('unfinished complaints are offered to whoever began them, with their age', async () => {
    const draft = { person: 'rep2', content: { 'customer[name]': '赵先生' }, savedAt: pages.clock.now().toISOString() }
    await pages.deps.db.insert(drafts).values({ id: 'draft-1', ...draft })
    pages.clock.advance(20)
    const html = await pageOf('rep2')
    expect(textOf(html)).toContain('未提交的受理草稿：赵先生，20 分钟前保存')
    expect(html).toContain('href="/complaints/new?draft=draft-1"')
    expect(await pages.read('rep', '/')).not.toContain('赵先生')
    const chosen = { id: 'draft-2', ...draft, content: { channel: 'letter', category: 'service' } }
    await pages.deps.db.insert(drafts).values(chosen)
    expect(textOf(await pageOf('rep2'))).toContain('赵先生，20 分钟前保存 接着填写')
    await pages.deps.db.insert(drafts).values({ id: 'draft-3', ...draft, content: { narrative: '门坏了' } })
    const both = await pageOf('rep2')
    expect(textOf(both)).toContain('20 分钟前保存；另有 1 份')
    expect(both.match(/class="draft-line"/g)).toHaveLength(1)
  })

  test('decisions and calls lead to the pages made for them', async () => {
    const decision = await planned()
    const call = await pages.open('rep', { category: 'service', department: 'dining' })
    await pages.send('head.dining', call, { type: 'settle' })
    expect(await pageOf('leader.hospitality')).toContain(`href="/complaints/${decision}/approval"`)
    expect(await pageOf('rep', '/?show=call-back')).toContain(`href="/follow-ups/${call}"`)
  })

  test('nobody counts beyond 50, and the most urgent of them are listed', async () => {
    const first = await pages.open('handler.cellar', { receivedAt: earlier(29) })
    for (let more = 0; more < 60; more++) await pages.open('handler.cellar')
    const html = await pageOf('centre', '/?show=register')
    expect(textOf(html)).toMatch(/50\+ 待登记分派/)
    expect(groupIn(html, 'register').match(/class="work-go"/g)?.length).toBe(50)
    expect(html).toContain(first)
    const [late = '', soon = ''] = [/(\S+) 已超时/, /(\S+) 即将到期/].map(tile => tile.exec(textOf(html))?.[1])
    expect(Number(late)).toBeGreaterThan(0)
    expect(soon).toMatch(/^\d+\+$/)
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
