import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditLog, delegations, departments, people, posts } from '../../db/schema.ts'
import { createApp } from '../../server/app.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { emptyTables, openDatabase } from '../support/databases.ts'
import { makeTestDeps } from '../support/deps.ts'
import { formWith } from '../support/html-form.ts'
import { textOf } from '../support/pages.ts'
import { type Agent, addTestPerson, signIn, submitForm, testPassword } from '../support/sign-in.ts'

let deps: Deps
let app: ReturnType<typeof createApp>
let admin: Agent

beforeAll(async () => {
  deps = await makeTestDeps({ connection: await openDatabase() })
  app = createApp(deps)
})
afterAll(() => closeDeps(deps))

beforeEach(async () => {
  await emptyTables(deps.connection)
  await deps.db.insert(departments).values([
    { code: 'park', nameZh: '云栖酒庄', nameEn: 'Yunqi Winery', kind: 'park', parent: null },
    { code: 'dining', nameZh: '餐饮部', nameEn: 'Dining', kind: 'department', parent: 'park' },
  ])
  await addTestPerson(deps, 'admin', { name: '秦川', posts: [['admin', 'park']] })
  await addTestPerson(deps, 'head', { name: '郭建平', posts: [['head', 'dining']] })
  admin = await signIn(app, 'admin')
})

const weiZhang = {
  name: '张伟',
  login: 'wei.zhang',
  email: 'wei@example.test',
  language: 'zh-CN',
  password: 'first password',
}

describe('the people page', () => {
  test('shows everybody who holds which post, and who stands in for whom now', async () => {
    const createdAt = '2026-11-01T00:00:00Z'
    const running = { startsAt: createdAt, endsAt: '2026-12-01T00:00:00Z' }
    const over = { startsAt: createdAt, endsAt: '2026-11-02T00:00:00Z' }
    await deps.db.insert(delegations).values([
      { delegator: 'head', delegate: 'admin', role: 'head', department: 'dining', createdAt, ...running },
      { delegator: 'admin', delegate: 'head', role: null, department: null, createdAt, ...over },
    ])
    const { text } = await (await signIn(app, 'head')).get('/people')
    expect(text).toContain('餐饮部')
    expect(text).toMatch(/部门负责人<\/dt><dd><a href="\/people\/head">郭建平/)
    expect(text).toContain('秦川 代理 郭建平')
    expect(text).not.toContain('郭建平 代理 秦川')
    expect(text).not.toContain('· dining')
    expect((await admin.get('/people')).text).toContain('部门 · dining')
  })

  test('offers changes to administrators alone', async () => {
    const head = await signIn(app, 'head')
    expect((await head.get('/people')).text).not.toContain('/people/new')
    expect((await head.get('/people/admin')).text).not.toContain('<form method="post" action="/people')
    expect((await admin.get('/people')).text).toContain('/people/new')
  })

  test('refuses changes by anybody else', async () => {
    const head = await signIn(app, 'head')
    for (const page of ['/people/new', '/people/admin/deactivate', '/departments/new']) {
      expect((await head.get(page)).status).toBe(403)
    }
    const actions = ['/people', '/people/head/posts', '/people/admin/password', '/people/admin/deactivate']
    for (const action of [...actions, '/people/admin/posts/1/remove', '/people/head/reactivate', '/departments']) {
      expect((await submitForm(head, '/people', action, weiZhang)).status).toBe(403)
    }
    expect(await deps.db.select().from(people)).toHaveLength(2)
  })
})

describe('an administrator', () => {
  test('adds a person, who can log in and gets a post', async () => {
    const added = await submitForm(admin, '/people/new', '/people', weiZhang)
    expect(added.headers.location).toBe('/people/wei.zhang?done=person-added')
    const post = await submitForm(admin, '/people/wei.zhang', '/people/wei.zhang/posts', {
      role: 'handler',
      department: 'dining',
    })
    expect(post.status).toBe(303)
    const agent = await signIn(app, 'wei.zhang', 'first password')
    expect((await agent.get('/people/wei.zhang')).text).toContain('餐饮部 · 处理人')
  })

  test('keeps a name in one line', async () => {
    await submitForm(admin, '/people/new', '/people', { ...weiZhang, name: '张\n\t伟' })
    const [added] = await deps.db.select().from(people).where(eq(people.login, 'wei.zhang'))
    expect(added?.name).toBe('张 伟')
  })

  test.each([
    [{ login: 'head' }, '已被使用'],
    [{ login: 'HEAD' }, '已被使用'],
    [{ login: 'new' }, '系统已占用'],
    [{ login: '__proto__' }, '系统已占用'],
    [{ login: 'a b' }, '填写有误'],
    [{ email: 'nowhere' }, '有效的邮箱'],
    [{ name: '' }, '此项必填'],
    [{ password: 'short' }, '至少填写 10 个字符'],
    [{ password: ' '.repeat(12) }, '不能全是空格'],
  ])('is told what is wrong with %j, and what was typed is kept', async (fields, message) => {
    const answer = await submitForm(admin, '/people/new', '/people', { ...weiZhang, ...fields })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(message)
    expect(answer.text).toContain('aria-invalid="true"')
    if (!('email' in fields)) expect(answer.text).toContain('value="wei@example.test"')
    expect(answer.text).not.toContain('first password')
  })

  test('changes name, address and language, on record, but not the log-in', async () => {
    const change = (fields: object) =>
      submitForm(admin, '/people/head', '/people/head', {
        name: '郭建国',
        email: 'g@example.test',
        language: 'en',
        ...fields,
      })
    expect((await change({ email: 'nowhere' })).text).toContain('有效的邮箱')
    expect((await change({})).headers.location).toBe('/people/head?done=person-changed')
    const [head] = await deps.db.select().from(people).where(eq(people.login, 'head'))
    expect([head?.name, head?.email, head?.language]).toEqual(['郭建国', 'g@example.test', 'en'])
    const [deed] = await deps.db.select().from(auditLog).where(eq(auditLog.action, 'changed'))
    expect([deed?.person, deed?.key, deed?.details]).toEqual([
      'admin',
      'head',
      { name: '郭建国', email: 'g@example.test', language: 'en' },
    ])
  })

  test('gives a post at its own level of the tree alone', async () => {
    const give = (role: string, department: string) =>
      submitForm(admin, '/people/head', '/people/head/posts', { role, department })
    for (const role of ['director', 'board', 'unit-leader'])
      expect((await give(role, 'dining')).text).toContain('这个职务不设在该级部门')
    expect((await give('director', 'park')).status).toBe(303)
  })

  test('names a deputy on the page of the person', async () => {
    await addTestPerson(deps, 'deputy', { name: '何蔓', posts: [['handler', 'dining']] })
    const { text } = await admin.get('/people/head')
    const { action, fields } = formWith(text, 'delegator')
    await admin
      .post(action)
      .type('form')
      .send({ ...fields, delegate: 'deputy', startsAt: '2026-11-21T09:00', endsAt: '2026-11-30T18:00' })
      .expect(303)
    expect(textOf((await admin.get('/people/head')).text)).toContain('何蔓 代理 郭建平')
  })

  test('cannot give the same post twice, nor one in a department that does not exist', async () => {
    const give = (department: string) =>
      submitForm(admin, '/people/head', '/people/head/posts', { role: 'head', department })
    expect((await give('dining')).text).toContain('已担任')
    expect((await give('nowhere')).text).toContain('没有这个部门')
  })

  test('deactivates a person after a warning, which ends what they had open', async () => {
    const head = await signIn(app, 'head')
    expect((await admin.get('/people/head/deactivate')).text).toContain('停用 郭建平 的账号？')
    await submitForm(admin, '/people/head/deactivate', '/people/head/deactivate', {})
    expect((await head.get('/people')).status).toBe(303)
    await submitForm(admin, '/people/head', '/people/head/reactivate', {})
    await signIn(app, 'head')
  })

  test('resets a password, which ends what that person had open', async () => {
    const head = await signIn(app, 'head')
    await submitForm(admin, '/people/head', '/people/head/password', { password: 'told in person' })
    expect((await head.get('/people')).status).toBe(303)
    await signIn(app, 'head', 'told in person')
  })

  test.each(['deactivate', 'password'])('%s signs out everywhere or does nothing at all', async change => {
    const head = await signIn(app, 'head')
    await deps.db.execute(sql`alter table tokens rename to tokens_away`)
    const answer = await submitForm(admin, '/people/head', `/people/head/${change}`, { password: 'told in person' })
    await deps.db.execute(sql`alter table tokens_away rename to tokens`)
    expect(answer.status).toBe(500)
    expect((await head.get('/people')).status).toBe(200)
    expect(await deps.db.select().from(auditLog)).toEqual([])
    await signIn(app, 'head')
  })

  test('renames and moves a department, but never below itself', async () => {
    await deps.db.insert(departments).values([
      { code: 'unit', nameZh: '接待公司', nameEn: 'Hospitality', kind: 'unit', parent: 'park' },
      { code: 'bar', nameZh: '酒吧', nameEn: 'Bar', kind: 'department', parent: 'dining' },
    ])
    const change = (fields: Record<string, string>) =>
      submitForm(admin, '/departments/dining', '/departments/dining', {
        nameZh: '宴会部',
        nameEn: 'Banquets',
        ...fields,
      })
    expect((await change({ parent: 'bar' })).text).toContain('不能移到自己或下级部门之下')
    expect((await change({ parent: 'unit' })).headers.location).toBe('/people?done=department-changed')
    const [dining] = (await deps.db.select().from(departments)).filter(one => one.code === 'dining')
    expect(dining).toMatchObject({ nameZh: '宴会部', parent: 'unit' })
  })

  test('closes a department that nothing needs any more, and opens it again', async () => {
    const close = () => submitForm(admin, '/departments/dining', '/departments/dining/deactivate', {})
    expect((await admin.get('/departments/dining')).text).toContain('在岗职务 1 个')
    expect((await close()).status).toBe(409)
    await deps.db.delete(posts).where(eq(posts.person, 'head'))
    expect((await close()).headers.location).toBe('/people?done=department-closed')
    const { text } = await admin.get('/people')
    expect(text).toMatch(/已停用的部门：\s*<a href="\/departments\/dining">餐饮部/)
    await submitForm(admin, '/departments/dining', '/departments/dining/reactivate', {})
    expect((await admin.get('/people')).text).not.toContain('已停用的部门')
  })

  test('gives no post in a department that is closed', async () => {
    await deps.db.update(departments).set({ active: false }).where(eq(departments.code, 'dining'))
    const post = { role: 'handler', department: 'dining' }
    const answer = await submitForm(admin, '/people/head', '/people/head/posts', post)
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('没有这个部门')])
  })

  test('leaves a record of every change, for administrators and the auditor', async () => {
    await submitForm(admin, '/people/new', '/people', weiZhang)
    const post = { role: 'handler', department: 'dining' }
    await submitForm(admin, '/people/wei.zhang', '/people/wei.zhang/posts', post)
    await submitForm(admin, '/people/wei.zhang', '/people/wei.zhang/deactivate', {})
    await submitForm(admin, '/departments/dining', '/departments/dining', {
      nameZh: '宴会部',
      nameEn: 'Banquets',
      parent: 'park',
    })
    await addTestPerson(deps, 'auditor', { posts: [['auditor', 'park']] })
    const auditor = await signIn(app, 'auditor')
    const all = textOf((await auditor.get('/settings/audit')).text)
    expect(all).toMatch(/秦川 部门 宴会部 修改 .*秦川 人员 张伟 停用 .*添加职务 处理人 · 宴会部 .*添加/)
    const narrowed = textOf((await auditor.get('/settings/audit?subject=department')).text)
    expect(narrowed).not.toContain('张伟')
    expect((await (await signIn(app, 'head')).get('/settings/audit')).status).toBe(403)
    expect(JSON.stringify(await deps.db.select().from(auditLog))).not.toContain(weiZhang.password)
  })

  test('keeps no record of what was refused', async () => {
    await submitForm(admin, '/people/new', '/people', { ...weiZhang, login: 'head' })
    await submitForm(admin, '/people/admin', '/people/admin/deactivate', {})
    expect(await deps.db.select().from(auditLog)).toEqual([])
  })

  test('adds a department, which stands in the tree below its parent', async () => {
    const cellar = { code: 'cellar', nameZh: '酒窖部', nameEn: 'Cellar', kind: 'department', parent: 'park' }
    const answer = await submitForm(admin, '/departments/new', '/departments', cellar)
    expect(answer.headers.location).toBe('/people?done=department-added')
    expect((await admin.get('/people')).text).toContain('酒窖部')
    const again = await submitForm(admin, '/departments/new', '/departments', { ...cellar, parent: 'nowhere' })
    expect(again.status).toBe(422)
  })

  test('who is the last one can neither go nor lose that post', async () => {
    const [post] = (await deps.db.select().from(posts)).filter(({ role }) => role === 'admin')
    for (const change of ['deactivate', `posts/${post?.id}/remove`]) {
      const answer = await submitForm(admin, '/people/admin', `/people/admin/${change}`, {})
      expect(answer.status).toBe(409)
      expect(answer.text).toContain('最后一名管理员')
    }
    await signIn(app, 'admin', testPassword)
  })

  test('who looks for somebody unknown is told so', async () => {
    expect((await admin.get('/people/nobody')).status).toBe(404)
    expect((await submitForm(admin, '/people', '/people/nobody/deactivate', {})).status).toBe(404)
    expect((await submitForm(admin, '/people', '/people/head/posts/9e9/remove', {})).status).toBe(303)
    expect((await submitForm(admin, '/people', '/people/head/posts/x/remove', {})).status).toBe(422)
  })
})
