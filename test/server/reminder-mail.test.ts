import { and, desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { notices } from '../../db/schema.ts'
import { openCase } from '../../server/cases/change-case.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import type { Deps } from '../../server/deps.ts'
import { fireDueRungs } from '../../server/escalations/clock.ts'
import { sendNotice } from '../../server/mail/outbox-job.ts'
import { openPost, type Post } from '../../server/mail/post.ts'
import { closeDeps } from '../../server/open-deps.ts'
import type { Explained } from '../../workflows/complaint/explain.ts'
import { happen } from '../support/case-in.ts'
import { databases, emptyTables } from '../support/databases.ts'
import { clockAt, makeTestDeps } from '../support/deps.ts'
import { type MailServer, openMailServer, partsOf } from '../support/mail-server.ts'
import { insertCase, insertNotice, noticeRow } from '../support/notices.ts'
import { payloads } from '../support/payloads.ts'
import { fillWinery } from '../support/winery.ts'

const body = { ...payloads.open, category: 'service', amount: '900', department: 'dining', handler: 'handler.dining' }

describe.each(databases)('the mail of a reminder on $name', ({ open }) => {
  const clock = clockAt()
  let deps: Deps
  let server: MailServer
  let post: Post
  let number: string

  beforeAll(async () => {
    deps = await makeTestDeps({ connection: await open(), clock })
    server = await openMailServer()
    post = openPost(server.url)
  })
  beforeEach(async () => {
    clock.set('2026-11-21T02:00:00.000Z')
    server.received.length = 0
    await emptyTables(deps.connection)
    await fillWinery(deps)
    number = (await openCase(deps, body, { login: 'rep' })).number
    clock.advance(5)
    await happen(deps, number, 'head.dining', 'arrive')
    await happen(deps, number, 'handler.dining', 'find')
    await happen(deps, number, 'handler.dining', 'plan')
  })
  afterAll(async () => {
    post.close()
    await server.close()
    await closeDeps(deps)
  })

  /** The latest reminder of a kind to a person. */
  async function reminder(kind: string, recipient: string, limit = 'settle') {
    const found = await deps.db
      .select()
      .from(notices)
      .where(and(eq(notices.kind, kind), eq(notices.recipient, recipient)))
      .orderBy(desc(notices.id))
    const row = found.find(one => one.params.limit === limit)
    if (!row) throw new Error(`${recipient} got no ${kind} of ${limit}`)
    return row
  }
  async function mailed(id: number): Promise<string[]> {
    await sendNotice(deps, post, id, false)
    return partsOf(server.received.at(-1) ?? '')
  }
  const untilRung = async (share: number) => {
    clock.set('2026-11-21T02:00:00.000Z')
    clock.advance(12 * 60 * share)
    clock.advance(0.01)
    await fireDueRungs(deps)
  }

  it('says in text and HTML from when, by which rule, policy and calendar, and who is told next', async () => {
    await untilRung(0.5)
    const parts = await mailed((await reminder('warning', 'handler.dining')).id)
    expect(parts).toHaveLength(2)
    for (const part of parts) {
      for (const words of [
        '截止时间是这样算的',
        '一般投诉：12 小时，自受理起算',
        '》第 1 版',
        '内置日历 2026.1，北京时间',
        '2026-11-21 10:00 至今，已计 6 小时',
        '2026-11-21 22:00，还剩 5 小时 59 分钟',
        '（用时 50%）已通知罗佳',
        '（用时 80%）将通知承办人、部门负责人（罗佳、郭建平）',
      ])
        expect(part).toContain(words)
      expect(part).not.toMatch(/case\.|mail\.|codes\.|undefined/)
    }
  })

  it('counts neither a pause nor, once it is late, what came after', async () => {
    clock.advance(55)
    await happen(deps, number, 'head.dining', 'pause', { reasonCode: 'testing' })
    clock.advance(120)
    await happen(deps, number, 'head.dining', 'resume')
    await untilRung(1.2)
    const [text] = await mailed((await reminder('late', 'handler.dining')).id)
    expect(text).toContain('2026-11-21 11:00 至 2026-11-21 13:00，暂停 2 小时，不计（')
    expect(text).toContain('2026-11-22 00:00')
    expect(text).toContain('将通知')
  })

  it('says the same when it is sent again, whatever happened to the case meanwhile', async () => {
    await untilRung(0.5)
    const { id } = await reminder('warning', 'handler.dining')
    const [before] = await mailed(id)
    await happen(deps, number, 'centre', 'regrade', { level: 'critical', reason: '媒体已经到场' })
    clock.advance(300)
    await fireDueRungs(deps)
    await deps.db.update(notices).set({ status: 'queued', subject: null, text: null }).where(eq(notices.id, id))
    const [after] = await mailed(id)
    const explanation = (text = '') => text.slice(text.indexOf('截止时间是这样算的'))
    expect(explanation(after)).toBe(explanation(before))
    expect(after).toContain('一般投诉：12 小时')
    expect(after).toContain('级别：重大')
  })

  it('is explained by the rungs before it, each with those who were told', async () => {
    await untilRung(0.5)
    await untilRung(1)
    const { explained } = await reminder('late', 'handler.dining')
    const { rungs } = explained as Explained
    expect(rungs.map(one => [one.percent, one.fired])).toEqual([
      [50, true],
      [80, true],
      [100, true],
      [150, false],
    ])
    expect(rungs[0]?.people).toEqual(['handler.dining'])
    expect(rungs[2]?.people).toContain('handler.dining')
  })

  it('leaves the proof of the case whole, and what is no reminder unexplained', async () => {
    await untilRung(1.6)
    const all = await deps.db.select().from(notices)
    expect(all.filter(one => (one.kind === 'warning' || one.kind === 'late') !== (one.explained !== null))).toEqual([])
    expect(await verifyAll(deps.db)).toBeNull()
  })

  it('that was written before reminders explained themselves still goes out', async () => {
    await emptyTables(deps.connection)
    const params = { limit: 'settle', entry: 1, rung: 100, dueAt: '2026-11-21T10:00:00.000Z' }
    const id = await insertNotice(deps.db, await insertCase(deps.db), { kind: 'late', params })
    const [text] = await mailed(id)
    expect(text).toContain('2026年11月21日 18:00（北京时间）')
    expect(text).not.toContain('截止时间是这样算的')
    expect((await noticeRow(deps.db, id)).status).toBe('sent')
  })
})
