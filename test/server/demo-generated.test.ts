import { count, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generatedComplaints } from '../../db/demo/generated/complaints.ts'
import { cases, complaints, customers, notices } from '../../db/schema.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import { playGenerated } from '../../server/demo/play-generated.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { channels, levels, stages } from '../../workflows/complaint/codes.ts'
import { openDatabase } from '../support/databases.ts'
import { clockAt, makeTestDeps } from '../support/deps.ts'
import { fillWinery } from '../support/winery.ts'

const clock = clockAt()
const wanted = 200
const progress: string[] = []
let deps: Deps
beforeAll(async () => {
  deps = await makeTestDeps({ connection: await openDatabase(), clock })
  await fillWinery(deps)
  await playGenerated(deps, wanted, (done, all) => progress.push(`${done}/${all}`))
})
afterAll(() => closeDeps(deps))

describe('a demo with many complaints', () => {
  it('has as many as were wanted, and says how far it is', async () => {
    expect(await deps.db.$count(complaints)).toBe(wanted)
    expect(progress).toHaveLength(2 * wanted)
    expect(progress.at(-1)).toBe(`${2 * wanted}/${2 * wanted}`)
  })

  it('verifies: every event went through the door', async () => {
    expect(await verifyAll(deps.db)).toBeNull()
  })

  it('sends nobody a mail', async () => {
    expect(await deps.db.$count(notices)).toBeGreaterThan(0)
    expect(await deps.db.$count(notices, sql`status <> 'suppressed'`)).toBe(0)
  })

  it('has cases at every level and in many stages, finished ones and late ones', async () => {
    const found = await deps.db.select({ level: cases.level, stage: cases.stage, late: cases.late }).from(cases)
    expect(new Set(found.map(one => one.level))).toEqual(new Set(levels))
    expect(stages.filter(stage => found.some(one => one.stage === stage)).length).toBeGreaterThanOrEqual(4)
    expect(new Set(found.map(one => one.late))).toEqual(new Set([true, false]))
  })

  it('was received over many days, in the order of its numbers, and never after now', async () => {
    const found = await deps.db.select().from(cases).orderBy(cases.id)
    const instants = found.map(one => Date.parse(one.receivedAt))
    expect(instants).toEqual(instants.toSorted((one, other) => one - other))
    expect(Math.max(...found.map(one => Date.parse(one.lastAt)))).toBeLessThanOrEqual(clock.now().getTime())
  })

  it('has customers who come back', async () => {
    const [known] = await deps.db.select({ all: count() }).from(customers)
    expect(known?.all).toBeLessThan(wanted)
    const [most] = await deps.db
      .select({ times: count() })
      .from(complaints)
      .innerJoin(customers, eq(customers.id, complaints.customerId))
      .groupBy(customers.id)
      .orderBy(sql`count(*) desc`)
      .limit(1)
    expect(most?.times).toBeGreaterThan(1)
  })
})

describe('generated complaints', () => {
  const now = clock.now()
  const many = generatedComplaints(5_000, 7, now)

  it('are the same for the same seed, and others for another', () => {
    expect(generatedComplaints(300, 7, now)).toEqual(generatedComplaints(300, 7, now))
    expect(generatedComplaints(300, 8, now)).not.toEqual(generatedComplaints(300, 7, now))
  })

  it('tell each their own story', () => {
    expect(new Set(many.map(one => one.open.narrative)).size).toBeGreaterThan(4_990)
    for (const { open } of many) expect(open.narrative + open.demand).not.toMatch(/[{}]|undefined/)
  })

  it('come in by every channel, for every department that handles complaints', () => {
    expect(new Set(many.map(one => one.open.channel))).toEqual(new Set(channels))
    const departments = new Set(many.flatMap(one => ('department' in one.open ? [one.open.department] : [])))
    expect(departments).toEqual(new Set(['dining', 'sales', 'cellar', 'finance']))
  })

  it('give no phone number to two people', () => {
    const names = new Map<string, string>()
    for (const { open } of many) {
      expect(names.get(open.customer.phone) ?? open.customer.name).toBe(open.customer.name)
      names.set(open.customer.phone, open.customer.name)
    }
  })
})
