import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { caseEvents, cases, deadlines, notices } from '../../db/schema.ts'
import { openCase, reachDeadlines } from '../../server/cases/change-case.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import type { Deps } from '../../server/deps.ts'
import { fireDueRungs, nextRungAt } from '../../server/escalations/clock.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { happen } from '../support/case-in.ts'
import { databases, emptyTables } from '../support/databases.ts'
import { clockAt, makeTestDeps } from '../support/deps.ts'
import { payloads } from '../support/payloads.ts'
import { fillWinery } from '../support/winery.ts'

const day = 24 * 3_600_000
const body = { ...payloads.open, category: 'service', amount: '900', department: 'dining' }

describe.each(databases)('the escalation clock on $name', ({ open }) => {
  const clock = clockAt()
  let deps: Deps
  beforeAll(async () => {
    deps = await makeTestDeps({ connection: await open(), clock })
  })
  beforeEach(async () => {
    clock.set('2026-11-21T02:00:00.000Z')
    await emptyTables(deps.connection)
    await fillWinery(deps)
  })
  afterAll(() => closeDeps(deps))

  const opened = async () => (await openCase(deps, body, { login: 'rep' })).number
  const rungs = async (number: string) => {
    const found = await deps.db
      .select({ facts: caseEvents.facts, by: caseEvents.by })
      .from(caseEvents)
      .innerJoin(cases, eq(cases.id, caseEvents.caseId))
      .where(eq(cases.number, number))
      .orderBy(asc(caseEvents.seq))
    return found.flatMap(({ facts, by }) => {
      const { kind, rung } = facts as { kind?: string; rung?: number }
      return rung && by === null ? [`${kind} ${rung}`] : []
    })
  }
  const told = async () => {
    const found = await deps.db.select().from(notices).orderBy(asc(notices.id))
    return found.flatMap(({ recipient, params }) =>
      params.rung ? [`${recipient}: ${params.limit} ${params.rung}`] : [],
    )
  }

  it('does nothing before a rung is due, and fires it once when it is', async () => {
    const number = await opened()
    const due = await nextRungAt(deps)
    // dispatched two milliseconds after it was opened; a rung stands one millisecond past its share
    expect(due?.toISOString()).toBe('2026-11-21T02:08:00.003Z')
    clock.set('2026-11-21T02:08:00.002Z')
    expect(await fireDueRungs(deps)).toBe(0)
    clock.set('2026-11-21T02:08:00.003Z')
    expect(await fireDueRungs(deps)).toBe(1)
    expect(await fireDueRungs(deps)).toBe(0)
    expect(await rungs(number)).toEqual(['attend 80'])
  })

  it('fires a rung of a case that nobody touches, and leaves alone what was met in time', async () => {
    const [quiet, busy] = [await opened(), await opened()]
    clock.advance(9)
    await happen(deps, busy, 'head.dining', 'arrive')
    clock.advance(2)
    await fireDueRungs(deps)
    expect(await rungs(quiet)).toEqual(['attend 80', 'attend 100'])
    expect(await rungs(busy)).toEqual([])
  })

  it('after downtime records every rung by itself, but writes to a person once for a case: the gravest', async () => {
    const [first, second] = [await opened(), await opened()]
    clock.advance(48 * 60)
    expect(await fireDueRungs(deps)).toBe(2)
    const expected = ['attend 80', 'attend 100', 'attend 150', 'answer 80', 'plan 80', 'answer 100', 'plan 100']
    expect(await rungs(first)).toEqual(expect.arrayContaining(expected))
    expect(await rungs(second)).toEqual(await rungs(first))
    const people = (await told()).map(line => line.split(':')[0])
    const cases = 2
    expect(people).toHaveLength(cases * new Set(people).size)
    expect(await told()).toContain('director: settle 150')
  })

  it('goes on with other cases when it cannot work on one, and comes back to it', async () => {
    const [broken, sound] = [await opened(), await opened()]
    const [row] = await deps.db.select({ snapshot: cases.snapshot }).from(cases).where(eq(cases.number, broken))
    const put = (snapshot: unknown) => deps.db.update(cases).set({ snapshot }).where(eq(cases.number, broken))
    await put({ ...(row?.snapshot as object), value: 'nowhere' })
    clock.advance(11)
    expect(await fireDueRungs(deps)).toBe(1)
    expect(await rungs(sound)).toEqual(['attend 80', 'attend 100'])
    await put(row?.snapshot)
    expect(await fireDueRungs(deps)).toBe(1)
    expect(await rungs(broken)).toEqual(['attend 80', 'attend 100'])
  })

  it('sets a row right that calls it too early, and gets to what is due behind it', async () => {
    const [early, due] = [await opened(), await opened()]
    const number = eq(cases.number, early)
    const [row] = await deps.db.select({ id: cases.id }).from(cases).where(number)
    await deps.db
      .update(deadlines)
      .set({ nextRungAt: '2026-11-01T00:00:00Z' })
      .where(eq(deadlines.caseId, row?.id ?? 0))
    await deps.db.update(cases).set({ pauseEndsAt: '2026-11-01T00:00:00Z' }).where(number)
    expect(await fireDueRungs(deps)).toBe(1)
    expect(await fireDueRungs(deps)).toBe(0)
    expect(await rungs(early)).toEqual([])
    expect(await verifyAll(deps.db)).toBeNull()
    clock.advance(9)
    expect(await fireDueRungs(deps)).toBe(2)
    expect(await rungs(due)).toEqual(['attend 80'])
  })

  it('marks what was missed, and the case stays late', async () => {
    const number = await opened()
    clock.advance(11)
    await fireDueRungs(deps)
    await happen(deps, number, 'head.dining', 'arrive')
    const [row] = await deps.db.select().from(cases).where(eq(cases.number, number))
    expect(row?.late).toBe(true)
  })

  it('holds while a case is paused', async () => {
    const number = await opened()
    await happen(deps, number, 'head.dining', 'arrive')
    await happen(deps, number, 'head.dining', 'pause')
    clock.advance(60 * 24 * 10)
    await fireDueRungs(deps)
    expect(await rungs(number)).toEqual([])
    await happen(deps, number, 'head.dining', 'resume')
    clock.advance(60 * 3.5)
    expect(await reachDeadlines(deps)).toBeDefined()
    expect(await rungs(number)).toEqual(['plan 80'])
  })

  it('ends a pause that has used up its days, once, and time counts from that instant on', async () => {
    const number = await opened()
    await happen(deps, number, 'head.dining', 'arrive')
    await happen(deps, number, 'head.dining', 'pause')
    const [paused] = await deps.db.select().from(caseEvents).where(eq(caseEvents.type, 'pause'))
    const end = new Date(paused?.at ?? '').getTime() + 60 * day
    expect((await nextRungAt(deps))?.getTime()).toBe(end)
    clock.advance(60 * 24 * 60 - 1)
    expect(await fireDueRungs(deps)).toBe(0)
    clock.advance(1 + 30)
    await Promise.all([fireDueRungs(deps), fireDueRungs(deps)])
    expect(await fireDueRungs(deps)).toBe(0)
    const resumed = await deps.db.select().from(caseEvents).where(eq(caseEvents.type, 'resume'))
    expect(resumed.map(one => [one.by, one.facts])).toMatchObject([
      [null, { computed: { capped: { at: new Date(end).toISOString(), days: 60 } } }],
    ])
    const [row] = await deps.db.select().from(cases).where(eq(cases.number, number))
    expect(row).toMatchObject({ paused: false, pauseEndsAt: null, late: false })
    const ended = await deps.db.select().from(notices).where(eq(notices.kind, 'pause-ended'))
    expect(ended.map(one => one.recipient)).toEqual(['head.dining'])
    expect(await rungs(number)).toEqual([])
    expect(await verifyAll(deps.db)).toBeNull()
    clock.advance(60 * 3)
    expect(await fireDueRungs(deps)).toBe(1)
    expect(await rungs(number)).toEqual(['plan 80'])
  })

  it('after a downtime ends the pause first and then tells what became late since', async () => {
    const number = await opened()
    await happen(deps, number, 'head.dining', 'arrive')
    await happen(deps, number, 'head.dining', 'pause')
    clock.advance(60 * 24 * 62)
    await fireDueRungs(deps)
    expect((await rungs(number)).slice(0, 2)).toEqual(['plan 80', 'plan 100'])
    const [row] = await deps.db.select().from(cases).where(eq(cases.number, number))
    expect(row?.late).toBe(true)
    expect(await verifyAll(deps.db)).toBeNull()
  })

  it('raises no revision, so that a form that is open is not refused because a mail went out', async () => {
    const number = await opened()
    const before = await deps.db.select().from(cases).where(eq(cases.number, number))
    clock.advance(11)
    await fireDueRungs(deps)
    const [row] = await deps.db.select().from(cases).where(eq(cases.number, number))
    expect(row?.revision).toBe(before[0]?.revision)
    expect(row?.seq).toBe((before[0]?.seq ?? 0) + 2)
  })
})
