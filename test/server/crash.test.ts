import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Connection, connect, rowsOf } from '../../db/client.ts'
import { cases } from '../../db/schema.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import { databaseFolder } from '../../server/data-folder.ts'
import { hasServer, openDatabase } from '../support/databases.ts'

const rounds = Math.min(10, Number(process.env.CRASH_ROUNDS ?? 2))

/** Runs the burst until so many changes were acknowledged, then kill -9; answers everything that it had said. */
async function killedAfter(changes: number, env: Record<string, string>): Promise<Map<string, number>> {
  const child = spawn('node_modules/.bin/node', ['test/support/burst.ts'], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const acknowledged = new Map<string, number>()
  let count = 0
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'done') throw new Error('the burst was over before it could be killed')
    const [number = '', seq] = line.split(' ')
    acknowledged.set(number, Math.max(acknowledged.get(number) ?? 0, Number(seq)))
    count++
    if (count === changes) child.kill('SIGKILL')
  }
  expect(count).toBeGreaterThanOrEqual(changes)
  return acknowledged
}

/** What must be so after a crash: every acknowledged change is there, none by half, no notice is lost or raised twice. */
async function expectWhole({ db }: Connection, acknowledged: Map<string, number>): Promise<void> {
  await vi.waitFor(async () => expect(await othersAtWork(db)).toBe(0), { timeout: 10_000 })
  const stored = new Map((await db.select().from(cases)).map(row => [row.number, row.seq]))
  const lost = [...acknowledged].filter(([number, seq]) => (stored.get(number) ?? 0) < seq)
  expect(lost).toEqual([])
  expect(await verifyAll(db)).toBeNull()
  const unmatched = await db.execute(sql`
    select notices.id, count(job.id)::int as jobs from notices
    left join pgboss.job as job on job.name = 'notice' and (job.data->>'noticeId')::bigint = notices.id
    where notices.status = 'queued' group by notices.id having count(job.id) <> 1`)
  expect(rowsOf(unmatched)).toEqual([])
}

/** Statements that the killed process had sent and the server still carries out. */
async function othersAtWork(db: Connection['db']): Promise<number> {
  const found = await db.execute(sql`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null and backend_type = 'client backend'`)
  return rowsOf<{ count: number }>(found)[0]?.count ?? 0
}

/** Somewhere in the middle of the 500, in every round elsewhere. */
const somewhere = () => 40 + Math.floor(Math.random() * 120)
const killings = Array.from({ length: rounds }, (_, round) => ({ round: round + 1, changes: somewhere() }))

describe('kill -9 in a burst of 500 changes on PGlite', () => {
  let dataDir: string
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'redress-crash-'))
  })
  afterAll(() => rm(dataDir, { recursive: true }))

  it.each(killings)(
    'round $round, after $changes: nothing is lost and nothing is half',
    { timeout: 120_000 },
    async ({ round, changes }) => {
      const acknowledged = await killedAfter(changes, { DATA_DIR: dataDir, ...(round === 1 && { FILL: 'yes' }) })
      const connection = await connect({ dataDir: databaseFolder(dataDir) })
      await expectWhole(connection, acknowledged)
      await connection.close()
    },
  )
})

describe.skipIf(!hasServer)('kill -9 in a burst of 500 changes on PostgreSQL', () => {
  let connection: Connection
  beforeAll(async () => {
    connection = await openDatabase()
  })
  afterAll(() => connection.close())

  it.each(killings)(
    'round $round, after $changes: nothing is lost and nothing is half',
    { timeout: 120_000 },
    async ({ round, changes }) => {
      const env = { DATABASE_URL: connection.databaseUrl ?? '', ...(round === 1 && { FILL: 'yes' }) }
      await expectWhole(connection, await killedAfter(changes, env))
    },
  )
})
