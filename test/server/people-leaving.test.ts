import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { asks, auditLog, cases, delegations, notices, people, posts } from '../../db/schema.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import { changeAction, proposeAction } from '../../server/corrective-actions/changes.ts'
import { databases } from '../support/databases.ts'
import { formWith } from '../support/html-form.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { submitForm } from '../support/sign-in.ts'

describe.each(databases)('whoever leaves, on $name', ({ open }) => {
  let pages: PagesTest
  beforeAll(async () => {
    pages = await startPages({ open })
  })
  afterAll(() => pages.close())

  const dining = { category: 'service', department: 'dining', handler: 'handler.dining' }
  const page = (login: DemoLogin) => `/people/${login}/deactivate`
  const leave = async (login: DemoLogin) => submitForm(await pages.browser('admin'), '/people', page(login), {})
  const handOver = async (login: DemoLogin, choice: Record<string, string> = {}) => {
    const admin = await pages.browser('admin')
    const { action, fields } = formWith((await admin.get(page(login))).text, 'key')
    return textOf(
      (
        await admin
          .post(action)
          .type('form')
          .send({ ...fields, ...choice })
          .expect(200)
      ).text,
    )
  }
  const rowOf = async (number: string) => {
    const [row] = await pages.deps.db.select().from(cases).where(eq(cases.number, number))
    if (!row) throw new Error(`no case ${number}`)
    return row
  }
  const asked = async (number: string) =>
    pages.deps.db
      .select({ purpose: asks.purpose, people: asks.people })
      .from(asks)
      .where(eq(asks.caseId, (await rowOf(number)).id))
  const isActive = async (login: DemoLogin) => {
    const [row] = await pages.deps.db.select().from(people).where(eq(people.login, login))
    return row?.active
  }
  const reactivate = (login: DemoLogin) =>
    pages.deps.db.update(people).set({ active: true }).where(eq(people.login, login))
  const lastDeed = async () => {
    const [deed] = await pages.deps.db.select().from(auditLog).orderBy(desc(auditLog.id)).limit(1)
    return [deed?.person, deed?.action, deed?.key, deed?.details]
  }

  test('hands over what they handle, to one colleague for all or to another for a case; then goes', async () => {
    const first = await pages.open('rep', dining)
    const second = await pages.open('rep', dining)
    const text = await pages.read('admin', page('handler.dining'))
    expect(text).toContain('待移交的工作（2 项）')
    expect(text).toContain(`${first} 餐饮客房部 · 经办`)
    expect((await leave('handler.dining')).status).toBe(409)
    const results = await handOver('handler.dining', { all: 'head.dining', [`to[case/${second}]`]: 'by-role' })
    expect(results).toContain(`${first} 已移交给郭建平`)
    expect(results).toContain(`${second} 已移交，由按角色办理的同事接手`)
    expect([(await rowOf(first)).handler, (await rowOf(second)).handler]).toEqual(['head.dining', null])
    expect(await asked(first)).toEqual([{ purpose: 'attend', people: ['head.dining'] }])
    expect((await leave('handler.dining')).status).toBe(303)
    expect(await isActive('handler.dining')).toBe(false)
    expect(await lastDeed()).toEqual(['admin', 'deactivated', 'handler.dining', {}])
    await reactivate('handler.dining')
  })

  test('tells the successor, and the case says who arranged it', async () => {
    const number = await pages.open('rep', dining)
    await handOver('handler.dining', { all: 'head.dining' })
    const told = await pages.deps.db
      .select()
      .from(notices)
      .where(eq(notices.caseId, (await rowOf(number)).id))
      .orderBy(notices.id)
    expect(told.at(-1)).toMatchObject({ recipient: 'head.dining', kind: 'assigned' })
    expect(await pages.read('head.dining', `/complaints/${number}`)).toContain(
      '秦川（系统管理员）办理罗佳离岗移交，由郭建平接手',
    )
    expect(await lastDeed()).toEqual(['admin', 'handed-over', 'handler.dining', { delegate: 'head.dining', count: 1 }])
    expect(await verifyAll(pages.deps.db)).toBeNull()
  })

  test('offers for everything only those who can take something over, and says how much', async () => {
    await pages.open('rep', dining)
    const number = await pages.open('rep', { ...dining, department: 'cellar', handler: 'handler.cellar' })
    await pages.deps.db.update(cases).set({ handler: 'handler.dining' }).where(eq(cases.number, number))
    const { text } = await (await pages.browser('admin')).get(page('handler.dining'))
    const all = /<select[^>]*name="all"[\s\S]*?<\/select>/.exec(text)?.[0] ?? ''
    expect(all).toMatch(/value="head.dining">[^<]*可接 \d+\/\d+ 项/)
    expect(all).not.toMatch(/value="(admin|auditor|rep|head.sales)"/)
    await pages.deps.db.update(cases).set({ handler: 'handler.cellar' }).where(eq(cases.number, number))
    await handOver('handler.dining', { all: 'head.dining' })
  })

  test('is told by which rule a successor was refused, and the others go on', async () => {
    const number = await pages.open('rep', dining)
    const results = await handOver('handler.dining', { all: 'handler.cellar' })
    expect(results).toContain(`${number} 处理人须是责任部门的在岗人员`)
    expect((await rowOf(number)).handler).toBe('handler.dining')
    expect((await leave('handler.dining')).status).toBe(409)
    await handOver('handler.dining', { all: 'head.dining' })
  })

  test('passes decisions on by role, and whoever has to decide now is asked', async () => {
    const number = await pages.open('rep', { ...dining, amount: '3000' })
    await pages.send('head.dining', number, { type: 'arrive' })
    await pages.send('handler.dining', number, { type: 'find' })
    await pages.send('handler.dining', number, { type: 'plan' })
    expect(await asked(number)).toEqual([{ purpose: 'approve', people: ['leader.hospitality'] }])
    const text = await pages.read('admin', page('leader.hospitality'))
    expect(text).toMatch(new RegExp(`${number} 餐饮客房部 · 待审批 自动转给`))
    expect((await leave('leader.hospitality')).status).toBe(409)
    await handOver('leader.hospitality')
    expect((await asked(number))[0]?.people).toEqual(['director'])
    const told = await pages.deps.db
      .select()
      .from(notices)
      .where(eq(notices.caseId, (await rowOf(number)).id))
      .orderBy(notices.id)
    expect(told.at(-1)).toMatchObject({ recipient: 'director', kind: 'approval-asked' })
    await leave('leader.hospitality')
    expect(await isActive('leader.hospitality')).toBe(false)
    await pages.send('director', number, { type: 'approve' })
    await reactivate('leader.hospitality')
  })

  test('hands over corrective actions, which need somebody by name, and whose deputy they are', async () => {
    const number = await pages.open('rep', dining)
    const { number: action } = await proposeAction(pages.deps, 'head.dining', {
      ...{ type: 'propose', complaints: [number], title: '培训', cause: 'man', rootCause: '不熟', correction: '道歉' },
      ...{ corrective: '培训', owner: 'handler.dining', verifier: 'quality', due: '2026-12-20', effectDays: 30 },
    })
    await changeAction(pages.deps, 'quality', action, { type: 'approve' })
    const at = '2026-11-20T00:00:00.000Z'
    const absence = {
      delegator: 'head.dining',
      delegate: 'handler.dining',
      startsAt: at,
      // 06:00 of the 20th in Shanghai
      endsAt: '2026-12-19T22:00:00.000Z',
    }
    await pages.deps.db.insert(delegations).values({ ...absence, createdAt: at })
    expect(await pages.read('admin', page('handler.dining'))).toMatch(/郭建平 的代理人 代理至 2026-12-20/)
    expect(await handOver('handler.dining', { [`to[case/${number}]`]: 'head.dining' })).toContain(
      `${action} 整改措施须由一名同事接手`,
    )
    const [held] = await pages.deps.db.select().from(delegations).where(eq(delegations.delegate, 'handler.dining'))
    const verifier = await handOver('handler.dining', { all: 'quality' })
    expect(verifier).toContain(`${action} 验证人不能是责任人本人`)
    expect(verifier).toContain('代理 已移交给')
    expect(await handOver('handler.dining', { all: 'head.cellar' })).toContain(`${action} 已移交给`)
    const [ended, taken] = await pages.deps.db
      .select()
      .from(delegations)
      .where(eq(delegations.delegator, 'head.dining'))
      .orderBy(delegations.id)
    expect([ended?.id, ended?.delegate, taken?.delegate]).toEqual([held?.id, 'handler.dining', 'quality'])
    expect(await pages.read('quality', `/corrective-actions/${action}`)).toContain('秦川办理罗佳离岗移交')
    expect((await leave('handler.dining')).status).toBe(303)
    await reactivate('handler.dining')
  })

  test('loses no post while they are the last who is asked: for a seat that is not theirs, or after others left', async () => {
    const number = await pages.open('rep', { ...dining, amount: '3000', respondent: 'leader.hospitality' })
    await pages.send('head.dining', number, { type: 'arrive' })
    await pages.send('handler.dining', number, { type: 'find' })
    await pages.send('handler.dining', number, { type: 'plan' })
    const [before] = await asked(number)
    expect(before?.people).toEqual(['leader.production'])
    const admin = await pages.browser('admin')
    const remove = async (login: DemoLogin) => {
      const [post] = await pages.deps.db.select().from(posts).where(eq(posts.person, login))
      return submitForm(admin, `/people/${login}`, `/people/${login}/posts/${post?.id}/remove`, {})
    }
    expect((await remove('leader.production')).status).toBe(409)
    const caseId = (await rowOf(number)).id
    const name = (people: string[]) => pages.deps.db.update(asks).set({ people }).where(eq(asks.caseId, caseId))
    await name(['leader.production', 'rep2'])
    expect((await remove('leader.production')).status).toBe(409)
    expect((await leave('leader.production')).status).toBe(409)
    await name(['leader.production'])
    await handOver('leader.production')
    expect((await asked(number))[0]?.people).toEqual(['centre'])
    expect((await remove('leader.production')).status).toBe(303)
    await pages.deps.db
      .insert(posts)
      .values({ person: 'leader.production', role: 'unit-leader', department: 'production' })
  })

  test('keeps what is not handed over yet, and loses no post that open work rests on', async () => {
    const number = await pages.open('rep', dining)
    const admin = await pages.browser('admin')
    const [post] = await pages.deps.db.select().from(posts).where(eq(posts.person, 'handler.dining'))
    const end = () => submitForm(admin, '/people', `/people/handler.dining/posts/${post?.id}/remove`, {})
    await handOver('handler.dining', { all: 'head.dining', [`to[case/${number}]`]: 'keep' })
    expect((await rowOf(number)).handler).toBe('handler.dining')
    expect((await end()).status).toBe(409)
    await handOver('handler.dining', { all: 'head.dining' })
    expect((await end()).status).toBe(303)
    expect(await pages.deps.db.select().from(posts).where(eq(posts.person, 'handler.dining'))).toEqual([])
    await pages.deps.db.insert(posts).values({ person: 'handler.dining', role: 'handler', department: 'dining' })
  })

  test('is a matter of administrators, who need not see the cases', async () => {
    const number = await pages.open('rep', dining)
    const head = await pages.browser('head.dining')
    const sent = await submitForm(head, '/people', '/people/handler.dining/hand-over', {
      key: 'abcdefgh',
      all: 'head.dining',
    })
    expect(sent.status).toBe(403)
    await expect(pages.send('head.dining', number, { type: 'hand-over' })).rejects.toMatchObject({
      rule: 'not-on-duty',
    })
    expect((await (await pages.browser('admin')).get(`/complaints/${number}`)).status).toBe(404)
  })
})
