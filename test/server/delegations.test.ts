import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditLog, delegations, departments, notices, people } from '../../db/schema.ts'
import { createApp } from '../../server/app.ts'
import { loadOrganisation } from '../../server/cases/organisation.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { standIns } from '../../workflows/organisation/stand-ins.ts'
import { emptyTables, openDatabase } from '../support/databases.ts'
import { makeTestDeps } from '../support/deps.ts'
import { type Agent, addTestPerson, signIn, submitForm } from '../support/sign-in.ts'

let deps: Deps
let app: ReturnType<typeof createApp>
let head: Agent

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
  await addTestPerson(deps, 'deputy', { name: '何蔓', posts: [['handler', 'dining']] })
  await addTestPerson(deps, 'other', { name: '韩雪', posts: [['handler', 'dining']] })
  head = await signIn(app, 'head')
})

const hours = (count: number) => new Date(deps.now().getTime() + count * 3_600_000).toISOString()
const absence = (more: Record<string, string> = {}) => ({
  delegate: 'deputy',
  startsAt: hours(-1),
  endsAt: hours(48),
  ...more,
})
const deputise = (who: Agent, fields: Record<string, string>) => submitForm(who, '/delegations', '/delegations', fields)
const deciders = async () =>
  standIns(await loadOrganisation(deps.db), 'head', 'dining', [], deps.now().toISOString()).map(one => one.person)

describe('the page of delegations', () => {
  test('hands one’s posts over for a time, with both names on record', async () => {
    const answer = await deputise(head, absence({ role: 'head' }))
    expect(answer.headers.location).toBe('/delegations?done=delegated')
    expect(await deciders()).toEqual(['deputy'])
    const [deed] = await deps.db.select().from(auditLog)
    expect(deed).toMatchObject({ person: 'head', key: 'head', action: 'delegated', details: { delegate: 'deputy' } })
  })

  test('tells the deputy on their work page, and lists it for everybody among the people', async () => {
    await deputise(head, absence())
    const deputy = await signIn(app, 'deputy')
    expect((await deputy.get('/')).text).toContain('您正在代理郭建平（全部职务）')
    expect((await deputy.get('/people')).text).toContain('何蔓 代理 郭建平')
    expect((await deputy.get('/delegations')).text).toContain('何蔓 代理 郭建平')
  })

  test('ends one that runs, and takes back one that has not begun', async () => {
    await deputise(head, absence())
    await deputise(head, absence({ startsAt: hours(72), endsAt: hours(96) }))
    const rows = await deps.db.select().from(delegations).orderBy(delegations.startsAt)
    for (const { id } of rows) await submitForm(head, '/delegations', `/delegations/${id}/end`, {})
    const [ended, ...rest] = await deps.db.select().from(delegations)
    expect(rest).toEqual([])
    expect(new Date(ended?.endsAt ?? 0).toISOString()).toBe(deps.now().toISOString())
  })

  test.each([
    ['to oneself', { delegate: 'head' }, '不能由本人代理本人'],
    ['to nobody', { delegate: 'nobody' }, '没有这个人'],
    ['backwards', { endsAt: '2020-01-01T00:00' }, '结束时间'],
    ['for longer than a year', { endsAt: '2099-01-01T00:00' }, '一次委托最多一年'],
    ['of a post one does not hold', { role: 'director' }, '没有这个职务'],
  ])('refuses one %s and says why', async (_, wrong, words) => {
    const answer = await deputise(head, absence(wrong))
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
    expect(await deps.db.select().from(delegations)).toEqual([])
  })

  test('refuses a second deputy for the same time', async () => {
    await deputise(head, absence())
    expect((await deputise(head, absence({ delegate: 'other' }))).text).toContain('这段时间已指定过代理人')
  })

  test('refuses whoever has no part in cases, and for a leader whoever decides nothing', async () => {
    await addTestPerson(deps, 'auditor', { name: '查账', posts: [['auditor', 'park']] })
    await addTestPerson(deps, 'director', { name: '顾长河', posts: [['director', 'park']] })
    const director = await signIn(app, 'director')
    for (const delegate of ['admin', 'auditor', 'deputy'])
      expect((await deputise(director, absence({ delegate }))).text).toContain('此人不能代理')
    expect((await director.get('/delegations')).text).not.toMatch(/<option value="(admin|auditor|deputy)"/)
    expect((await deputise(director, absence({ delegate: 'head' }))).status).toBe(303)
  })

  test('refuses an administrator who makes themselves the deputy, also with a post of their own', async () => {
    await addTestPerson(deps, 'both', {
      name: '兼任',
      posts: [
        ['admin', 'park'],
        ['head', 'dining'],
      ],
    })
    const both = await signIn(app, 'both')
    const answer = await deputise(both, absence({ delegator: 'head', delegate: 'both' }))
    expect(answer.text).toContain('管理员不能指定自己代理他人')
    expect(await deps.db.select().from(delegations)).toEqual([])
  })

  test('refuses a deputy who is away meanwhile', async () => {
    await deputise(await signIn(app, 'admin'), absence({ delegator: 'deputy', delegate: 'other' }))
    expect((await deputise(head, absence())).text).toContain('此人在这段时间内也委托了他人代理')
  })

  describe('a deputy who goes away too', () => {
    const another = () => absence({ delegate: 'other', startsAt: hours(1), endsAt: hours(24) })
    const again = (who: Agent, more: Record<string, string> = {}) => deputise(who, { ...another(), ...more })

    test('is told for whom they do not answer meanwhile, before it counts', async () => {
      await deputise(head, absence())
      const deputy = await signIn(app, 'deputy')
      const remark = await again(deputy)
      expect(remark.status).toBe(422)
      expect(remark.text).toContain('交出职务的人本身是郭建平的代理人。代理来的职务不随之转交，由郭建平的上一级办理')
      expect(remark.text).toContain('name="confirm"')
      expect(await deps.db.select().from(delegations)).toHaveLength(1)
      expect((await again(deputy, { confirm: 'yes' })).status).toBe(303)
      expect(await deps.db.select().from(delegations)).toHaveLength(2)
    })

    test('reads all their names as a list in their own language', async () => {
      await addTestPerson(deps, 'second', { name: '赵敏', posts: [['handler', 'dining']] })
      await deputise(head, absence())
      await deputise(await signIn(app, 'admin'), absence({ delegator: 'second' }))
      await deps.db.update(people).set({ language: 'en' }).where(eq(people.login, 'deputy'))
      expect((await again(await signIn(app, 'deputy'))).text).toContain('stands in for 郭建平, 赵敏 at that time')
    })

    test('passes nothing on to their own deputy: whoever relied on them is told', async () => {
      await deputise(head, absence())
      await again(await signIn(app, 'deputy'), { confirm: 'yes' })
      const told = await deps.db.select().from(notices).where(eq(notices.kind, 'deputy-away'))
      expect(told.map(one => [one.recipient, one.params])).toMatchObject([
        ['head', { delegator: 'head', delegate: 'deputy', startsAt: hours(1), endsAt: hours(24) }],
      ])
    })

    test('needs no remark where the times do not meet', async () => {
      await deputise(head, absence())
      expect((await again(await signIn(app, 'deputy'), { startsAt: hours(49), endsAt: hours(60) })).status).toBe(303)
    })

    test('is not made to answer for longer than they are there', async () => {
      await deputise(head, absence())
      await deputise(
        await signIn(app, 'deputy'),
        absence({ delegate: 'other', startsAt: hours(49), endsAt: hours(60) }),
      )
      const [row] = await deps.db.select().from(delegations).where(eq(delegations.delegator, 'head'))
      const until = { endsAt: hours(55) }
      const answer = await submitForm(head, '/delegations', `/delegations/${row?.id}/until`, until)
      expect(answer.text).toContain('此人在这段时间内也委托了他人代理')
    })
  })

  test('is for one’s own posts; administrators name deputies for others and end theirs', async () => {
    const deputy = await signIn(app, 'deputy')
    expect((await deputise(deputy, absence({ delegator: 'head', delegate: 'other' }))).status).toBe(403)
    const admin = await signIn(app, 'admin')
    await deputise(admin, absence({ delegator: 'head' }))
    const [row] = await deps.db.select().from(delegations)
    expect(row).toMatchObject({ delegator: 'head', delegate: 'deputy' })
    expect((await submitForm(deputy, '/delegations', `/delegations/${row?.id}/end`, {})).status).toBe(404)
    const answer = await submitForm(admin, '/delegations', `/delegations/${row?.id}/end`, {})
    expect(answer.headers.location).toBe('/delegations?done=delegation-ended')
  })
})
