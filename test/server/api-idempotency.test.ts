import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseEvents, cases } from '../../db/schema.ts'
import { type ApiTest, startApi } from '../support/api.ts'
import { databases } from '../support/databases.ts'

const body = {
  channel: 'phone',
  customer: { name: '王女士', phone: '13812341234' },
  narrative: '晚餐等了一个半小时，菜还是凉的。',
  category: 'service',
  department: 'dining',
}
const key = { 'Idempotency-Key': 'call-4711' }

describe.each(databases)('an Idempotency-Key on $name', database => {
  let api: ApiTest
  beforeAll(async () => {
    api = await startApi(database)
  })
  afterAll(() => api.close())

  const caseCount = () => api.deps.db.$count(cases)
  const eventCount = () => api.deps.db.$count(caseEvents)

  test('opens one complaint however often it is sent, and answers alike', async () => {
    const rep = await api.as('rep')
    const before = await caseCount()
    const first = await rep.post('/complaints', body, key).expect(201)
    await (await api.as('head.dining')).send(first.body.number, { type: 'note', text: '已联系客户' })
    const second = await rep.post('/complaints', body, key).expect(201)
    expect(second.body).toEqual(first.body)
    expect(second.headers.location).toBe(first.headers.location)
    expect(await caseCount()).toBe(before + 1)
  })

  test('sent ten times at once still opens one', async () => {
    const rep = await api.as('rep')
    const before = await caseCount()
    const same = { 'Idempotency-Key': 'ten at once' }
    const answers = await Promise.all(Array.from({ length: 10 }, () => rep.post('/complaints', body, same)))
    expect(new Set(answers.map(answer => answer.status))).toEqual(new Set([201]))
    expect(new Set(answers.map(answer => answer.body.number)).size).toBe(1)
    expect(await caseCount()).toBe(before + 1)
  })

  test('makes an event happen once, even when its revision is outdated by itself', async () => {
    const number = await (await api.as('rep')).open(body)
    const head = await api.as('head.dining')
    const event = { type: 'arrive', method: 'on-site', summary: '到桌前听客户讲完经过', revision: 3 }
    const first = await head.post(`/complaints/${number}/events`, event, { 'Idempotency-Key': 'arrive' }).expect(200)
    const count = await eventCount()
    const again = await head.post(`/complaints/${number}/events`, event, { 'Idempotency-Key': 'arrive' }).expect(200)
    expect(again.body).toEqual(first.body)
    expect(await eventCount()).toBe(count)
  })

  test('belongs to one request of one person', async () => {
    const rep = await api.as('rep')
    const own = { 'Idempotency-Key': 'mine' }
    const first = await rep.post('/complaints', body, own).expect(201)
    const other = await rep.post('/complaints', { ...body, category: 'product' }, own).expect(422)
    expect(other.body.error.rule).toBe('idempotency-key-reused')
    expect(other.body.error.message).not.toContain('idempotency-key-reused')
    const colleague = await (await api.as('rep2')).post('/complaints', body, own).expect(201)
    expect(colleague.body.number).not.toBe(first.body.number)
  })

  test('of a refused request can be used again', async () => {
    const rep = await api.as('rep')
    const again = { 'Idempotency-Key': 'again' }
    await rep.post('/complaints', { ...body, category: 'nonsense' }, again).expect(422)
    await rep.post('/complaints', body, again).expect(201)
  })

  test('has at most 200 characters', async () => {
    const answer = await (await api.as('rep')).post('/complaints', body, { 'Idempotency-Key': 'x'.repeat(201) })
    expect(answer.status).toBe(422)
    expect(answer.body.error.fields).toHaveProperty('Idempotency-Key')
  })

  test('is forgotten after a day', async () => {
    const rep = await api.as('rep')
    const daily = { 'Idempotency-Key': 'daily' }
    const first = await rep.post('/complaints', body, daily).expect(201)
    api.clock.advance(24 * 60 + 1)
    const next = await rep.post('/complaints', body, daily).expect(201)
    expect(next.body.number).not.toBe(first.body.number)
  })
})
