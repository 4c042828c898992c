import { desc, eq } from 'drizzle-orm'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditLog, caseEvents, correctiveActionEvents, correctiveActions, notices } from '../../db/schema.ts'
import { following } from '../../server/app.ts'
import { recalculateSome, recalculation } from '../../server/calendars/recalculation.ts'
import { loadCalendars } from '../../server/cases/calendars.ts'
import { changeCase } from '../../server/cases/change-case.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import { changeAction, proposeAction } from '../../server/corrective-actions/changes.ts'
import { actionReminders } from '../../server/corrective-actions/reminders.ts'
import { demoPassword } from '../../server/demo/load-demo.ts'
import { databases } from '../support/databases.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { signIn, submitForm } from '../support/sign-in.ts'

const week = ['1', '2', '3', '4', '5']
const hours = { 'slots[0][from]': '09:00', 'slots[0][to]': '12:00', 'slots[1][from]': '13:00', 'slots[1][to]': '18:00' }

/** A year that takes as many working days out as the law has holidays. */
const whole2027 = JSON.stringify({
  off: [
    ['2027-01-01', '2027-01-01'],
    ['2027-02-08', '2027-02-12'],
    ['2027-04-05', '2027-04-05'],
    ['2027-05-03', '2027-05-04'],
    ['2027-06-09', '2027-06-09'],
    ['2027-09-15', '2027-09-15'],
    ['2027-10-04', '2027-10-05'],
  ],
  work: [],
})

describe.each(databases)('the working calendar on $name', database => {
  let pages: PagesTest
  /** a case of the manufacturer's rules, which count in working days; received on Saturday, 21 November 2026 */
  let number: string
  /** one of the winery's, which count in natural time */
  let untouched: string
  beforeAll(async () => {
    pages = await startPages(database)
    const graded = { category: 'product', confirmation: 'signature', department: 'dining' }
    number = await pages.open('rep', { policy: 'manufacturer', ...graded })
    untouched = await pages.open('rep', { category: 'product', department: 'dining' })
  })
  afterAll(() => pages.close())

  const post = async (login: 'admin' | 'rep', page: string, action: string, fields: object) =>
    submitForm(await pages.browser(login), page, action, fields as Record<string, string>)
  const ledger = async (kind: string) => {
    const token = await request(pages.app).post('/api/v1/tokens').send({ login: 'rep', password: 'redress-demo' })
    const call = request(pages.app).get(`/api/v1/complaints/${number}/deadlines/${kind}`)
    return (await call.set('Authorization', `Bearer ${token.body.token}`).expect(200)).body
  }
  const draftOf = (companyOff: string) =>
    post('admin', '/calendars/draft', '/calendars/draft', { 'week[]': week, ...hours, companyOff })

  test('is read by everybody, month by month, each kind of day in a word', async () => {
    const text = await pages.read('rep', '/calendars?year=2026')
    for (const words of ['共 248 个工作日', '法定节假日', '调休上班', '10月', '09:00–12:00, 13:00–18:00', '系统内置']) {
      expect(text).toContain(words)
    }
    expect(await pages.read('rep', '/calendars?year=2027')).toContain('日历暂定')
  })

  test('says before it is published which deadlines would be late at once', async () => {
    pages.clock.advance(2 * 24 * 60)
    const admin = await signIn(pages.app, 'admin', demoPassword)
    const fields = { 'week[]': week, ...hours, companyWork: '2026-11-22' } as unknown as Record<string, string>
    await submitForm(admin, '/calendars/draft', '/calendars/draft', fields)
    const { text } = await admin.get('/calendars/publish').expect(200)
    expect(text).toContain('即刻超时')
    expect(text).toMatch(/其中 \d+ 项时限变动后已经过期/)
    await submitForm(admin, '/calendars/draft', '/calendars/draft/discard', {})
    pages.clock.advance(-2 * 24 * 60)
  })

  test.each([
    ['the same day off and at work', '2027-01-01,休\n2027-01-01,班', '1: 2027-01-01,休; 2: 2027-01-01,班'],
    ['a day that does not exist', '2027-01-01,休\n2027-13-01,休', '2: 2027-13-01,休'],
    ['one of both in a document', '{"off":[["2027-01-01","2027-01-03"]],"work":["2027-01-02"]}', '2027-01-02'],
    ['levels without end', `${'['.repeat(5000)}${']'.repeat(5000)}`, '嵌套层数太多（最多 20 层）'],
    ['no day at all', '{"off":[],"work":[]}', '里面没有可识别的日期'],
  ])('takes no table with %s, and says where', async (what, source, words) => {
    const answer = await post('admin', '/calendars/draft', '/calendars/draft/import', { source })
    expect(answer.status).toBe(422)
    expect(textOf(answer.text).includes('同一天既列为放假又列为上班')).toBe(
      source.includes('2027-01-02') || what.includes('same'),
    )
    expect(textOf(answer.text)).toContain(words)
    expect(textOf(answer.text)).not.toContain('：0:')
  })

  test('two dated lines are no year: it stays provisional, and what looks mistyped is said before it is published', async () => {
    const source = '2027-01-02,休\n2027-01-04,班'
    await post('admin', '/calendars/draft', '/calendars/draft/import', { source })
    const preview = await pages.read('admin', '/calendars/publish')
    expect(preview).toContain('2027 年的放假安排没有录全：全年只减少 0 个工作日')
    expect(preview).toContain('2027-01-02 是周末，单独列为放假')
    expect(preview).toContain('2027-01-04 不是周末，却列为调休上班')
    expect(await pages.read('admin', '/calendars/draft?year=2027')).not.toContain('已录入')
    const noMakeUps = JSON.stringify({ ...JSON.parse(whole2027), off: [['2027-10-01', '2027-10-31']] })
    await post('admin', '/calendars/draft', '/calendars/draft/import', { source: noMakeUps })
    expect(await pages.read('admin', '/calendars/publish')).toContain('可能漏录了调休上班日')
    await post('admin', '/calendars/draft', '/calendars/draft/import', { source: whole2027 })
    expect(await pages.read('admin', '/calendars/publish')).not.toMatch(/没有录全|可能/)
    await post('admin', '/calendars/draft', '/calendars/draft/discard', {})
  })

  test('is changed by administrators only', async () => {
    const rep = await pages.browser('rep')
    await rep.get('/calendars/draft').expect(403)
    await rep.get('/calendars/publish').expect(403)
    const answer = await post('rep', '/calendars', '/calendars/publish', {}).catch(error => error)
    expect(answer.status ?? 403).toBe(403)
  })

  test('takes a year from CSV, and names the lines that it cannot read', async () => {
    const wrong = await post('admin', '/calendars/draft', '/calendars/draft/import', {
      source: '日期,类型\n2027-01-01,休\n2027-13-01,休\nsoon,班',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('4: soon,班')
    const right = await post('admin', '/calendars/draft', '/calendars/draft/import', {
      source: '日期,类型,名称\n2027-01-01,休,元旦\n2027-01-02,休,元旦\n2027-01-09,班,调休',
    })
    expect(right.headers.location).toBe('/calendars/draft?year=2027&done=calendar-imported')
    const text = await pages.read('admin', '/calendars/draft?year=2027')
    expect(text).not.toContain('2027 年放假安排 未录入（暂定） 已录入')
    await post('admin', '/calendars/draft', '/calendars/draft/import', { source: whole2027 })
    expect(await pages.read('admin', '/calendars/draft?year=2027')).toContain('2027 年放假安排 未录入（暂定） 已录入')
    await post('admin', '/calendars/draft', '/calendars/draft/discard', {})
    expect(await pages.read('admin', '/calendars/draft')).toContain('没有差异。')
  })

  test('refuses hours that cannot be, at their field, and keeps what was typed', async () => {
    const wrong = await post('admin', '/calendars/draft', '/calendars/draft', {
      'week[]': week,
      ...hours,
      'slots[1][from]': '11:00',
      companyOff: '2026-11-24',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('不能重叠')
    expect(wrong.text).toContain('2026-11-24')
    expect((await draftOf('24 December')).text).toContain('1: 24 December')
  })

  test('shows before it is published which deadlines of which open cases move', async () => {
    expect((await ledger('attend')).dueAt).toBe('2026-11-24T15:59:59.999Z')
    await draftOf('2026-11-23 ~ 2026-11-24')
    const text = await pages.read('admin', '/calendars/publish')
    expect(text).toContain('2026-11-23 ~ 2026-11-24 工作日 公司休息')
    expect(text).toContain('共 1 个未结案件的')
    expect(text).toContain('2026-11-24 23:59 2026-11-26 23:59')
    expect(text).toContain(number)
    expect(text).not.toContain(untouched)
  })

  test('moves them when it is published, by an event of the clock, with the deed on record', async () => {
    const answer = await post('admin', '/calendars/publish', '/calendars/publish', { note: '年终盘点' })
    expect(answer.headers.location).toBe('/calendars?done=calendar-published')
    expect(await pages.read('admin', '/calendars')).toContain('正在重算未办结的时限')
    while (await recalculateSome(pages.deps, following));
    expect(await recalculation(pages.deps)).toMatchObject({ done: 2, total: 2, cases: 1, finished: true })
    const told = await ledger('attend')
    expect(told).toMatchObject({ dueAt: '2026-11-26T15:59:59.999Z', calendar: 'calendar-2', provisional: false })
    expect(told.source).toEqual({ code: 'manufacturer', version: 1, path: 'limits.attend.general' })
    const types = await pages.deps.db
      .select({ type: caseEvents.type, by: caseEvents.by })
      .from(caseEvents)
      .where(eq(caseEvents.type, 'recalendar'))
    expect(types).toEqual([{ type: 'recalendar', by: null }])
    const deeds = await pages.deps.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.subject, 'calendar'))
      .orderBy(desc(auditLog.id))
    expect(deeds.map(({ action, person, key }) => [action, person, key])).toEqual([
      ['recalculated', null, 'calendar-2'],
      ['published', 'admin', 'calendar-2'],
    ])
    expect(await pages.read('rep', `/complaints/${number}`)).toContain('工作日历改为本单位日历第 2 版')
    const list = await pages.read('rep', '/calendars')
    expect(list).toContain('年终盘点')
    expect(await pages.read('rep', '/calendars/diff?from=china-2026.1&to=calendar-2')).toContain('公司休息')
  })

  test('is followed by what begins later, and by whoever asks when something is due', async () => {
    await changeCase(
      pages.deps,
      untouched,
      { type: 'arrive', method: 'phone', summary: '已联系' },
      { login: 'head.dining' },
    )
    const { inForce } = await loadCalendars(pages.deps.db)
    expect(inForce.version).toBe('calendar-2')
    const text = await pages.read('rep', '/due?at=2026-11-21T10:00&amount=2&unit=work_day')
    expect(text).toContain('2026-11-26 23:59')
  })

  test('leaves nothing that cannot be played again', async () => {
    expect(await verifyAll(pages.deps.db)).toBeNull()
  })
})

describe.each(databases)('corrective actions and the calendar on $name', database => {
  let pages: PagesTest
  /** implemented on Saturday, 21 November 2026: to be verified by Friday */
  let verified: string
  /** in hand: due on the Wednesday that its plan names */
  let planned: string
  /** verified: its effect is looked at from 21 December on */
  let effect: string
  const plan = {
    ...{ title: '排班与预订人数脱节', cause: 'method', rootCause: '没有参考预订人数', correction: '加派两人' },
    ...{ corrective: '排班前一天核对', owner: 'handler.dining', verifier: 'rep', due: '2026-11-25', effectDays: '30' },
  }
  const does = (login: string, number: string, type: string, more: object = {}) =>
    changeAction(pages.deps, login, number, { type, ...more })
  const inHand = async (complaint: string) => {
    const { number } = await proposeAction(pages.deps, 'centre', { type: 'propose', complaints: [complaint], ...plan })
    await does('quality', number, 'approve')
    await does('handler.dining', number, 'start')
    return number
  }
  beforeAll(async () => {
    pages = await startPages(database)
    const complaint = await pages.open('rep', { category: 'product', department: 'dining' })
    planned = await inHand(complaint)
    ;[verified, effect] = [await inHand(complaint), await inHand(complaint)]
    await does('handler.dining', verified, 'implement', { evidence: '已执行' })
    await does('handler.dining', effect, 'implement', { evidence: '已执行' })
    await does('rep', effect, 'verify', { evidence: '属实' })
  })
  afterAll(() => pages.close())

  const publish = async (companyOff: string, companyWork = '') => {
    const admin = await signIn(pages.app, 'admin', demoPassword)
    const fields = { 'week[]': week, ...hours, companyOff, companyWork } as unknown as Record<string, string>
    await submitForm(admin, '/calendars/draft', '/calendars/draft', fields)
    const preview = textOf((await admin.get('/calendars/publish').expect(200)).text)
    await submitForm(admin, '/calendars/publish', '/calendars/publish', {})
    return preview
  }
  const row = async (number: string) => {
    const [found] = await pages.deps.db.select().from(correctiveActions).where(eq(correctiveActions.number, number))
    const { dueAt, remindAt, revision } = found ?? {}
    return { revision, due: instantOf(dueAt), remind: instantOf(remindAt) }
  }
  /** Days later the first browser's session is over. */
  const read = async (number: string) =>
    textOf((await (await signIn(pages.app, 'rep', demoPassword)).get(`/corrective-actions/${number}`).expect(200)).text)
  const instantOf = (value: unknown) => new Date(String(value)).toISOString().slice(0, 16)
  const types = async (number: string) => {
    const found = await pages.deps.db
      .select({ type: correctiveActionEvents.type, by: correctiveActionEvents.by })
      .from(correctiveActionEvents)
      .innerJoin(correctiveActions, eq(correctiveActions.id, correctiveActionEvents.actionId))
      .where(eq(correctiveActions.number, number))
      .orderBy(correctiveActionEvents.seq)
    return found.slice(3).map(({ type, by }) => `${type} ${by}`)
  }

  test('the preview names the deadlines that would move, beside those of cases', async () => {
    pages.clock.set('2026-11-26T01:00:00.000Z')
    await actionReminders.ring(pages.deps)
    expect(await types(verified)).toEqual(['implement handler.dining', 'remind null'])
    const preview = await publish('2026-11-24\n2026-12-23')
    expect(preview).toContain('共 2 项整改措施的 2 个时限会变动')
    expect(preview).toContain(`${verified} 整改验证 2026-11-27 23:59 2026-11-30 23:59`)
    expect(preview).toContain(`${effect} 效果检查 2026-12-28 23:59 2026-12-29 23:59`)
    expect(preview).not.toContain(planned)
  })

  test('they are moved once, however often it is begun anew, and counted in the entry on record', async () => {
    // cases are done, the batch of actions is noted; then as if the server had died after the first of them
    while ((await recalculation(pages.deps))?.kind === 'cases') await recalculateSome(pages.deps, following)
    await recalculateSome(pages.deps, following)
    await following.actions.follow(pages.deps, { numbers: [verified], moved: [], last: undefined }, 'calendar-2')
    const nodes = () => Promise.all([1, 2].map(() => recalculateSome(pages.deps, following)))
    while ((await nodes()).some(Boolean));
    expect(await types(verified)).toEqual(['implement handler.dining', 'remind null', 'recalendar null'])
    expect(await types(effect)).toEqual(['implement handler.dining', 'verify rep', 'recalendar null'])
    expect(await types(planned)).not.toContain('recalendar null')
    expect((await row(verified)).due).toBe('2026-11-30T15:59')
    expect((await row(effect)).due).toBe('2026-12-29T15:59')
    const [deed] = await pages.deps.db.select().from(auditLog).orderBy(desc(auditLog.id)).limit(1)
    expect(deed).toMatchObject({
      action: 'recalculated',
      key: 'calendar-2',
      details: { cases: 0, actions: 2, deadlines: 2 },
    })
    const sentence =
      '工作日历改为本单位日历第 2 版，系统重新计算：“整改验证”由 2026-11-27 23:59 改为 2026-11-30 23:59。'
    expect(await read(verified)).toContain(sentence)
  })

  test('what has been told is not told again, and what is to come follows the new day', async () => {
    // the verifier was reminded on the 26th; the next thing told is that it is late
    expect((await row(verified)).remind).toBe('2026-11-30T16:00')
    pages.clock.set('2026-11-30T02:00:00.000Z')
    await actionReminders.ring(pages.deps)
    expect((await types(verified)).filter(one => one === 'remind null')).toHaveLength(1)
    const kinds = await pages.deps.db.select().from(notices).where(eq(notices.key, verified))
    expect(kinds.filter(one => one.kind === 'action-soon')).toHaveLength(1)
  })

  test('a day that becomes due in the past is late at once, and somebody is told', async () => {
    await publish('', '2026-11-22')
    while (await recalculateSome(pages.deps, following));
    expect((await row(verified)).due).toBe('2026-11-26T15:59')
    await actionReminders.ring(pages.deps)
    const page = await read(verified)
    expect(page).toContain('验证已超期（应于 2026-11-26 23:59 前完成），系统已通知')
    expect(await verifyAll(pages.deps.db)).toBeNull()
  })
})

test('administrators are asked for next year from December on, on every page and in readyz, until it is entered', async () => {
  const pages = await startPages()
  pages.clock.set('2026-12-01T02:00:00.000Z')
  const admin = await pages.browser('admin')
  expect(await pages.read('admin', '/people')).toContain('2027 年的放假安排尚未录入')
  expect(await pages.read('rep', '/people')).not.toContain('2027 年的放假安排尚未录入')
  const warnings = async () => (await request(pages.app).get('/readyz')).body.warnings
  expect(await warnings()).toContain('calendar-2027-missing')
  await submitForm(admin, '/calendars/draft', '/calendars/draft/import', { source: whole2027 })
  await submitForm(admin, '/calendars/publish', '/calendars/publish', {})
  expect(await pages.read('admin', '/people')).not.toContain('2027 年的放假安排尚未录入')
  expect(await warnings()).not.toContain('calendar-2027-missing')
  await pages.close()
})
