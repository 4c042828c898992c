import { sql } from 'drizzle-orm'
import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { people, tokens } from '../../db/schema.ts'
import { createApp } from '../../server/app.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { emptyTables, openDatabase } from '../support/databases.ts'
import { clockAt, makeTestDeps, type TestClock } from '../support/deps.ts'
import { addTestPerson, csrfIn, signIn, submitForm, testPassword } from '../support/sign-in.ts'

let deps: Deps
let app: ReturnType<typeof createApp>
let clock: TestClock

beforeAll(async () => {
  clock = clockAt()
  deps = await makeTestDeps({ connection: await openDatabase(), clock })
  app = createApp(deps)
})
afterAll(() => closeDeps(deps))

beforeEach(async () => {
  await emptyTables(deps.connection)
  await addTestPerson(deps, 'rep', { name: '林晓雯' })
})

const getToken = (credentials: object) => request(app).post('/api/v1/tokens').send(credentials)
const callWith = (token: string) => request(app).get('/api/v1/nothing').set('Authorization', `Bearer ${token}`)

describe('changing the password', () => {
  const change = (agent: Awaited<ReturnType<typeof signIn>>, fields: Record<string, string>) =>
    submitForm(agent, '/account', '/account/password', {
      current: testPassword,
      password: 'a whole new sentence',
      again: 'a whole new sentence',
      ...fields,
    })

  test('ends the other sessions and keeps this one', async () => {
    const [desk, phone] = [await signIn(app, 'rep'), await signIn(app, 'rep')]
    expect((await change(desk, {})).headers.location).toBe('/account?done=password-changed')
    expect((await desk.get('/account?done=password-changed')).text).toContain('密码已修改')
    expect((await phone.get('/account')).status).toBe(303)
    await signIn(app, 'rep', 'a whole new sentence')
  })

  test('ends the tokens too, for whoever knew the old password may have made one', async () => {
    const { body } = await getToken({ login: 'rep', password: testPassword })
    expect((await callWith(body.token)).status).toBe(404)
    const agent = await signIn(app, 'rep')
    expect((await agent.get('/account')).text).toContain('修改密码即全部失效')
    await change(agent, {})
    expect((await callWith(body.token)).status).toBe(401)
  })

  test.each([
    [{ current: 'not this one' }, '当前密码不正确'],
    [{ password: 'short', again: 'short' }, '至少填写 10 个字符'],
    [{ again: 'something else' }, '两次输入的密码不一致'],
    [{ current: '' }, '此项必填'],
  ])('is refused with %j', async (fields, message) => {
    const agent = await signIn(app, 'rep')
    const answer = await change(agent, fields as Record<string, string>)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(message)
    await signIn(app, 'rep', testPassword)
  })

  test('is whole or not at all', async () => {
    const agent = await signIn(app, 'rep')
    await deps.db.execute(sql`alter table tokens rename to tokens_away`)
    const answer = await change(agent, {})
    await deps.db.execute(sql`alter table tokens_away rename to tokens`)
    expect(answer.status).toBe(500)
    await signIn(app, 'rep', testPassword)
  })

  test('is throttled like the log-in, so an open desk is no place to guess', async () => {
    const agent = await signIn(app, 'rep')
    for (let n = 0; n < 10; n++) expect((await change(agent, { current: 'guess' })).status).toBe(422)
    expect((await change(agent, {})).status).toBe(429)
  })
})

describe('the language', () => {
  test('follows the browser, then the choice at the log-in', async () => {
    const agent = request.agent(app)
    expect((await agent.get('/log-in').set('Accept-Language', 'en-GB,en;q=0.9')).text).toContain('Log in')
    expect((await agent.get('/log-in').set('Accept-Language', 'fr')).text).toContain('<html lang="zh-CN">')
    await agent.get('/log-in?lang=en')
    expect((await agent.get('/log-in').set('Accept-Language', 'zh-CN')).text).toContain('<html lang="en">')
  })

  test('of a person wins, and is switched on any page, which comes back', async () => {
    const agent = await signIn(app, 'rep')
    expect((await agent.get('/account').set('Accept-Language', 'en')).text).toContain('我的账号')
    const answer = await submitForm(agent, '/people?x=1', '/account/language', { language: 'en', to: '/people?x=1' })
    expect(answer.headers.location).toBe('/people?x=1')
    expect((await agent.get('/account')).text).toContain('My account')
  })

  test('is one of those we have', async () => {
    const agent = await signIn(app, 'rep')
    const answer = await submitForm(agent, '/account', '/account/language', { language: 'tlh', to: '//evil.example' })
    expect(answer.status).toBe(422)
  })
})

describe('an API token', () => {
  test('is given for log-in and password, opens the API for 30 days, and is stored as a hash', async () => {
    const { status, body } = await getToken({ login: 'rep', password: testPassword })
    expect(status).toBe(201)
    expect(body).toEqual({ token: expect.stringMatching(/^redress_/), expiresAt: '2026-12-21T02:00:00.000Z' })
    expect((await callWith(body.token)).status).toBe(404)
    expect(JSON.stringify(await deps.db.select().from(tokens))).not.toContain(body.token)
    clock.set('2026-12-21T02:00:00.000Z')
    expect((await callWith(body.token)).status).toBe(401)
    clock.set('2026-11-21T02:00:00.000Z')
  })

  test('is not given for a wrong password, and after ten not at all for a while', async () => {
    for (let n = 0; n < 10; n++) {
      const { status, body } = await getToken({ login: 'rep', password: 'wrong' })
      expect([status, body.error.code]).toEqual([401, 'wrong-password'])
    }
    const { status, body, headers } = await getToken({ login: 'rep', password: testPassword })
    expect([status, body.error.code, headers['retry-after']]).toEqual([429, 'throttled', '900'])
  })

  test('needs log-in and password and nothing else', async () => {
    const { status, body } = await request(app)
      .post('/api/v1/tokens')
      .set('Accept-Language', 'en')
      .send({ login: 'rep', admin: true })
    expect(status).toBe(422)
    expect(body.error.fields).toEqual({
      password: 'Please fill this in',
      admin: 'There is no such field; please remove it',
    })
  })

  test('made on the account page is shown once and can be revoked there', async () => {
    const agent = await signIn(app, 'rep')
    const made = await submitForm(agent, '/account', '/account/tokens', { label: '客户关系系统' })
    const token = /redress_[0-9a-f]{64}/.exec(made.text)?.[0] as string
    expect((await callWith(token)).status).toBe(404)
    const page = await agent.get('/account')
    expect(page.text).toContain('客户关系系统')
    expect(page.text).not.toContain(token)
    const revoke = /action="(\/account\/tokens\/\d+\/revoke)"/.exec(page.text)?.[1] as string
    await agent
      .post(revoke)
      .type('form')
      .send({ _csrf: csrfIn(page.text) })
    expect((await callWith(token)).status).toBe(401)
    expect((await agent.get('/account')).text).not.toContain('客户关系系统')
  })

  test('fetched over the API is called so on the account page, in the person’s language', async () => {
    await getToken({ login: 'rep', password: testPassword }).expect(201)
    await deps.db.update(people).set({ language: 'en' })
    await getToken({ login: 'rep', password: testPassword }).expect(201)
    const page = (await (await signIn(app, 'rep')).get('/account')).text
    expect(page).toContain('通过接口登录领取')
    expect(page).toContain('Fetched over the API')
  })

  test('of somebody else cannot be revoked', async () => {
    await addTestPerson(deps, 'centre')
    const { body } = await getToken({ login: 'centre', password: testPassword })
    const [row] = await deps.db.select().from(tokens)
    await submitForm(await signIn(app, 'rep'), '/account', `/account/tokens/${row?.id}/revoke`, {})
    expect((await callWith(body.token)).status).toBe(404)
  })

  test.each(['', 'Bearer', 'Bearer x', 'Basic cmVwOng=', `Bearer ${'x'.repeat(5000)}`])(
    'that is none opens nothing: %j',
    async header => {
      const { status } = await request(app).get('/api/v1/nothing').set('Authorization', header)
      expect(status).toBe(401)
    },
  )
})
