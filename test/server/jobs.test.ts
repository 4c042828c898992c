import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Connection, rowsOf } from '../../db/client.ts'
import { notices } from '../../db/schema.ts'
import type { Deps } from '../../server/deps.ts'
import { databases, emptyTables } from '../support/databases.ts'
import { makeTestDeps } from '../support/deps.ts'
import { openMailServer } from '../support/mail-server.ts'
import { insertCase, insertNotice, noticeRow } from '../support/notices.ts'

describe.each(databases)('the jobs on $name', ({ open }) => {
  let connection: Connection
  let deps: Deps
  let noticeId: number

  const queued = async () => {
    const jobs = rowsOf<{ id: number }>(
      await connection.db.execute(sql`select (data->>'noticeId')::int as id from pgboss.job where name = 'notice'`),
    )
    return jobs.map(job => job.id)
  }

  beforeAll(async () => {
    connection = await open()
    deps = await makeTestDeps({ connection })
  })
  beforeEach(async () => {
    await emptyTables(connection)
    noticeId = await insertNotice(connection.db, await insertCase(connection.db))
  })
  afterAll(async () => {
    await deps.jobs.stop()
    await connection.close()
  })

  it('are queued with the change that they belong to', async () => {
    await deps.db.transaction(tx => deps.jobs.enqueueNotices(tx, [noticeId]))
    expect(await queued()).toEqual([noticeId])
  })

  it('vanish with a change that is rolled back', async () => {
    const change = deps.db.transaction(async tx => {
      await deps.jobs.enqueueNotices(tx, [noticeId])
      throw new Error('the change failed')
    })
    await expect(change).rejects.toThrow('the change failed')
    expect(await queued()).toEqual([])
  })

  it('are made again for a waiting notice that lost its job, and never twice', async () => {
    await deps.jobs.requeueLostNotices()
    await deps.jobs.requeueLostNotices()
    expect(await queued()).toEqual([noticeId])
  })

  it('are made again for every waiting notice, however many wait', async () => {
    const { id: _, ...notice } = await noticeRow(connection.db, noticeId)
    const more = Array.from({ length: 2000 }, (_, index) => ({ ...notice, recipient: `reader.${index}` }))
    await connection.db.insert(notices).values(more)
    await deps.jobs.requeueLostNotices()
    expect(new Set(await queued()).size).toBe(2001)
  })

  it('send what waited in the outbox when the server starts with a mail server', async () => {
    const mailServer = await openMailServer()
    const withMail = await makeTestDeps({ connection, env: { SMTP_URL: mailServer.url } })
    await vi.waitFor(async () => expect((await noticeRow(connection.db, noticeId)).status).toBe('sent'), {
      timeout: 15_000,
      interval: 100,
    })
    expect(mailServer.received).toHaveLength(1)
    await withMail.jobs.stop()
    await mailServer.close()
  })
})
