import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PagesTest, startPages } from '../support/pages.ts'
import { type Agent, submitForm } from '../support/sign-in.ts'

let pages: PagesTest
let rep: Agent
let head: Agent
beforeAll(async () => {
  pages = await startPages()
  ;[rep, head] = await Promise.all([pages.browser('rep'), pages.browser('head.dining')])
  await pages.open('rep', { category: 'service', amount: '800', department: 'dining' })
  await keep(rep, { name: '餐饮超时', query: 'department=dining&late=true', shared: 'true' })
  await keep(rep, { name: '只给自己', query: 'level=major' })
})
afterAll(() => pages.close())

const keep = (agent: Agent, fields: Record<string, string>) =>
  submitForm(agent, '/complaints/views/new', '/complaints/views', fields)

const idOf = async (agent: Agent, name: string) => {
  const { text } = await agent.get('/complaints/views').expect(200)
  const after = text.slice(text.indexOf(name))
  return /action="\/complaints\/views\/(\d+)"/.exec(after)?.[1] ?? '0'
}

describe('a view', () => {
  test('stands above the list of who keeps it, and is marked where it is shown', async () => {
    const { text } = await rep.get('/complaints?late=true&department=dining').expect(200)
    expect(text).toMatch(/<a href="[^"]+" aria-current="page">餐饮超时<\/a>/)
    expect(text).toContain('只给自己')
    expect(text).not.toContain('存为视图')
  })

  test('is seen by colleagues only when it is shared, with the name of who shares it', async () => {
    const text = await pages.read('head.dining', '/complaints')
    expect(text).toContain('餐饮超时 林晓雯')
    expect(text).not.toContain('只给自己')
    expect(await pages.read('head.dining', '/complaints/views')).toContain('由 林晓雯 共享')
  })

  test('keeps conditions alone: the same list asked for in another way is the same view', async () => {
    await keep(rep, { name: '另一写法', query: 'q=&sort=-receivedAt&limit=10&level=critical&open=true' })
    expect((await rep.get('/complaints?open=true&level=critical')).text).toMatch(/aria-current="page">另一写法/)
  })

  test('needs a name that its owner does not have yet', async () => {
    const taken = await keep(rep, { name: '只给自己', query: 'late=true' })
    expect(taken.status).toBe(422)
    expect(taken.text).toContain('已被使用，请换一个')
    expect(taken.text).toContain('value="late&#x3D;true"')
    expect((await keep(rep, { name: ' ', query: 'late=true' })).status).toBe(422)
    expect((await keep(head, { name: '只给自己', query: 'late=true' })).status).toBe(303)
  })

  test('is not called like one that everybody has', async () => {
    const taken = await keep(rep, { name: '超时', query: 'late=true' })
    expect([taken.status, (await keep(rep, { name: 'Due today', query: 'late=true' })).status]).toEqual([422, 422])
    expect(taken.text).toContain('已被使用，请换一个')
  })

  test('holds nothing but conditions that exist', async () => {
    const refused = await keep(rep, { name: '不存在的阶段', query: 'stage=nowhere' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('筛选条件：筛选条件无法识别')
    const kept = await keep(rep, { name: '从第二页存的', query: 'level=minor&cursor=abc' })
    expect([kept.status, kept.headers.location]).toEqual([303, '/complaints?level=minor&done=view-saved'])
  })

  test('is renamed, shared and deleted by its owner and by nobody else', async () => {
    const id = await idOf(rep, '只给自己')
    const change = (agent: Agent) =>
      submitForm(agent, '/complaints/views', `/complaints/views/${id}`, { name: '特大案件', shared: 'true' })
    const remove = (agent: Agent, fields: Record<string, string>) =>
      submitForm(agent, '/complaints/views', `/complaints/views/${id}/delete`, fields)
    expect((await change(head)).status).toBe(404)
    expect((await remove(head, { confirm: 'yes' })).status).toBe(404)
    expect((await change(rep)).status).toBe(303)
    expect(await pages.read('head.dining', '/complaints')).toContain('特大案件 林晓雯')
    const unsure = await remove(rep, {})
    expect(unsure.status).toBe(422)
    expect(unsure.text).toContain('请先勾选“确认删除这个视图”')
    expect((await remove(rep, { confirm: 'yes' })).status).toBe(303)
    expect(await pages.read('rep', '/complaints')).not.toContain('特大案件')
  })
})
