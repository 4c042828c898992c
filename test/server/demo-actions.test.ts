import { and, count, eq, gt, lt, notExists, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaints, correctiveActionCases, correctiveActions, delegations, notices } from '../../db/schema.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import { actionReminders } from '../../server/corrective-actions/reminders.ts'
import { playStories } from '../../server/demo/load-demo.ts'
import { playActions } from '../../server/demo/play-actions.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { openDatabase } from '../support/databases.ts'
import { clockAt, makeTestDeps } from '../support/deps.ts'
import { fillWinery } from '../support/winery.ts'

describe('the demo as it is loaded', () => {
  const clock = clockAt()
  const now = clock.now().toISOString()
  let deps: Deps
  beforeAll(async () => {
    deps = await makeTestDeps({ connection: await openDatabase(), clock })
    await fillWinery(deps)
    await playActions(deps, await playStories(deps, () => {}))
  })
  afterAll(() => closeDeps(deps))

  it('has a corrective action for every complaint that was closed with one', async () => {
    const its = eq(correctiveActionCases.caseId, complaints.caseId)
    const without = notExists(deps.db.select({ one: sql`1` }).from(correctiveActionCases).where(its))
    const opened = eq(complaints.correctiveAction, 'opened')
    expect(await deps.db.$count(complaints, opened)).toBeGreaterThan(20)
    expect(await deps.db.$count(complaints, and(opened, without))).toBe(0)
  })

  it('shows corrective actions in every state but that of one withdrawn, one of them late', async () => {
    const { state } = correctiveActions
    const found = await deps.db.select({ state, times: count() }).from(correctiveActions).groupBy(state)
    expect(found.map(one => one.state).toSorted()).toEqual(
      ['closed', 'implemented', 'in-progress', 'ineffective', 'proposed', 'verified'].toSorted(),
    )
    expect(await deps.db.$count(correctiveActions, lt(correctiveActions.dueAt, now))).toBe(1)
    const next = await actionReminders.next(deps)
    expect(next?.toISOString() ?? '').toSatisfy((at: string) => at > now)
  })

  it('has somebody on leave today, with a deputy', async () => {
    const today = and(lt(delegations.startsAt, now), gt(delegations.endsAt, now))
    const [found] = await deps.db.select().from(delegations).where(today)
    expect(found).toMatchObject({ delegator: 'head.finance', delegate: 'finance' })
  })

  it('sends nobody a mail, and verifies', async () => {
    expect(await deps.db.$count(notices, sql`about <> 'case'`)).toBeGreaterThan(0)
    expect(await deps.db.$count(notices, sql`status <> 'suppressed'`)).toBe(0)
    expect(await verifyAll(deps.db)).toBeNull()
  })
})
