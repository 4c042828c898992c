import { asc } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stories } from '../../db/demo/stories.ts'
import { caseEvents, cases } from '../../db/schema.ts'
import { loadCalendars } from '../../server/cases/calendars.ts'
import { changeCase, openCase, reachDeadlines } from '../../server/cases/change-case.ts'
import { loadOrganisation } from '../../server/cases/organisation.ts'
import { policyAt } from '../../server/cases/policies.ts'
import { recordedEvent } from '../../server/cases/recorded.ts'
import { playStories } from '../../server/demo/load-demo.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { runRehearsal } from '../../server/rehearsals/job.ts'
import { rehearsalNamed, startRehearsal } from '../../server/rehearsals/rehearsals.ts'
import type { Context } from '../../workflows/complaint/context.ts'
import { deadlinesOf } from '../../workflows/complaint/deadlines.ts'
import { rehearse } from '../../workflows/complaint/rehearse.ts'
import { canonical } from '../../workflows/evidence/canonical.ts'
import { databases, openDatabase } from '../support/databases.ts'
import { clockAt, makeTestDeps } from '../support/deps.ts'
import { payloads } from '../support/payloads.ts'
import { fillWinery } from '../support/winery.ts'

describe('a rehearsal of the version that really ran', () => {
  let deps: Deps
  beforeAll(async () => {
    deps = await makeTestDeps({ connection: await openDatabase(), clock: clockAt() })
    await fillWinery(deps)
    await playStories(deps, () => {})
  })
  afterAll(() => closeDeps(deps))

  test('gives the levels, steps, due instants and rungs that were recorded, for every demo case', async () => {
    const calendars = await loadCalendars(deps.db)
    const [version, organisation] = [await policyAt(deps.db, 'winery', 1), await loadOrganisation(deps.db)]
    const rows = await deps.db.select().from(cases).orderBy(asc(cases.id))
    const events = await deps.db.select().from(caseEvents).orderBy(asc(caseEvents.caseId), asc(caseEvents.seq))
    const until = deps.now().toISOString()
    expect(rows).toHaveLength(stories.length)
    for (const row of rows) {
      const recorded = events.filter(one => one.caseId === row.id).map(recordedEvent)
      const again = rehearse(row.number, recorded, { version, organisation, calendars, until })
      const context = (row.snapshot as { context: Context }).context
      expect(canonical(again.context), row.number).toBe(canonical(context))
      expect(canonical(deadlinesOf(again.context, version, calendars))).toBe(
        canonical(deadlinesOf(context, version, calendars)),
      )
      const rungs = recorded.flatMap(one =>
        one.type === 'deadline-reach' ? [`${one.kind} ${one.entry} ${one.rung} ${one.at}`] : [],
      )
      expect(again.rungs.map(one => `${one.kind} ${one.entry} ${one.rung} ${one.at}`)).toEqual(rungs)
      expect(again.decisions.every(one => one.how !== 'would-have-been-asked')).toBe(true)
    }
  })
})

describe.each(databases)('the job on $name', database => {
  let deps: Deps
  const clock = clockAt()
  beforeAll(async () => {
    deps = await makeTestDeps({ connection: await database.open(), clock })
    await fillWinery(deps)
  })
  afterAll(() => closeDeps(deps))

  test('that was stopped once is taken from the queue again, and reports that no case differs', async () => {
    const { number } = await openCase(deps, payloads.open, { login: 'rep' })
    await changeCase(deps, number, { type: 'register', ...payloads.register }, { login: 'rep' })
    const period = { from: '2026-01-01', to: '2026-12-31' }
    const id = await startRehearsal(deps, 'director', { policy: 'winery', version: 1, ...period })
    await expect(runRehearsal(deps, id, AbortSignal.abort())).rejects.toThrow()
    await deps.jobs.workOnRehearsals((rehearsal, stopping) => runRehearsal(deps, rehearsal, stopping))
    await expect.poll(async () => (await rehearsalNamed(deps, id)).status, { timeout: 60_000 }).toBe('done')
    expect((await rehearsalNamed(deps, id)).summary).toMatchObject({ cases: 1, differing: 0 })
  })
  test('of a complaint that was entered hours late tells nobody before it was known', async () => {
    const receivedAt = new Date(clock.now().getTime() - 14 * 3_600_000).toISOString()
    const late = { receivedAt, receivedReason: '补录', ...payloads.register, department: 'dining' }
    const { number } = await openCase(deps, { ...payloads.open, ...late }, { login: 'rep' })
    clock.advance(1 / 20)
    while (await reachDeadlines(deps, { number }));
    const period = { from: '2026-01-01', to: '2026-12-31' }
    const id = await startRehearsal(deps, 'director', { policy: 'winery', version: 1, ...period })
    await runRehearsal(deps, id, new AbortController().signal)
    const { summary } = await rehearsalNamed(deps, id)
    expect(summary?.notices.find(one => one.kind === 'late')?.was).toBeGreaterThan(0)
    expect(summary).toMatchObject({ cases: 2, differing: 0 })
  })
})
