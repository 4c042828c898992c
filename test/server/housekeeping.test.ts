import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Connection } from '../../db/client.ts'
import { idempotencyKeys, logInFailures, sessions } from '../../db/schema.ts'
import type { Deps } from '../../server/deps.ts'
import { tidy } from '../../server/housekeeping/housekeeping.ts'
import { countFailure } from '../../server/web/throttle.ts'
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

const session = (sidHash: string, expiresAt: string) => ({ sidHash, data: {}, expiresAt })
const key = (name: string, createdAt: string) => ({
  person: 'rep',
  key: name,
  requestDigest: '',
  number: '',
  createdAt,
})
const keysLeft = async () =>
  (await deps.db.select({ key: idempotencyKeys.key }).from(idempotencyKeys)).map(one => one.key)

test('ended sessions and day-old idempotency keys go, living ones stay', async () => {
  await deps.db
    .insert(sessions)
    .values([session('ended', '2026-11-21T01:59:59.000Z'), session('living', '2026-11-21T02:00:01.000Z')])
  await deps.db
    .insert(idempotencyKeys)
    .values([key('old', '2026-11-20T01:59:59.000Z'), key('fresh', '2026-11-20T02:00:01.000Z')])

  await tidy(deps)

  expect(await deps.db.select({ sid: sessions.sidHash }).from(sessions)).toEqual([{ sid: 'living' }])
  expect(await keysLeft()).toEqual(['fresh'])
})

test('failed log-ins are forgotten after a quarter of an hour, so inventing log-ins fills nothing', async () => {
  const fail = (login: string) => countFailure(deps, { login, address: '192.0.2.7' })
  await fail('nobody-at-all')
  clock.advance(14)
  await fail('rep')
  clock.advance(1)
  await tidy(deps)
  const left = await deps.db.select({ key: logInFailures.key }).from(logInFailures)
  expect(left.map(one => one.key).sort()).toEqual(['here:rep 192.0.2.7', 'login:rep'])
})

test('what cannot be tidied keeps nothing else from being tidied', async () => {
  await deps.db.insert(idempotencyKeys).values(key('left', '2026-11-19T00:00:00.000Z'))
  const done: string[] = []
  const broken = async () => {
    throw new Error('no such folder')
  }
  await deps.db.execute(sql`alter table sessions rename to sessions_away`)
  await tidy(deps, [broken, async () => void done.push('the next')])
  await deps.db.execute(sql`alter table sessions_away rename to sessions`)
  expect([await keysLeft(), done]).toEqual([[], ['the next']])
})
