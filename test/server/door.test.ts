import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Connection, connect, overPglite, rowsOf } from '../../db/client.ts'
import {
  approvals,
  asks,
  caseEvents,
  cases,
  deadlines,
  idempotencyKeys,
  measures,
  notices,
  posts,
} from '../../db/schema.ts'
import { changeCase, openCase, reachDeadlines } from '../../server/cases/change-case.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import type { Deps } from '../../server/deps.ts'
import { caseInState, happen } from '../support/case-in.ts'
import { databases } from '../support/databases.ts'
import { clockAt, makeTestDeps } from '../support/deps.ts'
import { payloads } from '../support/payloads.ts'
import { fillWinery } from '../support/winery.ts'

const rep = { login: 'rep' }
const major = { ...payloads.open, category: 'service', amount: '6000', department: 'dining' }

describe.each(databases)('the door on $name', ({ open }) => {
  const clock = clockAt()
  let connection: Connection
  let deps: Deps
  beforeAll(async () => {
    connection = await open()
    deps = await makeTestDeps({ connection, clock })
    await fillWinery(deps)
  })
  beforeEach(() => clock.advance(60))
  afterAll(async () => {
    await deps.jobs.stop()
    await connection.close()
  })

  /** How many rows each table has that a change can write. */
  const counted = async () => {
    const tables = { cases, caseEvents, deadlines, asks, approvals, notices, idempotencyKeys }
    const counts = await Promise.all(Object.values(tables).map(table => deps.db.$count(table)))
    return {
      ...Object.fromEntries(Object.keys(tables).map((name, index) => [name, counts[index]])),
      jobs: await jobs(),
    }
  }
  const jobs = async () => {
    const found = await deps.db.execute(sql`select count(*)::int as count from pgboss.job where name = 'notice'`)
    return rowsOf<{ count: number }>(found)[0]?.count
  }
  const row = async (number: string) => (await deps.db.select().from(cases).where(eq(cases.number, number)))[0]

  it('writes event, rows, notices and their jobs together', async () => {
    const before = await counted()
    const { number, revision, seq, state } = await openCase(deps, major, rep)
    expect({ revision, seq, state }).toEqual({ revision: 3, seq: 3, state: 'investigate.attend' })
    const after = await counted()
    const grown = Object.fromEntries(
      Object.entries(after).map(([name, count]) => [name, Number(count) - Number(before[name as 'jobs'])]),
    )
    expect(grown).toMatchObject({ cases: 1, caseEvents: 3, asks: 1, approvals: 0, notices: 4, jobs: 4 })
    expect(await row(number)).toMatchObject({
      level: 'major',
      department: 'dining',
      path: ['dining', 'hospitality', 'park'],
    })
  })

  it('writes nothing when it refuses', async () => {
    const { number } = await openCase(deps, major, rep)
    const before = await counted()
    const key = { idempotency: { key: 'refused', digest: 'x' } }
    const refusals = [
      changeCase(deps, number, { type: 'note' }, rep, key),
      changeCase(deps, number, { type: 'find', ...payloads.find }, { login: 'head.dining' }, key),
      changeCase(deps, number, { type: 'hand-back', reason: '不是我们的事' }, rep, key),
      changeCase(deps, number, { type: 'settle', ...payloads.settle }, { login: 'head.dining' }, key),
      changeCase(deps, number, { type: 'note', text: '我能看见吗' }, { login: 'head.cellar' }, key),
      changeCase(deps, 'TS-20200101-0001', { type: 'note', text: '有吗' }, rep, key),
      openCase(deps, { ...major, department: 'nowhere' }, rep),
      openCase(deps, { ...major, policy: 'nothing' }, rep),
    ]
    const codes = (await Promise.allSettled(refusals)).map(one => (one.status === 'rejected' ? one.reason.status : 200))
    expect(codes).toEqual([422, 409, 403, 422, 404, 404, 422, 422])
    expect(await counted()).toEqual(before)
  })

  it('writes nothing when the jobs cannot be queued', async () => {
    const before = await counted()
    const broken = { ...deps, jobs: { ...deps.jobs, enqueueNotices: () => Promise.reject(new Error('no queue')) } }
    await expect(openCase(broken, major, rep)).rejects.toThrow('no queue')
    expect(await counted()).toEqual(before)
  })

  it('queues no mail for what is played in from the past', async () => {
    const before = await jobs()
    await openCase(deps, major, rep, { suppressMail: true })
    expect(await jobs()).toBe(before)
    const [last] = await deps.db.select().from(notices).orderBy(sql`id desc`).limit(1)
    expect(last?.status).toBe('suppressed')
  })

  it('refuses a change made on an older revision, but not over a note or a contact', async () => {
    const { number, revision } = await openCase(deps, major, rep)
    await happen(deps, number, 'rep', 'note')
    await happen(deps, number, 'rep', 'contact')
    const arrive = { type: 'arrive', ...payloads.arrive }
    const head = { login: 'head.dining' }
    expect(await changeCase(deps, number, arrive, head, { revision })).toMatchObject({ revision: revision + 1 })
    const late = changeCase(deps, number, { type: 'find', ...payloads.find }, head, { revision })
    await expect(late).rejects.toMatchObject({ code: 'stale', status: 409 })
  })

  it('gives the first answer to a key that comes again, one after the other or at once', async () => {
    const { number } = await openCase(deps, major, rep)
    const send = (digest = 'same') =>
      changeCase(deps, number, { type: 'note', text: '同一件事' }, rep, { idempotency: { key: 'twice', digest } })
    const answers = await Promise.all([send(), send(), send()])
    expect(answers.filter(answer => answer.first === undefined)).toHaveLength(1)
    expect(await send()).toMatchObject({ number, first: { number } })
    expect((await row(number))?.seq).toBe(4)
    await expect(send('another request')).rejects.toMatchObject({ rule: 'idempotency-key-reused' })
    clock.advance(25 * 60)
    expect((await send()).first).toBeUndefined()
  })

  it('lets time run forward only, also when the clock of the machine is set back', async () => {
    const { number } = await openCase(deps, major, rep)
    await happen(deps, number, 'rep', 'note')
    clock.advance(-30)
    await happen(deps, number, 'rep', 'note')
    clock.advance(30)
    const times = await deps.db
      .select({ at: caseEvents.at })
      .from(caseEvents)
      .innerJoin(cases, eq(cases.id, caseEvents.caseId))
      .where(eq(cases.number, number))
      .orderBy(asc(caseEvents.seq))
    const instants = times.map(({ at }) => Date.parse(at))
    expect(instants).toEqual([...new Set(instants)].sort((one, other) => one - other))
  })

  it('numbers the complaints of a Shanghai day without gaps, also when some were refused', async () => {
    clock.set('2026-12-01T15:59:00.000Z')
    const opened = await Promise.allSettled(
      [major, { ...major, department: 'nowhere' }, major, major].map(body => openCase(deps, body, rep)),
    )
    const numbers = opened.flatMap(one => (one.status === 'fulfilled' ? [one.value.number] : []))
    expect(numbers.sort()).toEqual(['TS-20261201-0001', 'TS-20261201-0002', 'TS-20261201-0003'])
    clock.set('2026-12-01T16:00:00.000Z')
    expect((await openCase(deps, major, rep)).number).toBe('TS-20261202-0001')
  })

  it('judges by the organisation of this moment', async () => {
    const { number } = await openCase(deps, major, rep)
    const arrive = () => happen(deps, number, 'head.sales', 'arrive')
    await expect(arrive()).rejects.toMatchObject({ status: 404 })
    await deps.db.insert(posts).values({ person: 'head.sales', role: 'head', department: 'dining' })
    await expect(arrive()).resolves.toMatchObject({ state: 'investigate.inquire' })
    await deps.db.delete(posts).where(sql`person = 'head.sales' and department = 'dining'`)
  })

  it('keeps who carried a measure out, and the proof, when its payment is noted later', async () => {
    const number = await caseInState(deps, 'execute')
    await happen(deps, number, 'handler.dining', 'perform', { evidence: '收据 0093' })
    await happen(deps, number, 'finance', 'perform', { evidence: undefined, paidAmount: '750' })
    const [row] = await deps.db.select().from(measures)
    expect(row).toMatchObject({ performedBy: 'handler.dining', evidence: '收据 0093', paidAmount: '750.00' })
    expect(await verifyAll(deps.db)).toBeNull()
  })

  it('never waits for itself: the first thing after a start may be a change or the clock', async () => {
    const { number } = await openCase(deps, major, rep)
    const firstThing = async (work: (restarted: Deps) => Promise<unknown>) => {
      const { pglite, databaseUrl } = connection
      const again = pglite ? overPglite(pglite) : await connect({ databaseUrl, dataDir: '' })
      const answer = await work({ ...deps, connection: again, db: again.db })
      if (!pglite) await again.close()
      return answer
    }
    const note = { type: 'note', text: '第一件事' }
    expect(await firstThing(restarted => changeCase(restarted, number, note, rep))).toMatchObject({ seq: 4 })
    clock.advance(60)
    expect(await firstThing(restarted => reachDeadlines(restarted))).toBeDefined()
  })
})
