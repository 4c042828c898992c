import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseEvents, cases } from '../../db/schema.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { type Agent, submitForm } from '../support/sign-in.ts'

let pages: PagesTest
let centre: Agent
let dining: string[]
let cellar: string
beforeAll(async () => {
  pages = await startPages()
  centre = await pages.browser('centre')
  const open = { category: 'service', amount: '800', department: 'dining' }
  dining = [await pages.open('rep', open), await pages.open('rep', open)]
  cellar = await pages.open('rep', { ...open, category: 'product', department: 'cellar' })
})
afterAll(() => pages.close())

const choose = (agent: Agent, action: string, fields: Record<string, string | string[]>) =>
  submitForm(agent, '/complaints', '/complaints/bulk', { action, query: '', ...fields })

/** The form of the confirmation as a browser sends it. */
function formOf(page: string): Record<string, string | string[]> {
  const form = page.slice(page.indexOf('action="/complaints/bulk/confirmed"'))
  const inputs = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  const cases = inputs.filter(([, name]) => name === 'case[]').map(([, , value = '']) => value)
  const others = inputs.filter(([, name]) => name !== 'case[]' && name !== '_csrf')
  return { ...Object.fromEntries(others.map(([, name = '', value = '']) => [name, value])), 'case[]': cases }
}

const events = async (number: string) => {
  const rows = await pages.deps.db
    .select({ type: caseEvents.type })
    .from(caseEvents)
    .innerJoin(cases, eq(cases.id, caseEvents.caseId))
    .where(eq(cases.number, number))
  return rows.map(row => row.type)
}

const confirm = (agent: Agent, fields: Record<string, string | string[]>) =>
  submitForm(agent, '/complaints', '/complaints/bulk/confirmed', fields)

describe('several cases at once', () => {
  test('are shown before anything happens, and changed one by one: what one refuses is nothing to the others', async () => {
    const asked = await choose(centre, 'assign', { 'case[]': [...dining, cellar] })
    expect(asked.status).toBe(200)
    expect(textOf(asked.text)).toContain('确认指定 3 件')
    expect(await pages.line('rep', '/complaints', dining[0] ?? '')).not.toContain('罗佳')
    const form = { ...formOf(asked.text), handler: 'handler.dining' }
    const done = await confirm(centre, form)
    expect(done.status).toBe(200)
    const words = textOf(done.text)
    expect(words).toContain('办成 2 件，未办成 1 件')
    expect(words).toContain(
      `${cellar} 一般 王女士 产品质量 · 晚餐等了一个半小时，菜还是凉的。 处理人须是责任部门的在岗人员`,
    )
    for (const number of dining) expect(await pages.line('rep', '/complaints', number)).toContain('罗佳')
    expect(textOf((await confirm(centre, form)).text)).toContain('办成 2 件')
    const assigned = (await events(dining[0] ?? '')).filter(type => type === 'assign')
    expect(assigned).toHaveLength(1)
  })

  test('a case that moved on since it was chosen is left as it is', async () => {
    const asked = await choose(centre, 'transfer', { 'case[]': dining })
    await pages.send('head.dining', dining[0] ?? '', { type: 'arrive' })
    const done = await confirm(centre, { ...formOf(asked.text), department: 'sales', reason: '由销售部经办' })
    expect(done.text).toMatch(/alert-warning[^>]*>.*办成 1 件，未办成 1 件/)
    expect(textOf(done.text)).toContain('案件已被他人更新')
    expect(textOf(done.text)).toContain('再试还能办的 1 件')
    expect(await pages.line('rep', '/complaints', dining[1] ?? '')).toContain('销售部')
    expect(await pages.line('rep', '/complaints', dining[0] ?? '')).toContain('餐饮客房部')
  })

  test('those that it cannot be done with are named beforehand, with their stage and what to do, and stay out of it', async () => {
    const received = await pages.open('rep')
    const able = await pages.open('rep', { category: 'service', amount: '800', department: 'cellar' })
    const asked = await choose(centre, 'transfer', { 'case[]': [received, able] })
    const words = textOf(asked.text)
    expect(words).toContain('确认转办 1 件')
    expect(words).toMatch(
      new RegExp(`1 件现在不能办理.*${received}.*本案待登记，还没有分派到部门。请先打开案件完成登记分派`),
    )
    expect(words).toContain('服务 · 晚餐等了一个半小时')
    expect(formOf(asked.text)['case[]']).toEqual([expect.stringMatching(`^${able}:`)])

    const sent = { ...formOf(asked.text), 'case[]': [`${received}:1`, ...(formOf(asked.text)['case[]'] ?? [])] }
    const done = textOf((await confirm(centre, { ...sent, department: 'sales', reason: '由销售部经办' })).text)
    expect(done).toMatch(new RegExp(`${received} 未定级 王女士 [^ ]+ 本案待登记`))
    expect(done).toMatch(new RegExp(`${able} 一般 王女士`))
  })

  test('what is filled in wrongly comes back with the same cases', async () => {
    const asked = await choose(centre, 'transfer', { 'case[]': [cellar] })
    const back = await confirm(centre, { ...formOf(asked.text), department: 'sales', reason: '' })
    expect(back.status).toBe(422)
    expect(back.text).toContain(cellar)
    expect(back.text).toContain('<option value="sales" selected>')
    expect(back.text).toContain('此项必填')
  })

  test('can be all of the list', async () => {
    const asked = await choose(centre, 'transfer', { all: 'true', query: 'department=cellar' })
    expect(formOf(asked.text)['case[]']).toEqual([expect.stringMatching(`^${cellar}:\\d+$`)])
  })

  test('nothing chosen is said, and so are cases out of sight', async () => {
    const exported = await choose(centre, 'export', { 'case[]': [] })
    expect(exported.status).toBe(422)
    expect(textOf(exported.text)).toContain('要导出整个列表，请用页面右上方的“导出”')
    for (const chosen of [{ 'case[]': [] }, { 'case[]': [cellar] }]) {
      const answer = await choose(await pages.browser('head.dining'), 'assign', chosen)
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('没有选中案件')
      expect(answer.text).not.toContain(cellar)
    }
  })

  test('are offered to those who may move cases somewhere', async () => {
    expect((await centre.get('/complaints')).text).toContain('value="transfer"')
    expect((await (await pages.browser('auditor')).get('/complaints')).text).not.toContain('value="transfer"')
  })
})
