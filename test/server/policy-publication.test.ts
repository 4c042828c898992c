import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../db/client.ts'
import { cases } from '../../db/schema.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import { type ApiTest, startApi } from '../support/api.ts'
import { caseInState } from '../support/case-in.ts'
import { databases } from '../support/databases.ts'
import { payloads } from '../support/payloads.ts'
import { states } from '../support/stages.ts'

const running = 200
/** Every state in which a complaint still runs. */
const runningStates = states.filter(state => state !== 'close.closed')
const tables = ['cases', 'complaints', 'case_events', 'deadlines', 'asks', 'approvals', 'measures', 'notices']
const startsAt = '2026-11-22T00:00:00.000Z'

/** Half the time to settle, one more approver, another bound of the lowest level, a ladder of its own. */
function harder() {
  const copy = structuredClone(winery)
  Object.assign(copy.limits.settle?.general ?? {}, { amount: 6 })
  copy.approval.byLevel.general = ['service-head', 'unit-leader']
  copy.grading.byAmount[0] = { upTo: '100.00', level: 'minor' }
  copy.ladders.other = [{ percent: 100, tell: ['director'] }]
  return copy
}

describe.each(databases)('while 200 cases run on $name', database => {
  let api: ApiTest
  let numbers: string[]
  let before: unknown
  beforeAll(async () => {
    api = await startApi(database)
    numbers = []
    for (let index = 0; index < running; index++) {
      numbers.push(await caseInState(api.deps, runningStates[index % runningStates.length] ?? 'receive'))
    }
    before = await everythingStored()
  }, 240_000)
  afterAll(() => api.close())

  /** Every row that belongs to a case. */
  async function everythingStored() {
    const stored: Record<string, unknown[]> = {}
    for (const table of tables) {
      const rows = await api.deps.db.execute(sql.raw(`select to_jsonb(t) as row from ${table} t order by 1`))
      stored[table] = rowsOf<{ row: unknown }>(rows).map(({ row }) => row)
    }
    return stored
  }
  const open = async () => (await api.as('rep')).open({ ...payloads.open, category: 'service', amount: '3000.00' })
  const read = async (number: string) => (await (await api.as('rep')).get(`/complaints/${number}`).expect(200)).body
  const settleHours = async (number: string) => {
    const { receivedAt, deadlines: list } = await read(number)
    const due = list.find((one: { kind: string }) => one.kind === 'settle').dueAt
    return (Date.parse(due) - Date.parse(receivedAt)) / 3_600_000
  }

  test('publishing a new version changes none of them, nor does its start', async () => {
    const admin = await api.as('admin')
    const { version } = (await admin.post('/policies/winery/versions', { document: harder() }).expect(201)).body
    expect(version).toBe(2)
    await admin.post('/policies/winery/versions/2/publication', { from: startsAt }).expect(200)
    expect(await everythingStored()).toEqual(before)
    expect(await verifyAll(api.deps.db)).toBeNull()
  }, 120_000)

  test('until its start new cases take the version in force, from then on the new one', async () => {
    const early = await open()
    expect((await read(early)).policy).toEqual({ code: 'winery', version: 1 })
    api.clock.set(startsAt)
    const late = await open()
    expect((await read(late)).policy).toEqual({ code: 'winery', version: 2 })
    expect([await settleHours(early), await settleHours(late)]).toEqual([12, 6])
  })

  test('running cases go on under the version that they were opened under', async () => {
    const drafting = numbers[runningStates.indexOf('propose.draft')] ?? ''
    const planned = await (await api.as('handler.dining')).send(drafting, { type: 'plan', ...payloads.plan })
    expect(planned.policy).toEqual({ code: 'winery', version: 1 })
    expect(planned.steps.map((step: { role: string }) => step.role)).toEqual(['unit-leader', 'handler'])
    const stored = await api.deps.db.select({ number: cases.number, version: cases.policyVersion }).from(cases)
    expect(stored.filter(one => numbers.includes(one.number) && one.version === 1)).toHaveLength(running)
    expect(await verifyAll(api.deps.db)).toBeNull()
  }, 120_000)
})
