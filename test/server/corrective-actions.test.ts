import { sql } from 'drizzle-orm'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../db/client.ts'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { changeCase } from '../../server/cases/change-case.ts'
import { parsedJson } from '../../server/cases/parsed-json.ts'
import { changeAction, proposeAction } from '../../server/corrective-actions/changes.ts'
import { actionReminders } from '../../server/corrective-actions/reminders.ts'
import { demoPassword } from '../../server/demo/load-demo.ts'
import { fireDueRungs } from '../../server/escalations/clock.ts'
import { databases } from '../support/databases.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { payloads } from '../support/payloads.ts'
import { signIn } from '../support/sign-in.ts'

const plan = {
  title: '排班与预订人数脱节',
  cause: 'method',
  rootCause: '排班表没有参考预订人数',
  correction: '当晚加派两人',
  corrective: '排班前一天核对预订人数',
  owner: 'handler.dining',
  verifier: 'rep',
  due: '2026-12-04',
  effectDays: '30',
}

interface Event {
  type: string
  [field: string]: unknown
}

describe.each(databases)('corrective actions on $name', database => {
  let pages: PagesTest
  beforeAll(async () => {
    pages = await startPages(database)
  })
  afterAll(() => pages.close())

  /** Another browser: days later the first one's session is over. */
  const later = (login: DemoLogin) => signIn(pages.app, login, demoPassword)
  const complaint = (more: object = {}) => pages.open('rep', { category: 'service', department: 'dining', ...more })
  const hidden = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''

  /** Fills in the form of a proposal as a browser without scripts would send it. */
  async function propose(login: DemoLogin, complaints: string, more: object = {}) {
    const agent = await pages.browser(login)
    const { text } = await agent.get(`/corrective-actions/new?complaint=${complaints.split(' ')[0]}`).expect(200)
    const kept = Object.fromEntries(['_csrf', 'key'].map(name => [name, hidden(text, name)]))
    return agent
      .post('/corrective-actions')
      .type('form')
      .send({ ...kept, complaints, preventive: '', ...plan, ...more })
  }
  async function proposed(login: DemoLogin, complaints: string, more: object = {}): Promise<string> {
    const { headers } = await propose(login, complaints, more)
    return /CA-\d{8}-\d{4}/.exec(headers.location ?? '')?.[0] ?? ''
  }
  async function send(login: DemoLogin, number: string, event: Event, at = pages.browser(login)) {
    const agent = await at
    const { text } = await agent.get(`/corrective-actions/${number}`).expect(200)
    return agent
      .post(`/corrective-actions/${number}/events`)
      .type('form')
      .send({ _csrf: hidden(text, '_csrf'), revision: hidden(text, 'revision'), ...event })
  }

  test('goes from a complaint to its closing, page by page, and every step is on record', async () => {
    const number = await complaint()
    const action = await proposed('centre', `${number}`)
    expect(action).toMatch(/^CA-20261121-\d{4}$/)
    expect(await pages.read('quality', '/')).toContain('批准整改方案')
    const to = async (login: DemoLogin, event: Event, at = pages.browser(login)) => {
      const { status, headers } = await send(login, action, event, at)
      expect([status, headers.location]).toEqual([303, `/corrective-actions/${action}?did=${event.type}`])
    }
    await to('quality', { type: 'approve', opinion: '同意，注意周末' })
    await to('handler.dining', { type: 'start' })
    await to('handler.dining', { type: 'implement', evidence: '已按新表排班两周' })
    await to('rep', { type: 'verify', evidence: '抽查了三天的排班表' })
    const early = await send('rep', action, { type: 'check-effect', outcome: 'effective', evidence: '目前没有再发生' })
    expect(early.status).toBe(422)
    expect(textOf(early.text)).toContain('还没到效果检查的日期')
    expect(early.text).toContain('目前没有再发生')
    pages.clock.advance(31 * 24 * 60)
    await to('rep', { type: 'check-effect', outcome: 'effective', evidence: '30 天内没有再发生' }, later('rep'))
    const page = textOf((await (await later('director')).get(`/corrective-actions/${action}`).expect(200)).text)
    for (const words of [
      '已关闭',
      '沈静怡提出了整改措施',
      '白若冰批准了方案',
      '同意，注意周末',
      '罗佳登记完成',
      '30 天内没有再发生',
    ])
      expect(page).toContain(words)
    pages.clock.advance(-31 * 24 * 60)
  })

  test('what is typed wrongly comes back with a message at its field and all that was typed', async () => {
    const number = await complaint()
    const answer = await propose('centre', `${number} TS-20200101-0001`, { verifier: 'handler.dining' })
    expect(answer.status).toBe(422)
    const words = textOf(answer.text)
    expect(words).toContain('没有这个编号的案件，或者您无权查看')
    expect(words).toContain('验证人不能是责任人本人')
    expect(answer.text).toContain(`${number} TS-20200101-0001`)
    expect(answer.text).toContain('排班前一天核对预订人数')
    const malformed = await propose('centre', 'x', { due: 'soon', title: '' })
    expect(textOf(malformed.text)).toContain('请填写投诉编号，例如')
    expect(textOf(malformed.text)).toContain('请填写有效的日期')
    expect(malformed.text).toContain('id="propose-complaints-error"')
  })

  test('a form sent twice is one proposal', async () => {
    const number = await complaint()
    const agent = await pages.browser('centre')
    const { text } = await agent.get(`/corrective-actions/new?complaint=${number}`)
    const body = { _csrf: hidden(text, '_csrf'), key: hidden(text, 'key'), complaints: number, ...plan }
    const [first, second] = [
      await agent.post('/corrective-actions').type('form').send(body),
      await agent.post('/corrective-actions').type('form').send(body),
    ]
    expect(first.headers.location).toBe(second.headers.location)
  })

  test('an older form is refused, says so, and keeps what was typed', async () => {
    const action = await proposed('centre', await complaint())
    const agent = await pages.browser('quality')
    const { text } = await agent.get(`/corrective-actions/${action}`)
    await send('head.dining', action, { type: 'link', complaint: await complaint() })
    const late = {
      _csrf: hidden(text, '_csrf'),
      revision: hidden(text, 'revision'),
      type: 'return',
      reason: '原因没有写透',
    }
    const answer = await agent.post(`/corrective-actions/${action}/events`).type('form').send(late)
    expect(answer.status).toBe(409)
    expect(textOf(answer.text)).toContain('已被他人更新')
    expect(answer.text).toContain('原因没有写透')
  })

  test('is there for those who take part or see one of its complaints, and for nobody else', async () => {
    const action = await proposed('head.dining', await complaint(), {
      owner: 'head.dining',
      verifier: 'handler.cellar',
    })
    const status = async (login: DemoLogin) =>
      (await (await pages.browser(login)).get(`/corrective-actions/${action}`)).status
    expect(await Promise.all((['rep', 'handler.dining', 'quality', 'handler.cellar'] as const).map(status))).toEqual([
      200, 200, 200, 200,
    ])
    expect(await Promise.all((['head.sales', 'admin', 'head.cellar'] as const).map(status))).toEqual([404, 404, 404])
    expect(await pages.read('handler.cellar', `/corrective-actions/${action}`)).toContain('另有 1 件您无权查看的投诉')
    expect(await pages.read('head.sales', '/corrective-actions?show=all')).not.toContain(action)
    const stranger = await (await pages.browser('handler.dining')).get('/corrective-actions/new').expect(200)
    expect(textOf(stranger.text)).toContain('由部门负责人、质量部门或客服中心负责人提出')
  })

  test('its complaints are of the level that their own rules name', async () => {
    const number = await pages.open('rep', {
      policy: 'iso',
      category: 'product',
      affectedCount: 3,
      department: 'dining',
    })
    const action = await proposed('head.dining', number)
    const page = await pages.read('centre', `/corrective-actions/${action}`)
    expect(page).toContain('严重')
    expect(page).not.toContain('特大')
  })

  test('what is late stands among the late ones, on the list and on the work of whose turn it is', async () => {
    const action = await proposed('centre', await complaint(), { due: '2026-11-22' })
    await send('quality', action, { type: 'approve' })
    pages.clock.advance(2 * 24 * 60)
    const late = await (await later('centre')).get('/corrective-actions?show=late').expect(200)
    expect(textOf(late.text)).toContain(action)
    const work = textOf((await (await later('handler.dining')).get('/').expect(200)).text)
    expect(work).toContain('开始整改')
    expect(work).toContain(action)
    pages.clock.advance(-2 * 24 * 60)
    expect(await pages.read('centre', '/corrective-actions?show=late')).not.toContain(action)
  })

  test('a case that must have one closes only when one names it and was verified', async () => {
    const number = await pages.open('rep', {
      ...{ category: 'service', department: 'dining', handler: 'handler.dining', policy: 'technical-service' },
      ...{ conduct: ['pushing'], demand: '退费' },
      particulars: { 'contract-term': '2026 年全年', delivered: '2026-08-20' },
    })
    const events: [DemoLogin, object][] = [
      ['head.dining', { type: 'arrive', ...payloads.arrive }],
      ['handler.dining', { type: 'find', ...payloads.find }],
      ['handler.dining', { type: 'plan', ...payloads.plan }],
    ]
    for (const [login, event] of events) await changeCase(pages.deps, number, event, { login })
    await walkTheRound(number)
    await changeCase(pages.deps, number, { type: 'perform', ...payloads.perform }, { login: 'handler.dining' })
    await changeCase(pages.deps, number, { type: 'resolve', ...payloads.resolve }, { login: 'handler.dining' })
    await pages.send('rep', number, { type: 'call-back' })
    const close = () =>
      changeCase(pages.deps, number, { type: 'close', correctiveAction: 'opened' }, { login: 'centre' })
    expect(await pages.read('centre', `/complaints/${number}`)).toContain('按制度，本案须有整改措施才能结案')
    await expect(close()).rejects.toMatchObject({ rule: 'corrective-action-not-opened' })
    const action = await proposed('centre', number)
    await expect(close()).rejects.toMatchObject({ rule: 'corrective-action-not-verified' })
    await send('quality', action, { type: 'approve' })
    await send('handler.dining', action, { type: 'start' })
    await send('handler.dining', action, { type: 'implement', evidence: '已按新表排班两周' })
    await expect(close()).rejects.toMatchObject({ rule: 'corrective-action-not-verified' })
    await send('rep', action, { type: 'verify', evidence: '抽查了三天的排班表' })
    await expect(close()).resolves.toMatchObject({ state: 'close.closed' })
  })

  /** Decides the open steps by whoever holds the seat. */
  async function walkTheRound(number: string): Promise<void> {
    const holders: Record<string, DemoLogin> = {
      head: 'head.dining',
      'unit-leader': 'leader.hospitality',
      'service-head': 'centre',
    }
    for (let turn = 0; turn < 8; turn++) {
      const found = await pages.deps.db.execute(sql`select snapshot #> '{context,steps}' as steps from cases
        where number = ${number}`)
      const [row] = rowsOf<{ steps: unknown }>(found)
      const steps = parsedJson(row?.steps) as { status: string; kind: string; role: string }[]
      const open = steps.find(step => step.status === 'open')
      if (!open) return
      const login = open.kind === 'consent' ? 'handler.dining' : (holders[open.role] ?? (open.role as DemoLogin))
      const event = open.kind === 'consent' ? { type: 'consent', ...payloads.consent } : { type: 'approve' }
      await changeCase(pages.deps, number, event, { login })
    }
  }

  test('a grave complaint, or the third with its cause, calls for one while it ends', async () => {
    const own = { category: 'price', department: 'sales' }
    const price = async () => {
      const number = await pages.open('rep', own)
      await pages.send('head.sales', number, { type: 'settle', causeCode: 'price' })
      return number
    }
    const [first] = [await price(), await price()]
    expect(await pages.read('head.sales', `/complaints/${first}`)).not.toContain('建议提出整改')
    const third = await price()
    expect(await pages.read('head.sales', `/complaints/${third}`)).toContain('建议提出整改：30 天内同类原因达到 3 件')
    const action = await proposed('head.sales', third, { owner: 'head.sales' })
    const page = await pages.read('head.sales', `/complaints/${third}`)
    expect(page).toContain(action)
    expect(page).not.toContain('建议提出整改')
  })

  /** The API as one person calls it. */
  async function api(login: DemoLogin) {
    const { body } = await request(pages.app).post('/api/v1/tokens').send({ login, password: demoPassword }).expect(201)
    const authorization = { Authorization: `Bearer ${body.token}` }
    return {
      get: (path: string) => request(pages.app).get(`/api/v1${path}`).set(authorization),
      post: (path: string, sent: object, headers: Record<string, string> = {}) =>
        request(pages.app)
          .post(`/api/v1${path}`)
          .set({ ...authorization, ...headers })
          .send(sent),
    }
  }

  test('over the API: the same rules, the same refusals, once for each key', async () => {
    const [centre, quality, stranger] = await Promise.all([api('centre'), api('quality'), api('head.sales')])
    const body = { complaints: [await complaint()], ...plan, effectDays: 30 }
    const made = await centre.post('/corrective-actions', body, { 'Idempotency-Key': 'once-1' }).expect(201)
    const again = await centre.post('/corrective-actions', body, { 'Idempotency-Key': 'once-1' }).expect(201)
    expect(again.body).toEqual(made.body)
    const { number, revision } = made.body
    expect(made.headers.location).toBe(`/api/v1/corrective-actions/${number}`)
    const approve = { type: 'approve', revision }
    const own = await centre.post(`/corrective-actions/${number}/events`, approve).expect(403)
    expect(own.body.error.rule).toBe('own-proposal')
    await stranger.post(`/corrective-actions/${number}/events`, approve).expect(404)
    const { body: approved } = await quality.post(`/corrective-actions/${number}/events`, approve).expect(200)
    expect(approved).toMatchObject({ state: 'approved', approver: 'quality', waitsFor: 'handler.dining' })
    const stale = await quality.post(`/corrective-actions/${number}/events`, { ...approve, type: 'adjust' }).expect(422)
    expect(stale.body.error.fields).toHaveProperty('reason')
    const adjust = { type: 'adjust', revision, due: '2026-12-11', reason: '节假日' }
    await quality.post(`/corrective-actions/${number}/events`, adjust).expect(409)
    const { items } = (await quality.get('/corrective-actions?show=all&limit=1').expect(200)).body
    expect(items).toMatchObject([{ number, complaints: 1, state: 'approved' }])
    const wrong = await centre.post('/corrective-actions', { ...body, cause: 'luck' }).expect(422)
    expect(wrong.body.error.fields).toHaveProperty('cause')
  })

  test('over the API: whoever gives their part away is shown what became of it, also when they ask again', async () => {
    const [centre, quality, admin] = await Promise.all([api('centre'), api('quality'), api('admin')])
    const body = { complaints: [await complaint()], ...plan, effectDays: 30, verifier: 'admin' }
    const { number } = (await centre.post('/corrective-actions', body).expect(201)).body
    const path = `/corrective-actions/${number}`
    const away = { type: 'hand-over', from: 'admin', to: 'rep' }
    const first = await admin.post(`${path}/events`, away, { 'Idempotency-Key': 'away-1' }).expect(200)
    expect(first.body).toMatchObject({ number, verifier: 'rep', revision: 2, complaints: [], allowed: [] })
    await admin.get(path).expect(404)
    await quality.post(`${path}/events`, { type: 'approve', revision: 2 }).expect(200)
    const again = await admin.post(`${path}/events`, away, { 'Idempotency-Key': 'away-1' }).expect(200)
    expect(again.body).toEqual(first.body)
    await admin.post(`${path}/events`, away).expect(404)
    await admin.post(`${path}/events`, { ...away, revision: 'two' }).expect(404)
  })

  test('reminders stand in its record, make no form out of date, and count as late until they are sent', async () => {
    const action = await proposed('centre', await complaint(), { due: '2026-11-27' })
    await send('quality', action, { type: 'approve' })
    const lateness = async () =>
      (await request(pages.app).get('/healthz').expect(200)).body.escalations.lateMilliseconds as number
    const before = await lateness()
    pages.clock.set('2026-11-27T16:10:00.000Z')
    expect(before).toBe(0)
    expect(await lateness()).toBeGreaterThan(6 * 24 * 3_600_000)
    const owner = await later('handler.dining')
    const { text } = await owner.get(`/corrective-actions/${action}`).expect(200)
    await fireDueRungs(pages.deps)
    await actionReminders.ring(pages.deps)
    expect(await lateness()).toBe(0)
    const fields = { _csrf: hidden(text, '_csrf'), revision: hidden(text, 'revision'), type: 'start' }
    await owner.post(`/corrective-actions/${action}/events`).type('form').send(fields).expect(303)
    const page = textOf((await owner.get(`/corrective-actions/${action}`).expect(200)).text)
    expect(page).toContain('2026-11-28 00:10 #3 开始实施已超期（应于 2026-11-27 23:59 前完成），系统已通知罗佳、')
    expect(page).toMatch(/#4 罗佳开始实施/)
    pages.clock.set('2026-11-21T02:00:00.000Z')
  })

  test('each deadline says on the page, and over the API, what led to it', async () => {
    const action = await proposed('centre', await complaint())
    await send('quality', action, { type: 'approve' })
    await send('handler.dining', action, { type: 'start' })
    await send('handler.dining', action, { type: 'implement', evidence: '已按新表排班两周' })
    const page = await pages.read('rep', `/corrective-actions/${action}`)
    for (const words of [
      '整改验证 剩余 6 天 13 小时 截止 2026-11-27 23:59（北京时间） 计算依据',
      '登记完成后 5 个工作日内验证',
      '内置日历 2026.1，北京时间',
      '2026-11-22 00:00 至 2026-11-23 00:00，周末不计',
      '2026-11-23 00:00 至 2026-11-28 00:00，还剩 5 天',
      '2026-11-26 09:00（到期前一个工作日）将通知林晓雯',
      '2026-11-28 00:00（超期）将通知林晓雯、沈静怡',
      '整改完成 2026-11-21 10:00 完成 截止 2026-12-04 23:59（北京时间）',
      '约定日期，不随工作日历变动',
    ])
      expect(page).toContain(words)
    const [rep, stranger] = [await api('rep'), await api('head.sales')]
    const { body } = await rep.get(`/corrective-actions/${action}`).expect(200)
    expect(body.deadlines).toMatchObject([
      { kind: 'implement', metAt: '2026-11-21T02:00:00.000Z', late: false, provisional: false },
      { kind: 'verify', dueAt: '2026-11-27T15:59:59.999Z', calendar: 'china-2026.1', metAt: null, late: false },
    ])
    const ledger = (await rep.get(`/corrective-actions/${action}/deadlines/verify`).expect(200)).body
    expect(ledger).toMatchObject({ rule: { amount: 5, unit: 'work_day' }, startedAt: '2026-11-21T02:00:00.000Z' })
    expect(ledger.stretches.at(-1).to).toBe('2026-11-27T16:00:00.000Z')
    expect(ledger.reminders[0]).toEqual({
      ...{ kind: 'action-soon', at: '2026-11-26T01:00:00.000Z', fired: false, people: ['rep'] },
    })
    await rep.get(`/corrective-actions/${action}/deadlines/reopen`).expect(404)
    await stranger.get(`/corrective-actions/${action}/deadlines/verify`).expect(404)
  })

  test('a deadline in a year whose holidays nobody has entered is marked as provisional', async () => {
    const complaints = [await complaint()]
    pages.clock.set('2026-12-30T02:00:00.000Z')
    const proposal = { type: 'propose', complaints, ...plan, due: '2027-01-08' }
    const { number } = await proposeAction(pages.deps, 'centre', proposal)
    await changeAction(pages.deps, 'quality', number, { type: 'approve' })
    await changeAction(pages.deps, 'handler.dining', number, { type: 'start' })
    await changeAction(pages.deps, 'handler.dining', number, { type: 'implement', evidence: '已执行' })
    const page = textOf((await (await later('rep')).get(`/corrective-actions/${number}`).expect(200)).text)
    expect(page).toContain('截止 2027-01-06 23:59（北京时间） 日历暂定')
    expect(page).toContain('日历暂定：相关年份的放假安排尚未录入')
    pages.clock.set('2026-11-21T02:00:00.000Z')
  })

  test('the record only grows', async () => {
    await proposed('centre', await complaint())
    const { db } = pages.deps
    await expect(db.execute(sql`update corrective_action_events set by = 'rep'`)).rejects.toThrow()
    await expect(db.execute(sql`delete from corrective_action_events`)).rejects.toThrow()
  })
})
