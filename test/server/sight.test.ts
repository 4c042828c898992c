import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { delegations } from '../../db/schema.ts'
import { type ApiTest, startApi } from '../support/api.ts'
import { openDatabase } from '../support/databases.ts'
import { payloads } from '../support/payloads.ts'

let api: ApiTest
const numbers: Record<string, string> = {}

/** Four complaints: one that the cellar took in and nobody has yet, one in dining, one in the cellar, and one of sales that awaits its approvers. */
beforeAll(async () => {
  api = await startApi({ open: openDatabase })
  const [rep, rep2, handler] = await Promise.all([api.as('rep'), api.as('rep2'), api.as('handler.cellar')])
  numbers.new = await handler.open(payloads.open)
  numbers.dining = await rep.open({ ...payloads.open, category: 'service', department: 'dining' })
  numbers.cellar = await rep2.open({ ...payloads.open, category: 'product', department: 'cellar' })
  numbers.asked = await rep.open({
    ...payloads.open,
    category: 'product',
    scopeFlags: ['food-safety', 'lawsuit'],
    department: 'sales',
  })
  const head = await api.as('head.sales')
  await head.send(numbers.asked, { type: 'arrive', ...payloads.arrive })
  await head.send(numbers.asked, { type: 'find', ...payloads.find })
  await head.send(numbers.asked, { type: 'plan', ...payloads.plan })
  for (const login of ['centre', 'leader.hospitality'] as const) {
    await (await api.as(login)).send(numbers.asked, { type: 'approve' })
  }
})
afterAll(() => api.close())

const everything = ['new', 'dining', 'cellar', 'asked']
const sees: Record<DemoLogin, string[]> = {
  rep: everything,
  rep2: everything,
  centre: everything,
  director: everything,
  auditor: everything,
  'head.dining': ['dining'],
  'handler.dining': ['dining'],
  'head.cellar': ['new', 'cellar'],
  'handler.cellar': ['new', 'cellar'],
  quality: ['new', 'cellar', 'asked'],
  'head.finance': [],
  'head.coaches': [],
  finance: [],
  'head.sales': ['asked'],
  'leader.hospitality': ['dining', 'asked'],
  'leader.production': ['new', 'cellar'],
  legal: ['asked'],
  pr: [],
  admin: [],
}

describe('who sees which case', () => {
  test.each(Object.entries(sees))('%s sees %j and nothing else', async (login, seen) => {
    const caller = await api.as(login as DemoLogin)
    for (const [name, number] of Object.entries(numbers)) {
      const { status } = await caller.get(`/complaints/${number}`)
      expect([name, status]).toEqual([name, seen.includes(name) ? 200 : 404])
    }
    const { body } = await caller.get('/complaints').expect(200)
    const expected = seen.map(name => numbers[name])
    expect(body.items.map((one: { number: string }) => one.number).sort()).toEqual(expected.sort())
  })

  test('quality sees what is wrong with a product wherever it came in, and proposes what is done against the cause', async () => {
    const quality = await api.as('quality')
    const proposal = {
      ...{ title: '塞子渗漏', cause: 'material', rootCause: '软木塞批次含水过高', correction: '召回该批次' },
      ...{ corrective: '进厂逐批检验含水率', owner: 'head.cellar', verifier: 'rep', due: '2026-12-04', effectDays: 30 },
    }
    const propose = (number: string | undefined) =>
      quality.post('/corrective-actions', { ...proposal, complaints: [number] })
    expect((await propose(numbers.dining)).body.error.rule).toBe('no-such-case')
    await propose(numbers.asked).expect(201)
  })

  test('whoever has decided keeps the case in sight when it goes on to others', async () => {
    await (await api.as('legal')).send(numbers.asked ?? '', { type: 'approve', opinion: '条款无误' })
    await (await api.as('legal')).get(`/complaints/${numbers.asked}`).expect(200)
    await (await api.as('pr')).get(`/complaints/${numbers.asked}`).expect(200)
  })

  test('finance sees what it was told to pay, before the money is due and after it is paid', async () => {
    const paid = await (await api.as('rep')).open({
      ...payloads.open,
      amount: '3000',
      category: 'service',
      department: 'dining',
    })
    const by = async (login: DemoLogin, type: string, fields: object) =>
      (await api.as(login)).send(paid, { type, ...fields })
    const measures = [{ kind: 'refund', description: '退还餐费', amount: '3000' }]
    await by('head.dining', 'arrive', payloads.arrive)
    await by('head.dining', 'find', payloads.find)
    await by('head.dining', 'plan', { measures, explanation: '全额退还' })
    const finance = await api.as('finance')
    await finance.get(`/complaints/${paid}`).expect(404)
    await by('leader.hospitality', 'approve', {})
    await finance.get(`/complaints/${paid}`).expect(200)
    await by('head.dining', 'consent', payloads.consent)
    await by('finance', 'perform', { measure: 1, paidAmount: '3000' })
    await finance.get(`/complaints/${paid}`).expect(200)
  })

  test('a delegate sees what the absent one would see, while the delegation runs', async () => {
    const path = `/complaints/${numbers.cellar}`
    const deputy = await api.as('head.finance')
    const [startsAt, endsAt] = ['2026-11-21T01:00:00.000Z', '2026-11-21T03:00:00.000Z']
    const absent = { delegator: 'head.cellar', delegate: 'head.finance', startsAt, endsAt, createdAt: startsAt }
    await api.deps.db.insert(delegations).values(absent)
    await deputy.get(path).expect(200)
    api.clock.set('2026-11-21T03:00:00.001Z')
    await deputy.get(path).expect(404)
  })
})
