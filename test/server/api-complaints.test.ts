import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { disclosures } from '../../db/schema.ts'
import { type ApiTest, type Caller, startApi } from '../support/api.ts'
import { databases } from '../support/databases.ts'

const customer = { name: '王女士', phone: '13812341234', email: 'wang@example.test' }
const opening = { channel: 'phone', customer, narrative: '晚餐等了一个半小时，菜还是凉的。' }
const dispatched = { ...opening, category: 'service', amount: '320', department: 'dining', handler: 'handler.dining' }

describe.each(databases)('complaints over the API on $name', database => {
  let api: ApiTest
  beforeAll(async () => {
    api = await startApi(database)
  })
  afterAll(() => api.close())

  describe('opening a complaint', () => {
    test('answers 201 with the case in `receive`, and where it is', async () => {
      const answer = await (await api.as('rep')).post('/complaints', opening).expect(201)
      expect(answer.body).toMatchObject({
        stage: 'receive',
        state: 'receive',
        level: null,
        registrar: 'rep',
        revision: 1,
      })
      expect(answer.body.number).toMatch(/^TS-20261121-\d{4}$/)
      expect(answer.headers.location).toBe(`/api/v1/complaints/${answer.body.number}`)
    })

    test('with a category registers it too, with a department dispatches it too', async () => {
      const rep = await api.as('rep')
      const registered = await rep.post('/complaints', { ...opening, category: 'service', amount: '320' }).expect(201)
      expect(registered.body).toMatchObject({ stage: 'register', level: 'minor', amount: '320.00' })
      const sent = await rep.post('/complaints', dispatched).expect(201)
      expect(sent.body).toMatchObject({
        state: 'investigate.attend',
        department: 'dining',
        path: ['dining', 'hospitality', 'park'],
        handler: 'handler.dining',
        owner: 'handler.dining',
      })
    })

    test('keeps what is known of a complaint that has no category yet, for its registration', async () => {
      const rep = await api.as('rep')
      const received = await rep.post('/complaints', { ...opening, amount: '320', orderNo: 'A-77' }).expect(201)
      expect(received.body).toMatchObject({ stage: 'receive', level: null, amount: '320.00', orderNo: 'A-77' })
      const registered = await rep
        .post(`/complaints/${received.body.number}/events`, { type: 'register', category: 'service' })
        .expect(200)
      expect(registered.body).toMatchObject({ stage: 'register', level: 'minor', amount: '320.00', orderNo: 'A-77' })
      await rep.post('/complaints', { ...opening, level: 'critical' }).expect(422)
    })

    test.each([
      ['an array', []],
      ['unknown fields', { ...opening, by: 'director', at: '2026-01-01T00:00:00Z' }],
      ['a phone number that is none', { ...opening, customer: { name: '王', phone: '123' } }],
      ['an amount with three decimals', { ...dispatched, amount: '1.234' }],
      ['an amount beyond any number', `{"channel":"phone","amount":1e999}`],
      ['a handler without a department', { ...opening, category: 'service', handler: 'handler.dining' }],
      ['NUL in the text', { ...opening, narrative: '菜是凉的\u0000' }],
      ['a policy that nobody has', { ...opening, policy: 'lottery' }],
    ])('refuses %s with 422, naming the fields', async (_, body) => {
      const answer = await (await api.as('rep')).post('/complaints', body).type('json').expect(422)
      expect(answer.body.error).toMatchObject({ code: 'invalid', message: expect.any(String) })
      expect(Object.keys(answer.body.error.fields)).not.toHaveLength(0)
    })

    test('refuses to date it back for more than half an hour without a reason', async () => {
      const early = { ...opening, receivedAt: '2026-11-21T01:00:00Z' }
      const rep = await api.as('rep')
      const refused = await rep.post('/complaints', early).expect(422)
      expect(refused.body.error).toMatchObject({
        rule: 'received-reason-missing',
        fields: { receivedReason: expect.any(String) },
      })
      const taken = await rep.post('/complaints', { ...early, receivedReason: '停电，先记在纸上' }).expect(201)
      expect(taken.body.receivedAt).toBe('2026-11-21T01:00:00.000Z')
    })

    test('is for staff: the administrator and the auditor are refused with 403', async () => {
      for (const login of ['admin', 'auditor'] as const) {
        const answer = await (await api.as(login)).post('/complaints', opening).expect(403)
        expect(answer.body.error).toMatchObject({ code: 'not-permitted', rule: 'staff-only' })
      }
    })
  })

  describe('one complaint', () => {
    test('is shown with its customer masked, its deadlines and what this person may do', async () => {
      const rep = await api.as('rep')
      const number = await rep.open(dispatched)
      const { body } = await rep.get(`/complaints/${number}`).expect(200)
      expect(body.customer).toEqual({ name: '王女士', phone: '138****1234', tail: '1234', email: 'w***@example.test' })
      expect(JSON.stringify(body)).not.toContain(customer.phone)
      expect(body.deadlines.find((one: { kind: string }) => one.kind === 'attend')).toMatchObject({
        entry: 1,
        startedAt: body.changedAt,
        dueAt: plusMinutes(body.changedAt, 10),
        metAt: null,
        late: false,
      })
      expect(body.dueAt).toBe(plusMinutes(body.changedAt, 10))
      expect(body.allowed).toContain('amend')
      expect(body.allowed).not.toContain('arrive')
      expect((await (await api.as('head.dining')).get(`/complaints/${number}`)).body.allowed).toContain('arrive')
    })

    test('is late from the first moment after a limit, and one kind shows its latest entry', async () => {
      const number = await (await api.as('rep')).open(dispatched)
      const head = await api.as('head.dining')
      const attend = async (caller: Caller) => {
        const { body } = await caller.get(`/complaints/${number}`).expect(200)
        const found = body.deadlines.filter((one: { kind: string }) => one.kind === 'attend')
        expect(found).toHaveLength(1)
        return { ...found[0], caseIsLate: body.late }
      }
      const { dueAt } = await attend(head)
      api.clock.set(dueAt)
      expect(await attend(head)).toMatchObject({ entry: 1, late: false, caseIsLate: false })
      api.clock.advance(1 / 60_000)
      expect(await attend(head)).toMatchObject({ entry: 1, late: true, caseIsLate: true })
      await head.send(number, { type: 'transfer', department: 'sales', reason: '礼盒由销售部经办' })
      expect(await attend(await api.as('head.sales'))).toMatchObject({ entry: 2, late: false, caseIsLate: true })
      api.clock.set('2026-11-21T02:00:00.000Z')
    })

    test('gives phone and address in full only for the record', async () => {
      const number = await (await api.as('rep')).open(dispatched)
      const handler = await api.as('handler.dining')
      const { body } = await handler.post(`/complaints/${number}/disclosures`).expect(200)
      expect(body).toEqual({ phone: customer.phone, email: customer.email })
      const rows = await api.deps.db.select().from(disclosures)
      expect(rows).toMatchObject([{ person: 'handler.dining' }])
      await (await api.as('head.cellar')).post(`/complaints/${number}/disclosures`).expect(404)
      expect(await api.deps.db.select().from(disclosures)).toHaveLength(1)
    })
  })

  describe('requests that are not right', () => {
    test('say so in the language that the caller asks for, else in that of the person', async () => {
      const path = '/complaints/TS-20200101-0001'
      const inEnglish = await (await api.as('rep')).get(path).set('Accept-Language', 'en').expect(404)
      const inChinese = await (await api.as('rep')).get(path).expect(404)
      expect(inEnglish.body.error.message).toMatch(/does not exist/)
      expect(inChinese.body.error.message).toMatch(/\p{Script=Han}/u)
      expect((await (await api.as('legal')).get(path)).body).toEqual(inEnglish.body)
    })

    test('without a token are answered 401 before anything of them is read', async () => {
      for (const path of ['/complaints', '/complaints/TS-20200101-0001/events']) {
        const answer = await request(api.app).post(`/api/v1${path}`).type('json').send('{broken').expect(401)
        expect(answer.body.error.code).toBe('unauthenticated')
      }
    })

    test('are never a fault of ours', async () => {
      const rep = await api.as('rep')
      const send = (type: string, body: string) => rep.post('/complaints', body, { 'Content-Type': type })
      await send('application/json', '{broken').expect(400)
      await send('application/json', '"text"').expect(400)
      await send('text/plain', 'hello').expect(415)
      await send('application/json', `${'['.repeat(5000)}${']'.repeat(5000)}`).expect(422)
      await rep.get('/complaints/%00').expect(400)
      await rep.get('/complaints/%F0').expect(400)
      await rep.get(`/complaints/${'9'.repeat(3000)}`).expect(404)
      await rep.get('/nothing-here').expect(404)
    })
  })
})

function plusMinutes(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString()
}
