import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type ApiTest, type Caller, startApi } from '../support/api.ts'
import { openDatabase } from '../support/databases.ts'
import { payloads } from '../support/payloads.ts'

const opening = {
  ...payloads.open,
  category: 'service',
  amount: '800',
  department: 'dining',
  handler: 'handler.dining',
}

let api: ApiTest
let head: Caller
let number: string
beforeAll(async () => {
  api = await startApi({ open: openDatabase })
  head = await api.as('head.dining')
})
afterAll(() => api.close())
beforeEach(async () => {
  number = await (await api.as('rep')).open(opening)
})

const send = (caller: Caller, event: object) => caller.post(`/complaints/${number}/events`, event)

describe('the reasons of a refusal come in this order:', () => {
  test('401 for nobody', async () => {
    await request(api.app).post(`/api/v1/complaints/${number}/events`).send({ type: 'arrive' }).expect(401)
  })

  test('404 for a case out of sight, whatever else is wrong', async () => {
    const stranger = await api.as('head.cellar')
    for (const event of [
      { type: 'arrive', ...payloads.arrive },
      { type: 'nonsense' },
      { type: 'arrive', revision: 'x' },
    ]) {
      expect((await send(stranger, event).expect(404)).body.error.code).toBe('not-found')
    }
  })

  test('422 for the shape, before an outdated revision', async () => {
    const answer = await send(head, { type: 'arrive', method: 'by-horse', revision: 999 }).expect(422)
    expect(Object.keys(answer.body.error.fields)).toEqual(['method', 'summary'])
  })

  test('409 for an outdated revision, before the stage', async () => {
    const answer = await send(head, { type: 'approve', revision: 999 }).expect(409)
    expect(answer.body.error.code).toBe('stale')
  })

  test('409 for the stage, before the duty', async () => {
    const answer = await send(await api.as('rep'), { type: 'approve' }).expect(409)
    expect(answer.body.error.code).toBe('not-in-this-stage')
  })

  test('403 for the duty, before the rule', async () => {
    const same = { type: 'transfer', department: 'dining', reason: '请再看看' }
    const handler = await send(await api.as('handler.dining'), same).expect(403)
    expect(handler.body.error).toMatchObject({ code: 'not-permitted', rule: 'not-on-duty' })
    const answer = await send(head, same).expect(422)
    expect(answer.body.error).toMatchObject({
      code: 'invalid',
      rule: 'same-department',
      fields: { department: expect.any(String) },
    })
  })
})

describe('every refusal', () => {
  test.each<[number, string, object]>([
    [409, 'not-in-this-stage', { type: 'approve' }],
    [409, 'stale', { type: 'approve', revision: 999 }],
    [422, 'shape', { type: 'pause', reasonCode: 'weather' }],
    [422, 'shape', { type: 'nonsense' }],
  ])('%i names its rule: %s', async (status, rule, event) => {
    expect((await send(head, event).expect(status)).body.error.rule).toBe(rule)
  })

  test('so do those for what is not there and for nobody', async () => {
    expect((await head.get('/complaints/TS-20000101-0001').expect(404)).body.error.rule).toBe('not-found')
    expect((await request(api.app).get('/api/v1/complaints').expect(401)).body.error.rule).toBe('unauthenticated')
  })
})

describe('an event', () => {
  test('cannot bring who sent it or when', async () => {
    const answer = await send(head, { type: 'arrive', ...payloads.arrive, by: 'director', at: '2020-01-01T00:00:00Z' })
    expect(answer.status).toBe(422)
    expect(Object.keys(answer.body.error.fields)).toEqual(['by', 'at'])
  })

  test.each(['xstate.stop', 'xstate.init', '__proto__', 'constructor', 'open', '', 7, null, ['arrive']])(
    'of type %j does not exist',
    async type => {
      const { error } = (await send(head, { type }).expect(422)).body
      expect(error.fields.type).toContain('没有这种操作')
    },
  )

  test('of the clock is not for people', async () => {
    const answer = await send(head, { type: 'deadline-reach', ...payloads['deadline-reach'] }).expect(403)
    expect(answer.body.error.rule).toBe('clock-only')
  })

  test.each(['3', 1.5, -1, null, 1e300])('with the revision %j is refused', async revision => {
    const answer = await send(head, { type: 'arrive', ...payloads.arrive, revision }).expect(422)
    expect(Object.keys(answer.body.error.fields)).toEqual(['revision'])
  })

  test('is not held up by a note that came between, but by everything else', async () => {
    const { revision } = (await head.get(`/complaints/${number}`)).body
    await head.send(number, { type: 'note', ...payloads.note })
    const after = await head.send(number, { type: 'arrive', ...payloads.arrive, revision })
    expect(after).toMatchObject({ state: 'investigate.inquire', revision: revision + 1 })
    await send(head, { type: 'find', ...payloads.find, revision }).expect(409)
  })

  test('shows the case to its sender even when it has left their sight', async () => {
    const answer = await head.send(number, { type: 'hand-back', ...payloads['hand-back'] })
    expect(answer).toMatchObject({ state: 'register', department: null, allowed: [] })
    await head.get(`/complaints/${number}`).expect(404)
  })

  test('leads two people who act at once to one success and one refusal', async () => {
    const { revision } = (await head.get(`/complaints/${number}`)).body
    const arrive = { type: 'arrive', ...payloads.arrive, revision }
    const answers = await Promise.all([send(head, arrive), send(await api.as('handler.dining'), arrive)])
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 409])
  })
})

describe('the events of a case', () => {
  const events = async (caller: Caller, query = '') =>
    (await caller.get(`/complaints/${number}/events${query}`).expect(200)).body

  test('come in order, with their fields, and with phone and address masked', async () => {
    await head.send(number, { type: 'arrive', ...payloads.arrive })
    await head.send(number, {
      type: 'amend',
      fields: { phone: '13999998888', email: 'wang@example.test' },
      reason: '号码记错',
    })
    const { items, nextCursor } = await events(head)
    expect(nextCursor).toBeNull()
    expect(items.map((one: { seq: number; type: string }) => `${one.seq} ${one.type}`)).toEqual([
      '1 open',
      '2 register',
      '3 dispatch',
      '4 arrive',
      '5 amend',
    ])
    expect(items[0]).toMatchObject({
      by: 'rep',
      from: null,
      to: 'receive',
      customer: { name: '王女士', phone: '138****0001' },
    })
    expect(items[1].computed.grading).toMatchObject({ level: 'general' })
    expect(items[3]).toMatchObject({ by: 'head.dining', capacity: { role: 'head' }, ...payloads.arrive })
    expect(items[4].fields).toEqual({ phone: '139****8888', email: 'w***@example.test' })
    expect(new Set(items.map((one: { hash: string }) => one.hash)).size).toBe(5)
  })

  test('can be read page by page without a gap', async () => {
    const first = await events(head, '?limit=2')
    const rest = await events(head, `?limit=2&cursor=${first.nextCursor}`)
    expect([...first.items, ...rest.items].map((one: { seq: number }) => one.seq)).toEqual([1, 2, 3])
    expect(rest.nextCursor).toBeNull()
    await head.get(`/complaints/${number}/events?cursor=broken`).expect(422)
    await head.get(`/complaints/${number}/events?limit=101`).expect(422)
  })

  test('are not there for another department', async () => {
    await (await api.as('head.cellar')).get(`/complaints/${number}/events`).expect(404)
    await (await api.as('admin')).get(`/complaints/${number}/events`).expect(404)
  })

  test('name penalties only to those who answer for the people concerned, and to those on whom they were laid', async () => {
    const settled = { type: 'settle', ...payloads.settle }
    const minor = { ...opening, amount: '100' }
    number = await (await api.as('rep')).open(minor)
    await (await api.as('handler.dining')).send(number, settled)
    await (await api.as('rep')).send(number, { type: 'call-back', ...payloads['call-back'] })
    const penalties = [{ person: 'handler.dining', kind: '书面警告' }]
    await (await api.as('centre')).send(number, { type: 'close', ...payloads.close, penalties })
    const seen = async (login: Parameters<ApiTest['as']>[0]) => {
      const caller = await api.as(login)
      const last = (await events(caller)).items.at(-1)
      return [(await caller.get(`/complaints/${number}`)).body.penalties, last.penalties]
    }
    for (const login of ['head.dining', 'leader.hospitality', 'director', 'centre', 'auditor'] as const) {
      expect(await seen(login)).toEqual([penalties, penalties])
    }
    expect(await seen('handler.dining')).toEqual([penalties, penalties])
    expect(await seen('rep')).toEqual([undefined, undefined])
  })
})
