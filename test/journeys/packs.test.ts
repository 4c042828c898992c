import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import { type ApiTest, type Caller, startApi } from '../support/api.ts'
import { databases } from '../support/databases.ts'
import { payloads } from '../support/payloads.ts'

/** What each procedure wants to know at the entry beyond what every one asks. */
const entries: Record<string, object> = {
  winery: { category: 'product', amount: '3000.00' },
  iso: { category: 'product', amount: '3000.00' },
  professional: {
    ...{ category: 'service', respondentDepartment: 'dining' },
    particulars: { 'schedule-told': '2099-12-31' },
  },
  manufacturer: { category: 'product', confirmation: 'signature' },
  'technical-service': {
    category: 'service',
    conduct: ['pushing'],
    demand: '退费',
    particulars: { 'contract-term': '2026 年全年', delivered: '2026-08-20' },
  },
  distribution: {
    ...{ category: 'product', liability: 'product', respondentDepartment: 'dining' },
    particulars: { 'told-until': '2099-12-31' },
  },
}

const deciders: Record<string, DemoLogin> = {
  head: 'head.dining',
  'unit-leader': 'leader.hospitality',
  'service-head': 'centre',
  director: 'director',
  finance: 'finance',
  quality: 'quality',
  legal: 'legal',
  pr: 'pr',
}

const payloadOfAction = {
  title: '排班与预订人数脱节',
  cause: 'method',
  rootCause: '排班表没有参考预订人数',
  correction: '当晚加派两人',
  corrective: '排班前一天核对预订人数',
  owner: 'head.dining',
  verifier: 'rep',
  due: '2026-12-04',
  effectDays: 30,
}

describe.each(databases)('a complaint from receipt to closure under each procedure on $name', database => {
  let api: ApiTest
  beforeAll(async () => {
    api = await startApi(database)
  })
  afterAll(() => api.close())

  const send = async (login: DemoLogin, number: string, event: object) => (await api.as(login)).send(number, event)

  /** Decides the round: the customer where their consent is open, else whoever holds the open seat. */
  async function decideRound(number: string, rep: Caller): Promise<string[]> {
    const walked: string[] = []
    for (;;) {
      const { steps } = (await rep.get(`/complaints/${number}`).expect(200)).body
      const open = steps.find((step: { status: string }) => step.status === 'open')
      if (!open) return walked
      walked.push(`${open.role} ${open.kind}`)
      if (open.kind === 'consent') await send('handler.dining', number, { type: 'consent', ...payloads.consent })
      else await send(deciders[open.role] ?? 'director', number, { type: 'approve', opinion: '同意' })
    }
  }

  /** What is done against the cause, as far as its verification. */
  async function verifiedAction(number: string): Promise<void> {
    const centre = await api.as('centre')
    const proposal = { ...payloadOfAction, complaints: [number] }
    const action = (await centre.post('/corrective-actions', proposal).expect(201)).body.number
    const turns: [DemoLogin, object][] = [
      ['quality', { type: 'approve' }],
      ['head.dining', { type: 'start' }],
      ['head.dining', { type: 'implement', evidence: '已按新表排班两周' }],
      ['rep', { type: 'verify', evidence: '抽查了三天的排班表' }],
    ]
    for (const [login, event] of turns) {
      await (await api.as(login)).post(`/corrective-actions/${action}/events`, event).expect(200)
    }
  }

  test.each(Object.keys(entries))('%s', async policy => {
    const rep = await api.as('rep')
    const number = await rep.open({
      ...payloads.open,
      ...entries[policy],
      policy,
      department: 'dining',
      handler: 'handler.dining',
    })
    await send('head.dining', number, { type: 'arrive', ...payloads.arrive })
    await send('handler.dining', number, { type: 'find', ...payloads.find })
    await send('handler.dining', number, { type: 'plan', ...payloads.plan })
    expect(await decideRound(number, rep)).toContain('handler consent')
    await send('handler.dining', number, { type: 'perform', ...payloads.perform })
    await send('handler.dining', number, { type: 'resolve', ...payloads.resolve })
    await send('rep', number, {
      type: 'call-back',
      outcome: 'satisfied',
      satisfaction: 5,
      respondentOutcome: 'satisfied',
      comment: '满意',
    })
    await verifiedAction(number)
    const closed = await send('centre', number, { type: 'close', correctiveAction: 'opened' })
    expect(closed).toMatchObject({ state: 'close.closed', outcome: 'resolved', policy: { code: policy } })
  })

  test('what the customer is told by whose fault it is, is noted with the finding that turns it up', async () => {
    const number = await (await api.as('rep')).open({
      ...payloads.open,
      ...{ policy: 'distribution', category: 'product', liability: 'product', respondentDepartment: 'dining' },
      ...{ department: 'dining', handler: 'handler.dining' },
    })
    await send('head.dining', number, { type: 'arrive', ...payloads.arrive })
    const handler = await api.as('handler.dining')
    const found = { type: 'find', ...payloads.find, liability: 'staff' }
    const refused = (await handler.post(`/complaints/${number}/events`, found).expect(422)).body.error
    expect(refused).toMatchObject({ rule: 'particulars-missing', fields: { particulars: expect.any(String) } })
    const particulars = { 'told-until': '2099-12-31' }
    expect(await send('handler.dining', number, { ...found, particulars })).toMatchObject({ particulars })
  })

  test('and every one of them can be proven', async () => {
    expect(await verifyAll(api.deps.db)).toBeNull()
  })
})
