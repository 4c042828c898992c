import request from 'supertest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { openDatabase } from '../support/databases.ts'
import { clockAt, makeTestDeps } from '../support/deps.ts'

let deps: Deps
const clock = clockAt()

beforeAll(async () => {
  deps = await makeTestDeps({ connection: await openDatabase(), clock })
})
afterAll(() => closeDeps(deps))

const get = (path: string) => request(createApp(deps)).get(path)

test('it lives, and says how late its escalations are', async () => {
  const { status, body } = await get('/healthz')
  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'ok', escalations: { lateMilliseconds: 0 } })
})

test('a warning does not make it unready', async () => {
  clock.set('2027-12-05T00:00:00.000Z')
  const { status, body } = await get('/readyz')
  expect(status).toBe(200)
  expect(body.warnings).toEqual(['clock-skew', 'calendar-2027-missing', 'calendar-2028-missing'])
})

test('a calendar that holds this year is enough until December', async () => {
  clock.set('2026-11-30T00:00:00.000Z')
  expect((await get('/readyz')).body.warnings).not.toContain('calendar-2027-missing')
  clock.set('2026-12-01T00:00:00.000Z')
  expect((await get('/readyz')).body.warnings).toContain('calendar-2027-missing')
})

test('without its migrations it is not ready', async () => {
  await deps.connection.db.execute('alter schema drizzle rename to elsewhere')
  const { status, body } = await get('/readyz')
  await deps.connection.db.execute('alter schema elsewhere rename to drizzle')
  expect([status, body.status]).toEqual([503, 'not-ready'])
})

test('numbers for a monitoring system are in the format of Prometheus', async () => {
  const { text, headers } = await get('/metrics')
  expect(headers['content-type']).toContain('text/plain')
  expect(text).toContain('process_cpu_seconds_total')
})
