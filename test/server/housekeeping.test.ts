import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Connection } from '../../db/client.ts'
import { idempotencyKeys, sessions } from '../../db/schema.ts'
import type { Deps } from '../../server/deps.ts'
import { tidy } from '../../server/housekeeping/housekeeping.ts'
import { openDatabase } from '../support/databases.ts'
import { clockAt, makeTestDeps } from '../support/deps.ts'

const clock = clockAt('2026-11-21T02:00:00.000Z')
let connection: Connection
let deps: Deps

beforeAll(async () => {
  connection = await openDatabase()
  deps = await makeTestDeps({ connection, clock })
})

afterAll(async () => {
  await deps.jobs.stop()
  await connection.close()
})

test('ended sessions and day-old idempotency keys go, living ones stay', async () => {
  const expiresAt = (sidHash: string, at: string) => ({ sidHash, data: {}, expiresAt: at })
  await deps.db
    .insert(sessions)
    .values([expiresAt('ended', '2026-11-21T01:59:59.000Z'), expiresAt('living', '2026-11-21T02:00:01.000Z')])
  const keyAt = (key: string, createdAt: string) => ({ person: 'rep', key, requestDigest: '', number: '', createdAt })
  await deps.db
    .insert(idempotencyKeys)
    .values([keyAt('old', '2026-11-20T01:59:59.000Z'), keyAt('fresh', '2026-11-20T02:00:01.000Z')])

  await tidy(deps)

  const left = await deps.db.select({ sid: sessions.sidHash }).from(sessions)
  const keys = await deps.db.select({ key: idempotencyKeys.key }).from(idempotencyKeys)
  expect([left, keys]).toEqual([[{ sid: 'living' }], [{ key: 'fresh' }]])
})
