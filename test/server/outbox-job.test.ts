import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Connection } from '../../db/client.ts'
import type { Deps } from '../../server/deps.ts'
import { sendNotice } from '../../server/mail/outbox-job.ts'
import { openPost, type Post } from '../../server/mail/post.ts'
import { emptyTables, openDatabase } from '../support/databases.ts'
import { clockAt, makeTestDeps } from '../support/deps.ts'
import { type MailServer, openMailServer } from '../support/mail-server.ts'
import { insertCase, insertNotice, noticeRow } from '../support/notices.ts'
import { freePort } from '../support/postgres-server.ts'

const messageIdOf = (message: string) => /^Message-ID: (.*)$/im.exec(message)?.[1]

describe('the outbox', () => {
  const clock = clockAt('2026-11-21T02:00:00.000Z')
  let connection: Connection
  let deps: Deps
  let noticeId: number
  let server: MailServer | undefined
  let post: Post

  const start = async (behaviour: Parameters<typeof openMailServer>[0]) => {
    server = await openMailServer(behaviour)
    post = openPost(server.url)
    return server
  }
  const send = (lastTry = false) => sendNotice(deps, post, noticeId, lastTry)
  const row = () => noticeRow(connection.db, noticeId)

  beforeAll(async () => {
    connection = await openDatabase()
    deps = await makeTestDeps({ connection, clock, env: { MAIL_FROM: 'Redress <redress@winery.test>' } })
  })
  beforeEach(async () => {
    await emptyTables(connection)
    noticeId = await insertNotice(connection.db, await insertCase(connection.db))
  })
  afterEach(async () => {
    await server?.close()
    server = undefined
  })
  afterAll(async () => {
    await deps.jobs.stop()
    await connection.close()
  })

  it('sends a notice once, however often its job runs', async () => {
    const { received } = await start({})
    await send()
    await send()
    expect(received).toHaveLength(1)
    expect(await row()).toMatchObject({ status: 'sent', attempts: 1, error: null, sentAt: expect.any(String) })
  })

  it('marks the mail as automatic and as part of the thread of its case', async () => {
    const { received } = await start({})
    await send()
    expect(received[0]).toMatch(/^Auto-Submitted: auto-generated$/m)
    expect(received[0]).toMatch(/^X-Auto-Response-Suppress: All$/m)
    expect(received[0]).toMatch(/^References: <TS-20261121-0001@winery\.test>$/m)
    expect(messageIdOf(received[0] ?? '')).toBe(`<notice-${noticeId}@winery.test>`)
  })

  it('keeps subject and text as they were sent', async () => {
    await start({})
    await send()
    const { subject, text } = await row()
    expect(subject).toBe('【客诉·一般】TS-20261121-0001 处理方案待您审批')
    expect(text).toContain('http://127.0.0.1:3000/complaints/TS-20261121-0001')
  })

  it('delivers later what could not be delivered while the mail server was down', async () => {
    const port = await freePort()
    post = openPost(`smtp://127.0.0.1:${port}`)
    await expect(send()).rejects.toThrow('ECONNREFUSED')
    expect(await row()).toMatchObject({ status: 'queued', attempts: 1, error: expect.stringContaining('ECONNREFUSED') })

    const { received } = await start({ port })
    clock.advance(10)
    await send()
    expect(received).toHaveLength(1)
    expect(await row()).toMatchObject({ status: 'sent', attempts: 2, error: null })
    expect(new Date((await row()).sentAt ?? '')).toEqual(clock.now())
  })

  it('tries again after a refusal for now', async () => {
    await start({ refuse: { address: 'leader.hospitality@example.test', code: 451, words: 'mailbox busy' } })
    await expect(send()).rejects.toThrow('mailbox busy')
    expect(await row()).toMatchObject({ status: 'queued', error: expect.stringContaining('mailbox busy') })
  })

  it("gives up on a refused recipient and keeps the server's words", async () => {
    await start({ refuse: { address: 'leader.hospitality@example.test', code: 550, words: 'no such mailbox' } })
    await send()
    expect(await row()).toMatchObject({ status: 'failed', error: expect.stringContaining('no such mailbox') })
  })

  it('repeats a mail whose acceptance was lost under the same Message-ID', async () => {
    const { received } = await start({ hangUpAfterData: true })
    await expect(send()).rejects.toThrow()
    await expect(send()).rejects.toThrow()
    expect(received).toHaveLength(2)
    expect(messageIdOf(received[1] ?? '')).toBe(messageIdOf(received[0] ?? ''))
    expect(await row()).toMatchObject({ status: 'queued', attempts: 2 })
  })

  it('counts a mail as sent only when a slow server has taken it', async () => {
    const hold = Promise.withResolvers<void>()
    const { received } = await start({ hold: hold.promise })
    const sending = send()
    await vi.waitFor(() => expect(received).toHaveLength(1))
    expect(await row()).toMatchObject({ status: 'queued', attempts: 1 })
    hold.resolve()
    await sending
    expect(await row()).toMatchObject({ status: 'sent', attempts: 1 })
  })

  it('fails with the last error when the last try is over', async () => {
    post = openPost(`smtp://127.0.0.1:${await freePort()}`)
    await send(true)
    expect(await row()).toMatchObject({ status: 'failed', error: expect.stringContaining('ECONNREFUSED') })
  })

  it('leaves a suppressed notice alone', async () => {
    const { received } = await start({})
    const suppressed = await insertNotice(connection.db, (await row()).caseId ?? 0, { seq: 2, status: 'suppressed' })
    await sendNotice(deps, post, suppressed, false)
    expect(received).toHaveLength(0)
    expect((await noticeRow(connection.db, suppressed)).status).toBe('suppressed')
  })
})
