import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Connection, connect } from '../../db/client.ts'
import { approvals, caseEvents, cases, notices, posts } from '../../db/schema.ts'
import { changeCase, openCase } from '../../server/cases/change-case.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import { changeAction, proposeAction } from '../../server/corrective-actions/changes.ts'
import { actionReminders } from '../../server/corrective-actions/reminders.ts'
import type { Deps } from '../../server/deps.ts'
import { fireDueRungs } from '../../server/escalations/clock.ts'
import { caseInState, happen } from '../support/case-in.ts'
import { hasServer, openDatabase } from '../support/databases.ts'
import { clockAt, makeTestDeps } from '../support/deps.ts'
import { payloads } from '../support/payloads.ts'
import { fillWinery } from '../support/winery.ts'

describe.skipIf(!hasServer)('two nodes on one PostgreSQL', () => {
  const clock = clockAt()
  let connection: Connection
  let second: Connection
  let nodes: [Deps, Deps]

  beforeAll(async () => {
    connection = await openDatabase()
    second = await connect({ databaseUrl: connection.databaseUrl, dataDir: '' })
    nodes = [await makeTestDeps({ connection, clock }), await makeTestDeps({ connection: second, clock })]
    await fillWinery(nodes[0])
    await nodes[0].db.insert(posts).values({ person: 'head.sales', role: 'unit-leader', department: 'hospitality' })
  })
  afterAll(async () => {
    for (const node of nodes) await node.jobs.stop()
    await second.close()
    await connection.close()
  })

  const [one, other] = [0, 1] as const
  const statusOf = (results: PromiseSettledResult<unknown>[]) =>
    results.map(result => (result.status === 'rejected' ? result.reason.status : 200)).sort()

  it('let one of two approvers decide who press the button at the same instant', async () => {
    for (let round = 0; round < 5; round++) {
      const number = await caseInState(nodes[one], 'propose.review')
      const { revision = 0 } = (await nodes[one].db.select().from(cases).where(eq(cases.number, number)))[0] ?? {}
      const results = await Promise.allSettled([
        changeCase(nodes[one], number, { type: 'approve' }, { login: 'leader.hospitality' }, { revision }),
        changeCase(nodes[other], number, { type: 'return', reason: '金额太高' }, { login: 'head.sales' }, { revision }),
      ])
      expect(statusOf(results)).toEqual([200, 409])
      const decided = nodes[one].db.select().from(approvals).innerJoin(cases, eq(cases.id, approvals.caseId))
      expect(await decided.where(eq(cases.number, number))).toHaveLength(1)
    }
  })

  it('never merge two cases into each other', async () => {
    for (let round = 0; round < 5; round++) {
      const a = await caseInState(nodes[one], 'register')
      const b = await caseInState(nodes[one], 'register')
      const results = await Promise.allSettled([
        changeCase(nodes[one], a, { type: 'merge', into: b }, { login: 'rep' }),
        changeCase(nodes[other], b, { type: 'merge', into: a }, { login: 'rep2' }),
      ])
      expect(statusOf(results)[0]).toBe(200)
      expect([409, 422]).toContain(statusOf(results)[1])
    }
  })

  it('put the changes of one case in a row, whoever makes them', async () => {
    const number = await caseInState(nodes[one], 'investigate.inquire')
    const notes = Array.from({ length: 20 }, (_, index) =>
      happen(nodes[index % 2 === 0 ? one : other], number, 'rep', 'note'),
    )
    const seqs = (await Promise.all(notes)).map(changed => changed.seq)
    expect(seqs.sort((low, high) => low - high)).toEqual(
      Array.from({ length: 20 }, (_, index) => (seqs[0] ?? 0) + index),
    )
  })

  it('give out every number once', async () => {
    const opened = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        openCase(nodes[index % 2 === 0 ? one : other], payloads.open, { login: 'rep' }),
      ),
    )
    expect(new Set(opened.map(changed => changed.number)).size).toBe(20)
  })

  it('fire each rung once and tell each person once, however often both look', async () => {
    const body = { ...payloads.open, category: 'service', amount: '900', department: 'dining' }
    const opened = await Promise.all(Array.from({ length: 12 }, () => openCase(nodes[one], body, { login: 'rep' })))
    clock.advance(24 * 60)
    await Promise.all([...nodes, ...nodes].map(fireDueRungs))
    await fireDueRungs(nodes[one])
    const numbers = opened.map(changed => changed.number)
    const fired = await nodes[one].db
      .select({ number: cases.number, facts: caseEvents.facts })
      .from(caseEvents)
      .innerJoin(cases, eq(cases.id, caseEvents.caseId))
      .where(eq(caseEvents.type, 'deadline-reach'))
      .orderBy(asc(caseEvents.caseId), asc(caseEvents.seq))
    const rungsOf = (number: string) =>
      fired
        .filter(row => row.number === number)
        .map(({ facts }) =>
          Object.values(facts as { kind: string; entry: number; rung: number })
            .slice(0, 3)
            .join(),
        )
    const perCase = numbers.map(number => rungsOf(number).sort().join(' '))
    expect(new Set(perCase).size).toBe(1)
    expect(rungsOf(numbers[0] ?? '').length).toBeGreaterThan(8)
    const twice = await nodes[one].db
      .select({ caseId: notices.caseId, recipient: notices.recipient, times: sql<number>`count(*)::int` })
      .from(notices)
      .where(
        sql`params ? 'rung' and case_id in (select id from cases where number = any(array[${sql.join(
          numbers.map(one => sql`${one}`),
          sql`, `,
        )}]))`,
      )
      .groupBy(notices.caseId, notices.recipient)
      .having(sql`count(*) > 1`)
    expect(twice).toEqual([])
  })

  it('remind of each corrective action once, however often both look', async () => {
    const complaint = await caseInState(nodes[one], 'investigate.inquire')
    const plan = {
      ...{
        title: '排班脱节',
        cause: 'method',
        rootCause: '没有核对',
        correction: '加派两人',
        corrective: '先核对人数',
      },
      ...{ owner: 'handler.dining', verifier: 'rep', due: '2026-12-04', effectDays: '30' },
    }
    for (let count = 0; count < 6; count++) {
      const body = { type: 'propose', complaints: [complaint], ...plan }
      const { number } = await proposeAction(nodes[one], 'centre', body)
      await changeAction(nodes[other], 'quality', number, { type: 'approve' })
    }
    const before = clock.now().toISOString()
    clock.set('2026-12-04T16:00:00.000Z')
    await Promise.all([...nodes, ...nodes].map(actionReminders.ring))
    const told = await nodes[one].db.select().from(notices).where(eq(notices.kind, 'action-late'))
    expect(told.map(row => row.recipient).sort()).toEqual([
      ...Array.from({ length: 6 }, () => 'handler.dining'),
      ...Array.from({ length: 6 }, () => 'head.dining'),
    ])
    clock.set(before)
  })

  it('see a change of the organisation that the other one made', async () => {
    const number = await caseInState(nodes[one], 'investigate.attend')
    await happen(nodes[other], number, 'rep', 'note')
    await nodes[one].db.insert(posts).values({ person: 'head.cellar', role: 'head', department: 'dining' })
    await expect(happen(nodes[other], number, 'head.cellar', 'arrive')).resolves.toMatchObject({
      state: 'investigate.inquire',
    })
  })

  it('leave a database that verifies', async () => {
    expect(await verifyAll(nodes[other].db)).toBeNull()
  })
})
