import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { auditLog, delegations, departments, notices, people } from '../../db/schema.ts'
import { createApp } from '../../server/app.ts'
import { handOverDelegation } from '../../server/delegations/hand-over.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { databases, emptyTables } from '../support/databases.ts'
import { makeTestDeps } from '../support/deps.ts'
import { type MailServer, openMailServer, partsOf } from '../support/mail-server.ts'
import { textOf } from '../support/pages.ts'
import { type Agent, addTestPerson, signIn, submitForm } from '../support/sign-in.ts'

describe.each(databases)('mails about delegations on $name', ({ open }) => {
  let deps: Deps
  let app: ReturnType<typeof createApp>
  let server: MailServer
  let head: Agent

  beforeAll(async () => {
    server = await openMailServer()
    const env = { SMTP_URL: server.url, MAIL_FROM: 'redress@winery.test' }
    deps = await makeTestDeps({ connection: await open(), env })
    app = createApp(deps)
  })
  afterAll(async () => {
    await closeDeps(deps)
    await server.close()
  })
  beforeEach(async () => {
    await emptyTables(deps.connection)
    server.received.length = 0
    await deps.db.insert(departments).values([
      { code: 'park', nameZh: '云栖酒庄', nameEn: 'Yunqi Winery', kind: 'park', parent: null },
      { code: 'dining', nameZh: '餐饮部', nameEn: 'Dining', kind: 'department', parent: 'park' },
    ])
    await addTestPerson(deps, 'admin', { name: '秦川', posts: [['admin', 'park']] })
    await addTestPerson(deps, 'head', { name: '郭建平', posts: [['head', 'dining']] })
    await addTestPerson(deps, 'deputy', { name: '何蔓', posts: [['handler', 'dining']] })
    head = await signIn(app, 'head')
  })

  const hours = (count: number) => new Date(deps.now().getTime() + count * 3_600_000).toISOString()
  const deputise = (who: Agent, fields: Record<string, string> = {}) =>
    submitForm(who, '/delegations', '/delegations', {
      ...{ delegate: 'deputy', startsAt: hours(-1), endsAt: hours(48), role: 'head' },
      ...fields,
    })
  const only = async () => (await deps.db.select().from(delegations))[0]
  const told = async () =>
    (await deps.db.select().from(notices).orderBy(asc(notices.id))).map(one => `${one.kind} ${one.recipient}`)
  const mailTo = async (login: string) => {
    const mine = () => server.received.filter(one => one.includes(`${login}@example.test`))
    await vi.waitFor(() => expect(mine().length).toBeGreaterThan(0), 20_000)
    return mine().at(-1) ?? ''
  }

  test('the deputy is told at once: for whom, as what, from when until when, by whom', async () => {
    await deputise(head)
    const raw = await mailTo('deputy')
    expect(raw).toMatch(/^Auto-Submitted: auto-generated$/m)
    expect(raw).toContain(`References: <delegation-${(await only())?.id}@winery.test>`)
    const [text] = partsOf(raw)
    for (const words of [
      '何蔓代理郭建平（部门负责人）',
      '您是代理人，或由您交出职务',
      '郭建平的审批和待办由何蔓办理',
      '开始：2026年11月21日 09:00（北京时间）',
      '结束：2026年11月23日 10:00（北京时间）',
      '操作人：郭建平',
      '/delegations',
    ])
      expect(text).toContain(words)
    expect(await told()).toEqual(['delegated deputy'])
  })

  test('in the deputy’s language', async () => {
    await deps.db.update(people).set({ language: 'en' }).where(eq(people.login, 'deputy'))
    await deputise(head)
    expect(partsOf(await mailTo('deputy'))[0]).toContain('何蔓 stands in for 郭建平')
  })

  test('who is away hears of it too when somebody else arranged it', async () => {
    await deputise(await signIn(app, 'admin'), { delegator: 'head' })
    expect((await told()).sort()).toEqual(['delegated deputy', 'delegated head'])
  })

  test('another end is told, and stands on the page and on record', async () => {
    await deputise(head)
    const id = (await only())?.id
    const until = { endsAt: '2026-11-30T18:00' }
    const answer = await submitForm(head, '/delegations', `/delegations/${id}/until`, until)
    expect(answer.headers.location).toBe('/delegations?done=delegation-changed')
    expect(await told()).toEqual(['delegated deputy', 'delegation-changed deputy'])
    await submitForm(head, '/delegations', `/delegations/${id}/until`, { endsAt: '2026-12-01T18:00' })
    expect(await told()).toHaveLength(3)
    const deputy = await signIn(app, 'deputy')
    expect(textOf((await deputy.get('/')).text)).toContain('至 2026-12-01 18:00')
    expect((await deps.db.select().from(auditLog)).map(one => one.action)).toContain('delegation-changed')
  })

  test.each([
    ['in the past', '2020-01-01T00:00', '结束时间已经过去'],
    ['that is no time', 'soon', '请填写有效的'],
  ])('an end %s is refused at its field, and nobody is told', async (_, endsAt, words) => {
    await deputise(head)
    const id = (await only())?.id
    const answer = await submitForm(head, '/delegations', `/delegations/${id}/until`, { endsAt })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
    expect(answer.text).toContain(`id="until-${id}-endsAt-error"`)
    expect(await told()).toEqual(['delegated deputy'])
  })

  test('an early end is told once, however often it is clicked; one taken back before it began as well', async () => {
    await deputise(head)
    const id = (await only())?.id
    for (const _ of [1, 2]) await submitForm(head, '/delegations', `/delegations/${id}/end`, {})
    const gone = await submitForm(head, '/delegations', `/delegations/${id}/until`, { endsAt: hours(90) })
    expect(gone.status).toBe(404)
    await deputise(head, { startsAt: hours(100), endsAt: hours(120) })
    const later = (await deps.db.select().from(delegations).orderBy(asc(delegations.id))).at(-1)
    await submitForm(head, '/delegations', `/delegations/${later?.id}/end`, {})
    expect(await told()).toEqual([
      'delegated deputy',
      'delegation-ended deputy',
      'delegated deputy',
      'delegation-withdrawn deputy',
    ])
  })

  test('a successor of the deputy is told as the deputy was, and who is away learns the new name', async () => {
    await addTestPerson(deps, 'next', { name: '贺一鸣', posts: [['handler', 'dining']] })
    await deputise(head)
    await handOverDelegation(deps, 'admin', String((await only())?.id), 'deputy', 'next')
    expect((await told()).slice(1).sort()).toEqual(['delegated head', 'delegated next', 'delegation-ended deputy'])
  })

  test('a delegation that is refused tells nobody', async () => {
    await deputise(head, { delegate: 'head' })
    expect(await told()).toEqual([])
  })

  test('the outbox shows them to those they went to, to those who see all, and to the administrator', async () => {
    await deputise(head)
    const [row] = await deps.db.select().from(notices)
    const deputy = await signIn(app, 'deputy')
    expect((await deputy.get('/outbox')).text).toContain('何蔓代理郭建平')
    expect((await deputy.get(`/outbox/${row?.id}`)).text).toContain('由您交出职务')
    const admin = await signIn(app, 'admin')
    expect((await admin.get('/outbox')).text).toContain('何蔓代理郭建平')
    expect((await admin.get(`/outbox/${row?.id}`)).text).toContain('邮件正文只有收件人和审计能看')
    expect((await head.get(`/outbox/${row?.id}`)).status).toBe(404)
  })
})
