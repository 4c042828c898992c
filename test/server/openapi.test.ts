import { readFileSync } from 'node:fs'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  complaintListAnswer,
  disclosureAnswer,
  errorAnswer,
  eventListAnswer,
  noticeListAnswer,
} from '../../server/api/answers.ts'
import { complaintAnswer } from '../../server/api/complaint-answer.ts'
import { openapi } from '../../server/api/openapi.ts'
import { openingSchema } from '../../server/cases/opening.ts'
import { complaintEvents, personEventTypes } from '../../workflows/complaint/events.ts'
import { type ApiTest, startApi } from '../support/api.ts'
import { openDatabase } from '../support/databases.ts'
import { type EventType, payloads } from '../support/payloads.ts'

let api: ApiTest
beforeAll(async () => {
  api = await startApi({ open: openDatabase })
})
afterAll(() => api.close())

describe('the description of the API', () => {
  test('is checked in as the schemas say it: run `npm run openapi` when this fails', () => {
    const stored = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'))
    expect(stored).toEqual(JSON.parse(JSON.stringify(openapi)))
  })

  test('is open to everybody', async () => {
    const { body } = await request(api.app).get('/api/v1/openapi.json').expect(200)
    expect(body).toMatchObject({ openapi: '3.1.0', security: [{ token: [] }] })
  })

  test('refers only to what it defines', () => {
    const text = JSON.stringify(openapi)
    const references = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(match => match[1])
    expect(references.length).toBeGreaterThan(50)
    expect(Object.keys(openapi.components?.schemas ?? {})).toEqual(expect.arrayContaining(references))
  })

  test('has every event that a person can send, and none of the clock', () => {
    const schemas = Object.keys(openapi.components?.schemas ?? {})
    expect(schemas).toEqual(expect.arrayContaining(personEventTypes.filter(type => type !== 'attach')))
    expect(openapi.paths).toHaveProperty(['/complaints/{number}/files', 'post'])
    expect(schemas).not.toContain('deadline-reach')
  })

  test('describes calls that exist, each with its refusals', async () => {
    const { get, post } = await api.as('rep')
    for (const [path, calls] of Object.entries(openapi.paths ?? {})) {
      const address = path.replace('{number}', 'TS-20000101-0001').replace('{file}', '1')
      for (const method of Object.keys(calls ?? {})) {
        const { status, body } = await (method === 'get' ? get(address) : post(address))
        const described = Object.keys((calls as Record<string, { responses: object }>)[method]?.responses ?? {})
        expect([`${method} ${path}`, described]).toEqual([
          `${method} ${path}`,
          expect.arrayContaining([String(status)]),
        ])
        if (status >= 400) expectShape(errorAnswer, body)
      }
    }
  })
})

describe('what may be sent, by the description alone', () => {
  const { open } = payloads

  test.each(sentTypes)('%s with the least fields', type => {
    expect(refusedBy(type, { type, ...payloads[type] })).toEqual([])
  })

  test.each([
    { ...open, receivedAt: '2026-09-01 08:30', amount: 1280.5, affectedCount: '2', respondent: '张伟' },
    {
      ...open,
      customer: { name: '王女士', phone: '+86 (0536) 888-1234', email: 'w@example.com' },
      amount: '¥1,280.50',
    },
  ])('an opening as people write it', body => {
    expect(refusedBy('Opening', body)).toEqual([])
    expect(openingSchema.safeParse(body).error?.issues ?? []).toEqual([])
  })

  const { customer } = open
  const wrongOpenings: [path: string, given: object][] = [
    ['narrative', { narrative: '太慢了。' }],
    ['narrative', { narrative: '慢'.repeat(5001) }],
    ['customer.name', { customer: { ...customer, name: '王'.repeat(101) } }],
    ['customer.phone', { customer: { ...customer, phone: '12' } }],
    ['customer.email', { customer: { ...customer, email: 'nope' } }],
    ['amount', { amount: '1.005' }],
    ['amount', { amount: 'abc' }],
    ['amount', { amount: -1 }],
    ['affectedCount', { affectedCount: 0 }],
    ['affectedCount', { affectedCount: 'abc' }],
    ['occurredAt', { occurredAt: 'x' }],
    ['respondent', { respondent: 'two words' }],
  ]
  test.each(wrongOpenings)('is no %s: %j', (path, given) => {
    expect(refusedBy('Opening', { ...open, ...given })).toEqual([path])
    expect(openingSchema.safeParse({ ...open, ...given }).error?.issues[0]?.path.join('.')).toBe(path)
  })

  const wrongEvents: [type: EventType, path: string, given: object][] = [
    ['perform', 'measure', { measure: 'x' }],
    ['merge', 'into', { into: 'x' }],
    ['return', 'reason', { reason: '' }],
    ['return', 'reason', { reason: '  \n ' }],
    ['extend', 'until', { until: 'x' }],
    ['call-back', 'satisfaction', { satisfaction: 9 }],
    ['call-back', 'comment', { comment: '好'.repeat(2001) }],
    ['amend', 'fields', { fields: {} }],
  ]
  test.each(wrongEvents)('%s is no %s: %j', (type, path, given) => {
    const body = { type, ...payloads[type], ...given }
    expect(refusedBy(type, body)).toEqual([path])
    expect(complaintEvents[type].safeParse(body).error?.issues[0]?.path.join('.')).toBe(path)
  })
})

describe('real answers', () => {
  test('are as described, for a complaint on its whole way', async () => {
    const rep = await api.as('rep')
    const [head, handler] = await Promise.all([api.as('head.dining'), api.as('handler.dining')])
    const number = await rep.open({
      ...payloads.open,
      category: 'service',
      department: 'dining',
      handler: 'handler.dining',
    })
    const shown = async () => expectShape(complaintAnswer, (await rep.get(`/complaints/${number}`).expect(200)).body)
    await shown()
    await head.send(number, { type: 'arrive', ...payloads.arrive })
    await handler.send(number, { type: 'find', ...payloads.find })
    const measures = [{ kind: 'refund', description: '退菜金', amount: '120' }]
    await handler.send(number, { type: 'plan', ...payloads.plan, measures })
    await head.send(number, { type: 'approve', opinion: '同意' })
    await shown()
    await handler.send(number, { type: 'consent', ...payloads.consent })
    await handler.send(number, { type: 'perform', measure: 1, paidAmount: '120.00' })
    await handler.send(number, { type: 'resolve', ...payloads.resolve })
    await rep.send(number, { type: 'call-back', ...payloads['call-back'] })
    await (await api.as('centre')).send(number, { type: 'close', ...payloads.close })
    await shown()
    expectShape(complaintListAnswer, (await rep.get('/complaints').expect(200)).body)
    expectShape(eventListAnswer, (await rep.get(`/complaints/${number}/events`).expect(200)).body)
    expectShape(disclosureAnswer, (await rep.post(`/complaints/${number}/disclosures`).expect(200)).body)
    expectShape(noticeListAnswer, (await (await api.as('auditor')).get('/notices').expect(200)).body)
    expectShape(noticeListAnswer, (await (await api.as('admin')).get('/notices').expect(200)).body)
  })
})

function expectShape(schema: z.ZodType, body: unknown): void {
  expect(schema.safeParse(body).error?.issues ?? []).toEqual([])
}

const sentTypes = personEventTypes.filter(type => type !== 'attach')

/** The fields of a body that one of the described schemas refuses, read as any client reads it: as JSON Schema. */
function refusedBy(schema: string, body: unknown): string[] {
  const $defs = JSON.parse(JSON.stringify(openapi.components?.schemas).replaceAll('#/components/schemas/', '#/$defs/'))
  const { error } = z.fromJSONSchema({ ...$defs[schema], $defs }).safeParse(body)
  return [...new Set(error?.issues.map(issue => issue.path.join('.')))]
}
