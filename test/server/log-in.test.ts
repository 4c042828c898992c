import { eq, sql } from 'drizzle-orm'
import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { people, sessions } from '../../db/schema.ts'
import { createApp } from '../../server/app.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { SessionStore } from '../../server/web/session-store.ts'
import { emptyTables, openDatabase } from '../support/databases.ts'
import { clockAt, makeTestDeps, type TestClock } from '../support/deps.ts'
import { listen } from '../support/listen.ts'
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

const tryToLogIn = (login: string, password: string) =>
  submitForm(request.agent(app), '/log-in', '/log-in', { login, password })

describe('logging in', () => {
  test('leads to the page that was asked for', async () => {
    const agent = request.agent(app)
    const asked = await agent.get('/account?x=1').expect(303)
    expect(asked.headers.location).toBe('/log-in?to=%2Faccount%3Fx%3D1')
    const page = await agent.get(asked.headers.location as string)
    const to = /name="to" value="([^"]+)"/.exec(page.text)?.[1]?.replace('&#x3D;', '=')
    const fields = { _csrf: csrfIn(page.text), to, login: 'rep', password: testPassword }
    const answer = await agent.post('/log-in').type('form').send(fields)
    expect(answer.headers.location).toBe('/account?x=1')
    expect((await agent.get('/account')).text).toContain('林晓雯')
  })

  test('is stored before its answer begins, because browsers follow a redirect at its first line', async () => {
    const { server, address } = await listen()
    server.on('request', app)
    const page = await request(address).get('/log-in')
    const cookie = String(page.headers['set-cookie']).split(';')[0] ?? ''
    const { set } = SessionStore.prototype
    let stored = 0
    const slowStore = vi.spyOn(SessionStore.prototype, 'set').mockImplementation(function (
      this: SessionStore,
      sid,
      content,
      done = () => {},
    ) {
      set.call(this, sid, content, error => {
        setTimeout(() => {
          stored += 1
          done(error)
        }, 100)
      })
    })
    const body = new URLSearchParams({ _csrf: csrfIn(page.text), login: 'rep', password: testPassword })
    const answer = await fetch(`${address}/log-in`, { method: 'POST', redirect: 'manual', headers: { cookie }, body })
    expect({ status: answer.status, stored }).toEqual({ status: 303, stored: 1 })
    slowStore.mockRestore()
    server.closeAllConnections()
    server.close()
  })

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example/', 'javascript:alert(1)', '/\t/evil.example'])(
    'does not lead to %j',
    async to => {
      const answer = await submitForm(request.agent(app), '/log-in', '/log-in', {
        to,
        login: 'rep',
        password: testPassword,
      })
      expect(answer.headers.location).toMatch(/^\/(?![/\\])/)
      expect(answer.headers.location).not.toContain('evil.example/')
    },
  )

  test.each([
    '/.//evil.example',
    '/./\\evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    '/\t//evil.example',
  ])('leads nobody who is logged in already to %j', async to => {
    const agent = await signIn(app, 'rep', testPassword)
    const answer = await agent.get(`/log-in?${new URLSearchParams({ to })}`)
    expect(answer.headers.location).toMatch(/^\/(?![/\\])/)
  })

  test('with a wrong password says so, keeps the log-in and not the password', async () => {
    const answer = await tryToLogIn('rep', 'not this one')
    expect(answer.status).toBe(401)
    expect(answer.text).toContain('账号或密码不正确')
    expect(answer.text).toContain('value="rep"')
    expect(answer.text).not.toContain('not this one')
  })

  test('answers alike for a log-in that nobody has', async () => {
    const [nobody, wrong] = [await tryToLogIn('nobody', 'x'), await tryToLogIn('rep', 'x')]
    expect(nobody.status).toBe(wrong.status)
    expect(nobody.text).toContain('账号或密码不正确')
  })

  test('is refused to somebody whose account is inactive, whose open session ends', async () => {
    const agent = await signIn(app, 'rep')
    await deps.db.update(people).set({ active: false }).where(eq(people.login, 'rep'))
    expect((await agent.get('/account')).headers.location).toContain('/log-in')
    expect((await tryToLogIn('rep', testPassword)).status).toBe(401)
  })
})

describe('failed attempts', () => {
  test('close a log-in for a quarter of an hour, even for the right password', async () => {
    for (let n = 0; n < 10; n++) expect((await tryToLogIn('rep', 'wrong')).status).toBe(401)
    const refused = await tryToLogIn('rep', testPassword)
    expect(refused.status).toBe(429)
    expect(refused.headers['retry-after']).toBe('900')
    expect(refused.text).toContain('15 分钟')
    clock.advance(15)
    expect((await tryToLogIn('rep', testPassword)).status).toBe(303)
  })

  test('close an address that tries many log-ins', async () => {
    await addTestPerson(deps, 'centre')
    for (let n = 0; n < 50; n++) await tryToLogIn(`guess${n}`, 'wrong')
    expect((await tryToLogIn('centre', testPassword)).status).toBe(429)
  })

  test('are all that counts: whoever knows the password may come as often as they like', async () => {
    for (let n = 0; n < 60; n++) expect((await tryToLogIn('rep', testPassword)).status).toBe(303)
  })

  test('sent all at once count one by one', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => tryToLogIn('rep', 'wrong')))
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true)
    expect((await tryToLogIn('rep', testPassword)).status).toBe(429)
  })
})

describe('a session', () => {
  test('gets a new id at log-in, and only its hash is stored', async () => {
    const agent = request.agent(app)
    const page = await agent.get('/log-in')
    const before = page.headers['set-cookie']?.[0]?.split(';')[0]
    const fields = { _csrf: csrfIn(page.text), login: 'rep', password: testPassword }
    const answer = await agent.post('/log-in').type('form').send(fields)
    const cookie = answer.headers['set-cookie']?.[0] as string
    expect(cookie.split(';')[0]).not.toBe(before)
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    expect(cookie).not.toMatch(/Secure/)
    const sid = decodeURIComponent(cookie).match(/s:([^.]+)\./)?.[1]
    const rows = await deps.db.select().from(sessions)
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(sid)
    expect(
      (
        await request(app)
          .get('/account')
          .set('Cookie', before as string)
      ).status,
    ).toBe(303)
  })

  test('ends after twelve hours without use, and lasts while it is used', async () => {
    const agent = await signIn(app, 'rep')
    for (let n = 0; n < 3; n++) {
      clock.advance(11 * 60)
      await agent.get('/account').expect(200)
    }
    clock.advance(12 * 60 + 1)
    expect((await agent.get('/account')).status).toBe(303)
  })

  test('is not written again by every page', async () => {
    const agent = await signIn(app, 'rep')
    const version = async () => (await deps.db.select({ xmin: sql<string>`xmin::text` }).from(sessions))[0]?.xmin
    await agent.get('/account')
    const written = await version()
    clock.advance(2)
    await agent.get('/account')
    expect(await version()).toBe(written)
    clock.advance(4)
    await agent.get('/account')
    expect(await version()).not.toBe(written)
  })

  test('ends by logging out', async () => {
    const agent = await signIn(app, 'rep')
    await submitForm(agent, '/account', '/log-out', {})
    expect((await agent.get('/account')).status).toBe(303)
    expect(await deps.db.select().from(sessions)).toEqual([])
  })

  /** What the log-in page carries for whoever filled in the form. */
  const carried = (page: string) =>
    /name="resume" value="([^"]+)"/.exec(page)?.[1]?.replaceAll('&quot;', '"').replaceAll('&#x3D;', '=')

  /** rep types something, and the session is over when it is sent. */
  async function lapsed() {
    await addTestPerson(deps, 'director')
    const agent = await signIn(app, 'rep')
    const page = await agent.get('/account')
    clock.advance(13 * 60)
    const fields = { _csrf: csrfIn(page.text), label: '呼叫中心' }
    const refused = await agent.post('/account/tokens').type('form').send(fields)
    expect(refused.status).toBe(401)
    const again = (login: string, page = refused.text) =>
      agent
        .post('/log-in')
        .type('form')
        .send({ _csrf: csrfIn(page), login, password: testPassword, resume: carried(page) })
    return { agent, page, refused, again }
  }

  test('that ended under a form offers to send what was typed after a new log-in', async () => {
    const { agent, refused, again } = await lapsed()
    expect(refused.text).toMatch(/name="login"[^>]*value="rep"|value="rep"[^>]*name="login"/)
    const { text } = await again('rep')
    expect(text).toContain('action="/account/tokens"')
    expect(text).toContain('name="label" value="呼叫中心"')
    expect(text).toMatch(/<dt>用途<\/dt><dd class="long">呼叫中心<\/dd>/)
    const sent = await agent
      .post('/account/tokens')
      .type('form')
      .send({ _csrf: csrfIn(text), label: '呼叫中心' })
    expect(sent.status).toBe(201)
  })

  test('that ended under a form never lets somebody else send it, nor shows them a word of it', async () => {
    const { agent, again } = await lapsed()
    const other = await again('director')
    expect(other.text).toContain('这份内容不是您填写的')
    expect(other.text).not.toContain('action="/account/tokens"')
    expect(other.text.replaceAll(/<input[^>]*>/g, '')).not.toContain('呼叫中心')
    const change = { _csrf: csrfIn(other.text), resume: carried(other.text) }
    const passed = await agent.post('/log-out').type('form').send(change)
    expect((await again('rep', passed.text)).text).toContain('name="label" value="呼叫中心"')
  })

  test('that ended under a form says so where nothing can be kept', async () => {
    const { page } = await lapsed()
    const forged = csrfIn(page.text).replace('.rep.', '.director.')
    const { status, text } = await request(app).post('/account/tokens').type('form').send({ _csrf: forged, label: 'x' })
    expect(status).toBe(401)
    expect(text).toContain('刚才的内容没有保存')
    expect(text).not.toContain('name="resume"')
  })

  test('that began anew in another tab leaves what was typed in the old one to be sent', async () => {
    const { agent, page, again } = await lapsed()
    await again('rep')
    const old = { _csrf: csrfIn(page.text), label: '客服大屏' }
    const kept = await agent.post('/account/tokens').type('form').send(old)
    expect(kept.status).toBe(403)
    expect(kept.text).toContain('name="label" value="客服大屏"')
    const sent = await agent
      .post('/account/tokens')
      .type('form')
      .send({ ...old, _csrf: csrfIn(kept.text) })
    expect(sent.status).toBe(201)
  })

  test('of somebody else in another tab sends nothing that was typed in the old one', async () => {
    const { agent, page, refused } = await lapsed()
    await agent
      .post('/log-in')
      .type('form')
      .send({ _csrf: csrfIn(refused.text), login: 'director', password: testPassword })
    const old = await agent
      .post('/account/tokens')
      .type('form')
      .send({ _csrf: csrfIn(page.text), label: '客服大屏' })
    expect(old.status).toBe(403)
    expect(old.text).toContain('这份内容不是您填写的')
    expect(old.text).not.toContain('action="/account/tokens"')
  })
})
