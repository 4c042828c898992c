import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { openDatabase } from '../support/databases.ts'
import { makeTestDeps } from '../support/deps.ts'
import { type Agent, addTestPerson, csrfIn, signIn, submitForm, testPassword } from '../support/sign-in.ts'

let deps: Deps
let app: ReturnType<typeof createApp>
let agent: Agent

beforeAll(async () => {
  deps = await makeTestDeps({ connection: await openDatabase() })
  app = createApp(deps)
  await addTestPerson(deps, 'rep')
  agent = await signIn(app, 'rep')
})
afterAll(() => closeDeps(deps))

const label = async (headers: Record<string, string>, fields: object = {}) => {
  const { text } = await agent.get('/account')
  return agent
    .post('/account/tokens')
    .set(headers)
    .type('form')
    .send({ _csrf: csrfIn(text), label: 'x', ...fields })
}

describe('every answer', () => {
  test('forbids scripts and styles of others, frames and sniffing', async () => {
    const { headers } = await request(app).get('/log-in')
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(headers['content-security-policy']).toContain("img-src 'self' data:")
    expect(headers['content-security-policy']).not.toMatch(/unsafe|upgrade-insecure/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['strict-transport-security']).toBeUndefined()
  })

  test('keeps to what that policy allows: no inline script, style or handler', async () => {
    for (const path of ['/account', '/people', '/people/rep', '/nothing']) {
      const { text } = await agent.get(path)
      expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:/i)
    }
  })

  test('behind https carries a Secure cookie and asks browsers to stay with https', async () => {
    const secure = createApp({ ...deps, config: { ...deps.config, baseUrl: 'https://redress.example' } })
    const { headers } = await request(secure).get('/log-in').set('X-Forwarded-Proto', 'https')
    expect(headers['set-cookie']?.[0]).toMatch(/; Secure/)
    expect(headers['strict-transport-security']).toBeDefined()
  })

  test('serves the style sheet under an address that may be kept for a year', async () => {
    const { text } = await request(app).get('/log-in')
    for (const [, href] of text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)) {
      const { status, headers } = await request(app).get(href as string)
      expect([status, headers['content-type'], headers['cache-control']]).toEqual([
        200,
        'text/css; charset=utf-8',
        'public, max-age=31536000, immutable',
      ])
    }
    expect((await request(app).get('/assets/old/css/redress.css')).status).toBe(404)
  })
})

describe('a form', () => {
  test('without its token, or with a foreign one, is refused with advice', async () => {
    for (const fields of [{ _csrf: undefined }, { _csrf: 'x'.repeat(64) }, { _csrf: ['a', 'b'] }]) {
      const answer = await label({}, fields)
      expect(answer.status).toBe(403)
      expect(answer.text).toContain('刷新后重新提交')
    }
  })

  test.each([
    ['Origin', 'https://evil.example'],
    ['Origin', 'null'],
    ['Origin', 'not an origin'],
    ['Sec-Fetch-Site', 'cross-site'],
    ['Sec-Fetch-Site', 'same-site'],
  ])('sent by another site is refused: %s %s', async (header, value) => {
    expect((await label({ [header]: value })).status).toBe(403)
  })

  test('sent by our own page is taken', async () => {
    const own = { Origin: deps.config.baseUrl, 'Sec-Fetch-Site': 'same-origin' }
    expect((await label(own)).status).toBe(201)
  })

  test('to log in needs its token as well', async () => {
    const answer = await request(app).post('/log-in').type('form').send({ login: 'rep', password: testPassword })
    expect(answer.status).toBe(403)
  })
})

describe('what cannot be read is refused, never our fault', () => {
  test.each(['/%00', '/people/%E0%A4%A', '/people/a%00b', '/people?x=%ff', '/%'])('address %s', async path => {
    expect((await agent.get(path)).status).toBe(400)
  })

  test.each([
    ['NUL', { label: 'a\0b' }],
    ['a __proto__ key', { 'a[__proto__][b]': 'x', label: { __proto__x: '1' } }],
    ['lists where text belongs', { label: ['a', 'b'] }],
    ['too much text', { label: 'x'.repeat(100_000) }],
  ])('a form with %s', async (_what, fields) => {
    const answer = await label({}, fields)
    expect(answer.status).toBe(422)
  })

  test('a form of more than 2 MB', async () => {
    const answer = await label({}, { label: 'x'.repeat(2_100_000) })
    expect(answer.status).toBe(413)
    expect(answer.text).toContain('2 MB')
  })

  test('a form in another content type', async () => {
    const answer = await agent.post('/account/tokens').send({ label: 'x' })
    expect(answer.status).toBe(403)
  })

  test('text marked up as HTML is shown as text', async () => {
    const { text } = await label({}, { label: '<img src=x onerror=alert(1)>' })
    expect(text).toContain('&lt;img src&#x3D;x')
    expect(text).not.toContain('<img src=x')
  })
})

describe('the API answers in JSON', () => {
  const api = (body: string | object, type = 'application/json') =>
    request(app).post('/api/v1/tokens').set('Content-Type', type).send(body)

  test.each([
    ['malformed JSON', '{"login":', 'application/json', 400],
    ['another content type', 'login=rep', 'application/x-www-form-urlencoded', 415],
    ['an unknown character set', '{}', 'application/json; charset=klingon', 415],
    ['NUL', '{"login":"a\\u0000","password":"x"}', 'application/json', 422],
    ['half a surrogate pair', '{"login":"\\ud800","password":"x"}', 'application/json', 422],
    ['a __proto__ key', '{"login":"a","password":"x","__proto__":{"a":1}}', 'application/json', 422],
    ['a list', '[]', 'application/json', 422],
    ['nesting without end', `{"login":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'application/json', 422],
    ['too much', JSON.stringify({ login: 'x'.repeat(2_100_000) }), 'application/json', 413],
  ])('to %s', async (_what, body, type, status) => {
    const answer = await api(body, type)
    expect(answer.status).toBe(status)
    expect(answer.body.error).toMatchObject({ code: expect.any(String), message: expect.stringMatching(/./) })
  })

  test('to a body that is nested too deep, and names the field', async () => {
    const nested = (levels: number) => api(`{"login":${'['.repeat(levels)}${']'.repeat(levels)}}`)
    const { error } = (await nested(5000)).body
    expect(error).toMatchObject({ code: 'invalid', rule: 'nested-too-deep', message: expect.stringContaining('嵌套') })
    expect(error.fields.login).toContain('嵌套层数太多（最多 20 层）')
    expect((await nested(20)).body.error.rule).toBe('shape')
    expect((await nested(21)).body.error.rule).toBe('nested-too-deep')
  })

  test('to an unknown call, and to one without a token', async () => {
    expect((await request(app).get('/api/v2/x')).body.error.code).toBe('not-found')
    const unknown = await request(app).get('/api/v1/nothing')
    expect([unknown.status, unknown.body.error.code]).toEqual([401, 'unauthenticated'])
    expect(unknown.headers['www-authenticate']).toBe('Bearer')
  })

  test('in the language that is asked for', async () => {
    const answer = (language: string) => request(app).get('/api/v1/x').set('Accept-Language', language)
    expect((await answer('en')).body.error.message).toMatch(/log/i)
    expect((await answer('zh-CN')).body.error.message).toContain('令牌')
  })

  test('and knows nobody by their cookie', async () => {
    expect((await agent.get('/api/v1/complaints')).status).toBe(401)
  })
})

test('somebody who is not signed in is led to the log-in, whatever the address', async () => {
  for (const path of ['/', '/people', '/account', '/complaints/TS-20261121-0001', '/nothing']) {
    const { status, headers } = await request(app).get(path)
    expect([status, headers.location]).toEqual([303, `/log-in?to=${encodeURIComponent(path)}`])
  }
})

test('a page that does not exist says so and shows the way home', async () => {
  const { status, text } = await agent.get('/nothing')
  expect(status).toBe(404)
  expect(text).toContain('没有找到')
  expect(text).toContain('href="/"')
})

test('a form submitted with what its page holds is taken', async () => {
  expect((await submitForm(agent, '/account', '/account/tokens', { label: '呼叫中心' })).status).toBe(201)
})
