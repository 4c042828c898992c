import { and, asc, eq, gt } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { correctiveActions, delegations, notices } from '../../db/schema.ts'
import { openCase } from '../../server/cases/change-case.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import { changeAction, proposeAction } from '../../server/corrective-actions/changes.ts'
import { actionReminders } from '../../server/corrective-actions/reminders.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { databases, emptyTables } from '../support/databases.ts'
import { clockAt, makeTestDeps } from '../support/deps.ts'
import { type MailServer, openMailServer, partsOf } from '../support/mail-server.ts'
import { payloads } from '../support/payloads.ts'
import { fillWinery } from '../support/winery.ts'

const plan = {
  title: '排班与预订人数脱节',
  cause: 'method',
  rootCause: '排班表没有参考预订人数',
  correction: '当晚加派两人',
  corrective: '排班前一天核对预订人数',
  owner: 'handler.dining',
  verifier: 'rep',
  // a Friday
  due: '2026-12-04',
  effectDays: '30',
}
const done = { evidence: '已按新表排班两周' }

describe.each(databases)('mails about corrective actions on $name', ({ open }) => {
  const clock = clockAt()
  let deps: Deps
  let server: MailServer
  let complaint: string
  /** the last notice that a test has looked at */
  let heard = 0

  beforeAll(async () => {
    server = await openMailServer()
    deps = await makeTestDeps({
      connection: await open(),
      clock,
      env: { SMTP_URL: server.url, MAIL_FROM: 'Redress <redress@winery.test>' },
    })
  })
  beforeEach(async () => {
    clock.set('2026-11-21T02:00:00.000Z')
    await emptyTables(deps.connection)
    heard = 0
    server.received.length = 0
    await fillWinery(deps)
    complaint = (
      await openCase(deps, { ...payloads.open, category: 'service', department: 'dining' }, { login: 'rep' })
    ).number
    await mails()
  })
  afterAll(async () => {
    await closeDeps(deps)
    await server.close()
  })

  const rows = () => deps.db.select().from(notices).where(gt(notices.id, heard)).orderBy(asc(notices.id))
  /** Who has been told what since it was last asked: `action-start handler.dining`. */
  async function mails(): Promise<string[]> {
    const found = await rows()
    heard = found.at(-1)?.id ?? heard
    return found.map(one => `${one.kind} ${one.recipient}`).sort()
  }
  const propose = async (by = 'centre') =>
    (await proposeAction(deps, by, { type: 'propose', complaints: [complaint], ...plan })).number
  const does = (login: string, number: string, type: string, more: object = {}) =>
    changeAction(deps, login, number, { type, ...more })
  /** A working day in the morning, Beijing time. */
  const morningOf = (day: string) => clock.set(`${day}T02:00:00.000Z`)
  const remind = async () => {
    await actionReminders.ring(deps)
    return mails()
  }

  it('go to whoever’s turn it becomes: approver, owner, verifier, and at the end to all who took part', async () => {
    const number = await propose()
    expect(await mails()).toEqual(['action-approve quality'])
    await does('quality', number, 'return', { reason: '请写明如何核对' })
    expect(await mails()).toEqual(['action-revise centre'])
    await does('centre', number, 'revise', plan)
    await does('quality', number, 'approve')
    expect(await mails()).toEqual(['action-approve quality', 'action-start handler.dining'])
    await does('handler.dining', number, 'start')
    expect(await mails()).toEqual([])
    await does('handler.dining', number, 'implement', done)
    expect(await mails()).toEqual(['action-verify rep'])
    await does('rep', number, 'send-back', { reason: '周末没有执行' })
    expect(await mails()).toEqual(['action-implement handler.dining'])
    await does('handler.dining', number, 'implement', done)
    await does('rep', number, 'verify', done)
    morningOf('2027-01-05')
    await mails()
    await does('rep', number, 'check-effect', { outcome: 'effective', ...done })
    expect(await mails()).toEqual(['action-closed centre', 'action-closed handler.dining'])
  })

  it('tell a new owner or verifier, and of a new due day', async () => {
    const number = await propose()
    await does('quality', number, 'approve')
    await mails()
    await does('quality', number, 'adjust', { owner: 'head.dining', reason: '原责任人休假' })
    expect(await mails()).toEqual(['action-start head.dining'])
    await does('quality', number, 'adjust', { due: '2026-12-11', reason: '设备晚到' })
    expect(await mails()).toEqual(['action-start head.dining'])
    await does('centre', number, 'link', {
      complaint: (await openCase(deps, payloads.open, { login: 'rep' })).number,
    })
    expect((await mails()).filter(one => one.startsWith('action'))).toEqual([])
  })

  it('are really sent: what, why, until when, what next, the way there, in the thread of the action', async () => {
    const number = await propose()
    await does('quality', number, 'approve')
    await vi.waitFor(() => expect(server.received.some(one => one.includes('handler.dining@'))).toBe(true), 20_000)
    const raw = server.received.findLast(one => one.includes('handler.dining@')) ?? ''
    expect(raw).toMatch(/^Auto-Submitted: auto-generated$/m)
    expect(raw).toContain(`References: <${number}@winery.test>`)
    expect(raw).toMatch(/^Message-ID: <notice-\d+@winery\.test>/m)
    const [text] = partsOf(raw)
    for (const words of [
      '整改已获批准，由您负责实施',
      '您是这项整改的责任人',
      '请开始实施，并在期限之前登记完成情况',
      `整改编号：${number}`,
      '题目：排班与预订人数脱节',
      '截止时间：2026年12月4日 23:59（北京时间）',
      '验证人：林晓雯',
      `/corrective-actions/${number}#start`,
    ])
      expect(text).toContain(words)
  })

  it('remind on the morning of the last working day before it is due, then up the line when it is late', async () => {
    const number = await propose()
    await does('quality', number, 'approve')
    await does('handler.dining', number, 'start')
    await mails()
    clock.set('2026-12-03T00:59:59.999Z')
    expect(await remind()).toEqual([])
    expect((await actionReminders.next(deps))?.toISOString()).toBe('2026-12-03T01:00:00.000Z')
    clock.set('2026-12-03T01:00:00.000Z')
    expect(await remind()).toEqual(['action-soon handler.dining'])
    clock.set('2026-12-04T15:59:59.999Z')
    expect(await remind()).toEqual([])
    clock.set('2026-12-04T16:00:00.000Z')
    expect(await remind()).toEqual(['action-late handler.dining', 'action-late head.dining'])
    // Monday to Wednesday are the three working days
    clock.set('2026-12-09T16:00:00.000Z')
    expect(await remind()).toEqual([
      'action-later handler.dining',
      'action-later head.dining',
      'action-later leader.hospitality',
    ])
    expect(await actionReminders.next(deps)).toBeNull()
    clock.set('2027-03-01T02:00:00.000Z')
    expect(await remind()).toEqual([])
  })

  it('remind approvers who let it lie, and begin anew with each turn', async () => {
    const number = await propose()
    await mails()
    clock.set('2026-12-04T16:00:00.000Z')
    expect(await remind()).toEqual(['action-late director', 'action-late quality'])
    await does('quality', number, 'approve')
    await mails()
    clock.set('2026-12-05T02:00:00.000Z')
    expect(await remind()).toEqual([])
  })

  it.each(['30', '60', '90'])('ask the verifier to look at the effect when %s days are over', async effectDays => {
    const { number } = await proposeAction(deps, 'centre', {
      ...{ type: 'propose', complaints: [complaint], ...plan, effectDays },
    })
    await does('quality', number, 'approve')
    await does('handler.dining', number, 'start')
    await does('handler.dining', number, 'implement', done)
    await does('rep', number, 'verify', done)
    await mails()
    const day = new Date(Date.parse('2026-11-21T01:00:00.000Z') + Number(effectDays) * 86_400_000)
    clock.set(new Date(day.getTime() - 1).toISOString())
    expect(await remind()).toEqual([])
    clock.set(day.toISOString())
    expect(await remind()).toEqual(['action-effect-day rep'])
    clock.advance(60 * 24 * 60)
    expect(await remind()).toEqual(expect.arrayContaining(['action-later rep', 'action-later centre']))
  })

  it('after downtime remind once, of the gravest; and once only with several processes looking at once', async () => {
    const number = await propose()
    await does('quality', number, 'approve')
    await mails()
    clock.set('2026-12-20T02:00:00.000Z')
    await Promise.all([actionReminders.ring(deps), actionReminders.ring(deps), actionReminders.ring(deps)])
    expect(await mails()).toEqual([
      'action-later handler.dining',
      'action-later head.dining',
      'action-later leader.hospitality',
    ])
    const [row] = await deps.db.select().from(correctiveActions).where(eq(correctiveActions.number, number))
    expect(row?.remindAt).toBeNull()
  })

  it('go to the deputy of a superior who is away, and vanish with a change that is refused', async () => {
    const number = await propose()
    await does('quality', number, 'approve')
    const at = clock.now().toISOString()
    const away = { delegator: 'head.dining', delegate: 'head.sales', startsAt: at, endsAt: '2027-01-01T00:00:00.000Z' }
    await deps.db.insert(delegations).values({ ...away, role: null, department: null, createdAt: at })
    await mails()
    await expect(does('handler.dining', number, 'verify', done)).rejects.toThrow()
    clock.set('2026-12-04T16:00:00.000Z')
    expect(await remind()).toEqual(['action-late handler.dining', 'action-late head.sales'])
    const beside = await deps.db
      .select()
      .from(notices)
      .where(and(eq(notices.about, 'corrective-action')))
    expect(beside.every(one => one.caseId === null && one.key === number)).toBe(true)
    expect(await verifyAll(deps.db)).toBeNull()
  })
})
