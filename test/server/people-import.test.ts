import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditLog, departments, organisationVersion, people, posts } from '../../db/schema.ts'
import { createApp } from '../../server/app.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { csvLines } from '../../server/web/csv.ts'
import { databases, emptyTables } from '../support/databases.ts'
import { makeTestDeps } from '../support/deps.ts'
import { formWith } from '../support/html-form.ts'
import { textOf } from '../support/pages.ts'
import { type Agent, addTestPerson, csrfIn, signIn } from '../support/sign-in.ts'

const header = '账号,姓名,邮箱,语言,部门,角色'
const table = (...lines: string[]) => [header, ...lines].join('\r\n')
const twoPeople = table(
  'wei.zhang,张伟,wei@example.test,,餐饮部,处理人',
  'wei.zhang,,,,dining,quality',
  'li.na,李娜,na@example.test,English,Dining,head',
)
/** The heading and one line, as Excel in China saves them. */
const gb18030 = Buffer.from(
  'd5cbbac52cd0d5c3fb2cd3cacfe40d0a77616e672e6c65692ccdf5c0da2c6c6569406578616d706c652e746573740d0a',
  'hex',
)

describe.each(databases)('people from a table on $name', ({ open }) => {
  let deps: Deps
  let app: ReturnType<typeof createApp>
  let admin: Agent
  beforeAll(async () => {
    deps = await makeTestDeps({ connection: await open() })
    app = createApp(deps)
  })
  afterAll(() => closeDeps(deps))
  beforeEach(async () => {
    await emptyTables(deps.connection)
    await deps.db.insert(departments).values([
      { code: 'park', nameZh: '云栖酒庄', nameEn: 'Yunqi Winery', kind: 'park', parent: null },
      { code: 'dining', nameZh: '餐饮部', nameEn: 'Dining', kind: 'department', parent: 'park' },
      { code: 'bar', nameZh: '酒吧', nameEn: 'Bar', kind: 'department', parent: 'park', active: false },
    ])
    await addTestPerson(deps, 'admin', { name: '秦川', posts: [['admin', 'park']] })
    admin = await signIn(app, 'admin')
  })

  const upload = async (bytes: Buffer | string) => {
    const { text } = await admin.get('/people/import')
    const file = Buffer.from(bytes)
    return admin.post('/people/import').field('_csrf', csrfIn(text)).attach('file', file, '人员.csv')
  }
  const confirm = (page: string) => {
    const { action, fields } = formWith(page, 'digest')
    return admin.post(action).field(fields as Record<string, string>)
  }
  const takeIn = async (text: string) => confirm((await upload(text)).text)
  const staff = () => deps.db.select().from(people).orderBy(people.login)

  test('are looked at first, then taken in with their posts, on record, each with a password of their own', async () => {
    const preview = await upload(twoPeople)
    expect(preview.status).toBe(200)
    expect(textOf(preview.text)).toContain('将添加 2 人，更新 0 人，0 人没有变化')
    expect(textOf(preview.text)).toMatch(/张伟 wei.zhang wei@example.test 餐饮部 · 处理人 餐饮部 · 质检/)
    expect(await staff()).toHaveLength(1)
    const done = await confirm(preview.text)
    expect(done.status).toBe(200)
    expect(done.headers['cache-control']).toBe('no-store')
    expect((await staff()).map(({ login, name, email, language }) => [login, name, email, language])).toEqual([
      ['admin', '秦川', 'admin@example.test', 'zh-CN'],
      ['li.na', '李娜', 'na@example.test', 'en'],
      ['wei.zhang', '张伟', 'wei@example.test', 'zh-CN'],
    ])
    expect((await deps.db.select().from(posts)).map(one => `${one.person} ${one.role} ${one.department}`)).toEqual([
      'admin admin park',
      'wei.zhang handler dining',
      'wei.zhang quality dining',
      'li.na head dining',
    ])
    const log = await deps.db.select().from(auditLog).orderBy(auditLog.id)
    expect(log.map(({ person, key, action }) => `${person} ${action} ${key}`)).toEqual([
      'admin added wei.zhang',
      'admin added li.na',
      'admin post-added wei.zhang',
      'admin post-added wei.zhang',
      'admin post-added li.na',
    ])
  })

  test('log in with the password that was shown once, and must choose their own before anything else', async () => {
    const { text } = await takeIn(twoPeople)
    const password = /wei\.zhang[\s\S]*?<code>([^<]+)<\/code>/.exec(text)?.[1] ?? ''
    expect(password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/)
    const wei = await signIn(app, 'wei.zhang', password)
    expect((await wei.get('/complaints')).headers.location).toBe('/account')
    const account = await wei.get('/account')
    expect(account.text).toContain('请先改设自己的密码')
    await wei
      .post('/account/password')
      .type('form')
      .send({ _csrf: csrfIn(account.text), current: password, password: 'my own words', again: 'my own words' })
      .expect(303)
    expect((await wei.get('/complaints')).status).toBe(200)
  })

  test('come from GB 18030 as well, and from what is pasted', async () => {
    expect(textOf((await upload(gb18030)).text)).toContain('王磊 wang.lei lei@example.test')
    const { text } = await admin.get('/people/import')
    const source = 'login;name;email\nwang.lei;王磊;lei@example.test'
    const pasted = await admin.post('/people/import').field({ _csrf: csrfIn(text), source })
    expect(textOf(pasted.text)).toContain('王磊 wang.lei lei@example.test')
  })

  test('change nothing when the same table comes again', async () => {
    await takeIn(twoPeople)
    const [before, log] = [await staff(), await deps.db.$count(auditLog)]
    const again = await upload(twoPeople)
    expect(textOf(again.text)).toContain('没有需要写入的内容')
    expect(again.text).not.toContain('name="digest"')
    expect([await staff(), await deps.db.$count(auditLog)]).toEqual([before, log])
  })

  test('who are there are changed as the table says, and keep what it leaves out', async () => {
    await takeIn(twoPeople)
    const changed = await upload(table('wei.zhang,张炜,,,,', 'li.na,,,中文,park,board'))
    expect(textOf(changed.text)).toContain('姓名：张伟 → 张炜')
    expect(textOf(changed.text)).toContain('添加职务：云栖酒庄 · 董事会')
    await confirm(changed.text)
    const [, na, wei] = await staff()
    expect([wei?.name, wei?.email, na?.language]).toEqual(['张炜', 'wei@example.test', 'zh-CN'])
    expect(await deps.db.select().from(posts).where(eq(posts.person, 'wei.zhang'))).toHaveLength(2)
    const log = await deps.db.select().from(auditLog).where(eq(auditLog.action, 'changed'))
    expect(log.map(one => [one.key, one.details])).toEqual([
      ['wei.zhang', { name: '张炜' }],
      ['li.na', { language: 'zh-CN' }],
    ])
  })

  test.each([
    ['a log-in that is missing', ',张伟,w@example.test,,,', '2 账号 此项必填'],
    ['a log-in that is none', 'wei zhang,张伟,w@example.test,,,', '2 账号 “wei zhang”不能用作账号'],
    ['a log-in that is an address of ours', 'import,张伟,w@example.test,,,', '2 账号 这个词系统已占用'],
    ['a log-in like another', 'Admin,张伟,w@example.test,,,', '2 账号 已有账号“admin”，只有大小写不同'],
    [
      'two log-ins alike',
      'wei,张伟,w@example.test,,,\nWei,李娜,n@example.test,,,',
      '3 账号 已有账号“wei”，只有大小写不同',
    ],
    ['a name that is missing', 'wei,,w@example.test,,,', '2 姓名 此项必填'],
    ['an address that is none', 'wei,张伟,w@,,,', '2 邮箱 请填写有效的邮箱地址'],
    ['a language that we do not speak', 'wei,张伟,w@example.test,法语,,', '2 语言 没有“法语”'],
    ['a department that is not there', 'wei,张伟,w@example.test,,客房部,head', '2 部门 没有名为“客房部”的部门'],
    ['a department that is closed', 'wei,张伟,w@example.test,,bar,head', '2 部门 没有名为“bar”的部门'],
    ['a role that there is none of', 'wei,张伟,w@example.test,,dining,主任', '2 角色 没有“主任”这个角色'],
    ['a role without a department', 'wei,张伟,w@example.test,,,head', '2 部门 此项必填'],
    ['a department without a role', 'wei,张伟,w@example.test,,dining,', '2 角色 此项必填'],
    [
      'a log-in given twice',
      'wei,张伟,w@example.test,,,\nwei,李娜,w@example.test,,dining,head',
      '3 姓名 与第 2 行同一账号所填的不一致',
    ],
    ['a line that is there twice', 'wei,张伟,w@example.test,,,\nwei,张伟,w@example.test,,,', '3 与第 2 行重复'],
    ['a line that is too wide', 'wei,张伟,w@example.test,,dining,head,more', '2 这一行比标题行多出几格'],
    ['a quote that does not end', 'wei,"张伟,w@example.test,,,', '引号没有成对'],
  ])('are refused for %s, with line and column', async (_, lines, message) => {
    const refused = await upload(`${header}\n${lines}`)
    expect(refused.status).toBe(422)
    expect(textOf(refused.text)).toContain(message)
    expect(textOf(refused.text)).toContain('尚未写入任何内容')
    expect(formWith(refused.text, 'source').fields.source).toContain(lines.split('\n')[0])
    expect(await staff()).toHaveLength(1)
  })

  test.each([
    ['a column that is unknown', '账号,工资\nwei,1', '标题行里的“工资”不认识'],
    ['a column that is there twice', '账号,姓名,name\nwei,a,b', '“name”这一列出现了两次'],
    ['a column that is missing', '姓名,邮箱\n张伟,w@example.test', '缺少“账号”这一列'],
    ['having nobody in it', header, '表格里没有人员'],
    ['being too long', `${header}\n${'x\n'.repeat(5001)}`, '超过 5000 行'],
  ])('are refused for %s', async (_, text, message) => {
    expect(textOf((await upload(text)).text)).toContain(message)
  })

  test('are refused for what is no table, and for one that is too large', async () => {
    expect(textOf((await upload(Buffer.from([0xff, 0x81, 0x20, 0xff]))).text)).toContain('不是文本表格')
    expect((await upload(Buffer.alloc(1024 * 1024 + 1, 'x'))).status).toBe(413)
  })

  test('who left are named, and not called back by a table', async () => {
    await addTestPerson(deps, 'gone')
    await deps.db.update(people).set({ active: false }).where(eq(people.login, 'gone'))
    expect(textOf((await upload(table('gone,走了,,,,'))).text)).toContain('2 账号 此账号已停用')
  })

  test('are taken in as a whole or not at all, when others were faster', async () => {
    const preview = await upload(twoPeople)
    await addTestPerson(deps, 'li.na', { name: '李娜' })
    const late = await confirm(preview.text)
    expect(late.status).toBe(409)
    expect(textOf(late.text)).toContain('刚才没有写入')
    expect(textOf(late.text)).toContain('将添加 1 人，更新 1 人')
    expect(await staff()).toHaveLength(2)
  })

  test('are a matter of administrators', async () => {
    await addTestPerson(deps, 'head', { posts: [['head', 'dining']] })
    const head = await signIn(app, 'head')
    for (const path of ['/people/import', '/people/import/template', '/people/import/everybody']) {
      expect((await head.get(path)).status).toBe(403)
    }
    const { text } = await head.get('/people')
    const sent = await head.post('/people/import/confirmed').field({ _csrf: csrfIn(text), source: twoPeople })
    expect(sent.status).toBe(403)
    const forged = await admin.post('/people/import').field('source', twoPeople)
    expect(forged.status).toBe(403)
  })

  test('go out as the table that they can come in by, and no cell is calculated', async () => {
    await takeIn(twoPeople)
    await deps.db.update(people).set({ name: '=1+1' }).where(eq(people.login, 'li.na'))
    const { text, headers } = await admin.get('/people/import/everybody')
    expect(headers['content-disposition']).toContain('attachment')
    expect(text).toContain(`"li.na","'=1+1"`)
    const read = csvLines(text)
    expect('lines' in read && read.lines).toHaveLength(5)
    expect(textOf((await upload(text)).text)).toContain('没有需要写入的内容')
    expect(textOf((await upload((await admin.get('/people/import/template')).text)).text)).toContain(
      '没有需要写入的内容',
    )
  })

  test('may be two thousand, with as many statements for each thousand as for one', async () => {
    const lines = (count: number, from: number) =>
      Array.from({ length: count }, (_, index) => {
        const login = `p${from + index}`
        return `${login},人${login},${login}@example.test,,dining,handler`
      })
    // every statement that writes people or posts raises the organisation's version by one
    const statements = async (source: string) => {
      const before = await version(deps)
      const { text } = await takeIn(source)
      return { text, count: (await version(deps)) - before }
    }
    const few = await statements(table(...lines(10, 0)))
    const many = await statements(table(...lines(2000, 10)))
    expect(await staff()).toHaveLength(2011)
    expect(many.text.match(/<code>/g)).toHaveLength(2000)
    expect([few.count, many.count]).toEqual([2, 4])
  }, 120_000)
})

async function version({ db }: Deps): Promise<number> {
  const [row] = await db.select().from(organisationVersion)
  return row?.version ?? 0
}
