import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { queueColumns } from '../../server/complaints/queue-columns.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { submitForm } from '../support/sign-in.ts'

let pages: PagesTest
let dining: string
let cellar: string
let unregistered: string
beforeAll(async () => {
  pages = await startPages()
  const customer = { name: '钱桂芳', phone: '13912345678' }
  dining = await pages.open('rep', { category: 'service', amount: '800', department: 'dining', customer })
  cellar = await pages.open('rep', {
    category: 'product',
    amount: '100',
    department: 'cellar',
    handler: 'handler.cellar',
  })
  unregistered = await pages.open('rep', { narrative: '软木塞一开就断' })
})
afterAll(() => pages.close())

const numbersOn = async (login: Parameters<PagesTest['read']>[0], path: string) =>
  [...new Set((await pages.read(login, path)).match(/TS-\d{8}-\d{4}/g) ?? [])].sort()

describe('the queue', () => {
  test('shows number, level, customer with a masked phone, progress, department and due time', async () => {
    const line = await pages.line('rep', '/complaints', dining)
    for (const words of [dining, '一般', '钱桂芳', '139****5678', '待到场', '餐饮客房部', '剩余']) {
      expect(line).toContain(words)
    }
    expect(line).not.toContain('13912345678')
    expect(await pages.line('rep', '/complaints', cellar)).toContain('丁海燕')
  })

  test.each([
    ['stage=foo', '阶段'],
    ['level=foo', '级别'],
    ['sort=foo', '排序'],
    ['due=foo', '到期'],
    ['late=foo', '只看超时'],
    ['cursor=foo', '翻页位置'],
  ])('says which condition of %s it does not understand, with the conditions still there', async (query, name) => {
    const agent = await pages.browser('rep')
    const { text } = await agent.get(`/complaints?${query}`).expect(422)
    expect(text).toContain(`${name}：这个条件的值无法识别，请重新选择`)
    expect(text).toContain('data-queue-filter')
    expect(text).not.toContain(dining)
    await agent.get(`/complaints/export?${query}`).expect(303).expect('Location', `/complaints?${query}`)
  })

  test('leads those to the form for a new complaint who may log one', async () => {
    for (const [login, leads] of [
      ['rep', true],
      ['auditor', false],
      ['admin', false],
    ] as const) {
      const agent = await pages.browser(login)
      for (const path of ['/', '/complaints']) {
        const { text } = await agent.get(path).expect(200)
        expect([login, path, text.includes('href="/complaints/new"')]).toEqual([login, path, leads])
      }
    }
  })

  test('has at most eight columns, and says so to who ticks more', async () => {
    const agent = await pages.browser('head.cellar')
    const many = { 'columns[]': [...queueColumns] }
    const refused = await submitForm(agent, '/complaints/columns', '/complaints/columns', many)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(`最多选 8 列，请再去掉 ${queueColumns.length - 8} 列`)
  })

  test('holds what its reader may see and nothing else', async () => {
    expect(await numbersOn('head.dining', '/complaints')).toEqual([dining])
    expect(await numbersOn('leader.production', '/complaints')).toEqual([cellar])
    expect(await pages.read('admin', '/complaints')).toContain('管理员不经手投诉')
  })

  test.each([
    ['stage=receive', () => [unregistered]],
    ['level=general', () => [dining]],
    ['department=cellar', () => [cellar]],
    ['q=软木塞', () => [unregistered]],
    ['q=5678', () => [dining]],
    ['q=qgf', () => [dining]],
    ['open=true&assigned=true', () => [cellar]],
    ['assigned=false', () => [dining]],
    ['mine=registrar&level=general', () => [dining]],
    ['due=today&department=dining', () => [dining]],
    ['receivedFrom=2026-11-21&receivedTo=2026-11-21', () => [dining, cellar, unregistered]],
    ['receivedTo=2026-11-20', () => []],
    ['open=false', () => []],
    ['stage=&level=&department=&q=', () => [dining, cellar, unregistered]],
  ])('is narrowed by ?%s', async (query, expected) => {
    expect(await numbersOn('rep', `/complaints?${encodeURI(query)}`)).toEqual(expected().sort())
  })

  test.each(['levle=major', 'level[]=major', 'q[a]=b', 'view=99999'])(
    'lists nothing for ?%s, which it does not know, and names it',
    async query => {
      const { status, text } = await (await pages.browser('rep')).get(`/complaints?${query}`)
      expect(status).toBe(422)
      expect(text).not.toContain('/complaints/TS-')
      expect(textOf(text)).toContain(`“${query.split('=')[0]}”（表中没有的一项）：没有这个条件`)
    },
  )

  test('keeps what was asked for in the form and offers to clear it', async () => {
    const agent = await pages.browser('rep')
    const { text } = await agent.get('/complaints?q=%22%3E%3Cscript%3E&level=major').expect(200)
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;"')
    expect(text).toContain('<option value="major" selected>')
    expect(text).toContain('没有符合条件的投诉')
    expect(text).toContain('清除条件')
  })

  test('shows each condition as a chip that leads to the list without it', async () => {
    const { text } = await (await pages.browser('rep')).get(
      '/complaints?q=红酒&department=dining&sort=dueAt'.replace('红酒', encodeURIComponent('红酒')),
    )
    expect(text).toContain('<a class="chip" href="/complaints?department&#x3D;dining&amp;sort&#x3D;dueAt">“红酒”')
    expect(text).toContain(
      '<a class="chip" href="/complaints?q&#x3D;%E7%BA%A2%E9%85%92&amp;sort&#x3D;dueAt">部门：餐饮客房部',
    )
  })

  test('is put in the order of what is due by the heading of that column', async () => {
    const agent = await pages.browser('rep')
    const { text } = await agent.get('/complaints?level=general').expect(200)
    expect(text).toContain('<a href="/complaints?level&#x3D;general&amp;sort&#x3D;dueAt">时限</a>')
    expect((await agent.get('/complaints?sort=dueAt')).text).toContain('aria-sort="ascending">时限')
  })

  test('has the columns of the address, else those that its reader chose', async () => {
    const agent = await pages.browser('rep2')
    const headings = async (path: string) =>
      [...(await agent.get(path).expect(200)).text.matchAll(/<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]+)/g)].map(
        ([, one]) => one,
      )
    expect(await headings('/complaints')).toEqual(['编号', '客户与诉由', '进度', '责任部门', '接到', '时限'])
    const chosen = { 'columns[]': ['due', 'amount', 'customer'] }
    await submitForm(agent, '/complaints/columns', '/complaints/columns', chosen)
    expect(await headings('/complaints')).toEqual(['编号', '时限', '金额', '客户与诉由'])
    await submitForm(agent, '/complaints/columns', '/complaints/columns', { ...chosen, step: 'customer:up' })
    expect(await headings('/complaints')).toEqual(['编号', '时限', '客户与诉由', '金额'])
    expect(await headings('/complaints?columns=orderNo,state,nonsense')).toEqual(['编号', '订单号', '进度'])
    await submitForm(agent, '/complaints/columns', '/complaints/columns', { step: 'usual' })
    expect(await headings('/complaints')).toHaveLength(6)
  })

  test('refuses a filter that does not exist instead of showing everything', async () => {
    await (await pages.browser('rep')).get('/complaints?stage=nowhere').expect(422)
  })
})

test('fifty complaints make a page, and the next page goes on where it ended with the same filter', async () => {
  for (let opened = 0; opened < 52; opened++) await pages.open('rep', { category: 'price', channel: 'visit' })
  const agent = await pages.browser('rep')
  const first = (await agent.get('/complaints?stage=register').expect(200)).text
  expect(first.match(/^<tr><td/gm)).toHaveLength(50)
  const next = /href="([^"]+)" rel="next"/.exec(first)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=') ?? ''
  const second = (await agent.get(next).expect(200)).text
  expect(second.match(/^<tr><td/gm)).toHaveLength(2)
  expect(second).not.toContain('rel="next"')
  expect(second).toContain('回到第一页')
})
