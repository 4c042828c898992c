import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPassword } from '../../server/demo/load-demo.ts'
import { retire } from '../../server/policies/changes.ts'
import zh from '../../views/locales/zh-CN.json' with { type: 'json' }
import { winery } from '../../workflows/policy/packs/winery.ts'
import { type ApiTest, type Caller, startApi } from '../support/api.ts'
import { databases } from '../support/databases.ts'
import { textOf } from '../support/pages.ts'
import { payloads } from '../support/payloads.ts'
import { signIn } from '../support/sign-in.ts'

const minute = 60_000

describe.each(databases)('the rule books over the API on $name', database => {
  let api: ApiTest
  let admin: Caller
  let rep: Caller
  beforeAll(async () => {
    api = await startApi(database)
    admin = await api.as('admin')
    rep = await api.as('rep')
  })
  afterAll(() => api.close())

  /** The winery's rules with another answer limit for general complaints (hours). */
  const stricter = (amount: number) => {
    const copy = structuredClone(winery)
    Object.assign(copy.limits.settle?.general ?? {}, { amount })
    return copy
  }
  const draft = async (document: unknown = stricter(8)): Promise<number> =>
    (await admin.post('/policies/winery/versions', { document }).expect(201)).body.version
  const later = { from: '2099-01-01T00:00:00.000Z' }
  const register = { category: 'service', amount: '800.00' }
  const openedUnder = async (number: string) => (await rep.get(`/complaints/${number}`).expect(200)).body.policy

  test('all built-in policies are there, each with a version in force', async () => {
    const { items } = (await rep.get('/policies').expect(200)).body
    const inForce = items.map((one: { code: string; inForce: number }) => `${one.code}/${one.inForce}`)
    expect(inForce.sort()).toEqual([
      'distribution/1',
      'iso/1',
      'manufacturer/1',
      'professional/1',
      'technical-service/1',
      'winery/1',
    ])
  })

  test('a version is read as its document', async () => {
    const { body } = await rep.get('/policies/winery/versions/1').expect(200)
    expect(body).toMatchObject({ code: 'winery', version: 1, status: 'published', createdBy: null })
    expect(body.document).toEqual(winery)
    await rep.get('/policies/winery/versions/99').expect(404)
    await rep.get('/policies/winery/versions/x').expect(404)
  })

  test('only administrators change them, and the refusal says so', async () => {
    const answer = await rep.post('/policies/winery/versions', { copyOf: 1 }).expect(403)
    expect(answer.body.error).toMatchObject({ code: 'not-permitted', rule: 'admin-only' })
  })

  test('a document that is wrong is refused field by field and nothing is stored', async () => {
    const before = (await rep.get('/policies').expect(200)).body
    const wrong = { ...winery, reopenDays: 'soon', levels: [] }
    const { error } = (await admin.post('/policies/winery/versions', { document: wrong }).expect(422)).body
    expect(Object.keys(error.fields)).toEqual(expect.arrayContaining(['document.reopenDays', 'document.levels']))
    const other = await admin.post('/policies/iso/versions', { document: winery }).expect(422)
    expect(other.body.error.rule).toBe('other-policy')
    expect((await rep.get('/policies').expect(200)).body).toEqual(before)
  })

  test('what is wrong is said in true words, and each thing has a bound', async () => {
    const fieldsOf = async (change: object) => {
      const { body } = await admin.post('/policies/winery/versions', { document: { ...winery, ...change } })
      return body.error.fields
    }
    const caps = { ...winery.caps, handBacks: -1, transfers: 1.5, unreached: 'abc', pauseDays: 0, pauses: undefined }
    expect(await fieldsOf({ caps, reopenDays: undefined })).toEqual({
      'document.caps.handBacks': '不能小于 0',
      'document.caps.transfers': '请填写整数',
      'document.caps.unreached': '请填写整数',
      'document.caps.pauseDays': '不能小于 1',
      'document.reopenDays': '此项必填',
    })
    const settle = { general: { amount: 0, unit: 'fortnight', from: 'received', pausable: true, roll: false } }
    expect(await fieldsOf({ limits: { settle } })).toEqual({
      'document.limits.settle.general.amount': '不能小于 1',
      'document.limits.settle.general.unit': '所选内容不在列表中，请重新选择',
    })
    const tiers = Array.from({ length: 101 }, (_, index) => ({ from: index + 1, level: 'minor' }))
    expect(Object.keys(await fieldsOf({ grading: { ...winery.grading, byCount: tiers } }))).toEqual([
      'document.grading.byCount',
    ])
    expect(Object.keys(await fieldsOf({ code: 'a'.repeat(41) }))).toEqual(['document.code'])
    const due = await rep.post('/due', { at: '2026-09-30T10:00', amount: 1.5, unit: 'fortnight' }).expect(422)
    expect(due.body.error.fields).toEqual({ amount: '请填写整数', unit: '所选内容不在列表中，请重新选择' })
    const never = { policy: 'winery', version: 1, from: '2026-02-30', to: '2026-12-31' }
    const rehearsal = await admin.post('/rehearsals', never).expect(422)
    expect(rehearsal.body.error.fields).toEqual({ from: '请填写有效的日期，例如 2026-12-01' })
  })

  test('a number that nobody can mean is refused at its field, whatever its unit', async () => {
    const limit = (amount: number, unit: string) => ({ amount, unit, from: 'received', pausable: false, roll: false })
    const settle = {
      minor: limit(1_000_000_000, 'work_day'),
      general: limit(99_999_999_999_999, 'minute'),
      major: limit(600_000, 'month'),
      critical: limit(2500, 'work_day'),
    }
    const change = {
      limits: { ...winery.limits, settle },
      ungraded: { report: limit(3651, 'day') },
      secondFollowUp: { critical: 4000 },
      grading: { ...winery.grading, byCount: [{ from: 1_000_000_000, level: 'minor' }] },
      caps: { ...winery.caps, transfers: 1001 },
      ...{ reopenDays: 100_000, appealDays: 4000, penaltyAppealWorkDays: 2501, backdatingMinutes: 1_000_000_000 },
    }
    const { body } = await admin.post('/policies/winery/versions', { document: { ...winery, ...change } }).expect(422)
    expect(body.error.fields).toEqual({
      'document.limits.settle.minor.amount': '不能大于 2500',
      'document.limits.settle.general.amount': '不能大于 5256000',
      'document.limits.settle.major.amount': '不能大于 120',
      'document.ungraded.report.amount': '不能大于 3650',
      'document.secondFollowUp.critical': '不能大于 3650',
      'document.grading.byCount.0.from': '不能大于 10000000',
      'document.caps.transfers': '不能大于 1000',
      'document.reopenDays': '不能大于 3650',
      'document.appealDays': '不能大于 3650',
      'document.penaltyAppealWorkDays': '不能大于 2500',
      'document.backdatingMinutes': '不能大于 5256000',
    })
  })

  test('two versions are told apart', async () => {
    const version = await draft(stricter(9))
    const { items } = (await rep.get(`/policies/winery/diff?from=1&to=${version}`).expect(200)).body
    expect(items).toMatchObject([
      { table: 'limits', row: 'settle', column: 'general', after: { limit: { amount: 9 } } },
    ])
  })

  test('a draft with errors is not published, and the answer names them', async () => {
    const copy = stricter(8)
    delete copy.limits.settle?.major
    const version = await draft(copy)
    const { error } = (await admin.post(`/policies/winery/versions/${version}/publication`, later).expect(422)).body
    expect(error.rule).toBe('policy-has-errors')
    expect(error.message).toContain('level-without-limit level:major')
  })

  test('from when on it is in force has to be said, and is put on record', async () => {
    const version = await draft(stricter(7))
    const path = `/policies/winery/versions/${version}/publication`
    for (const body of [{}, undefined]) {
      const { error } = (await admin.post(path, body).expect(422)).body
      expect(error.fields).toEqual({ from: '此项必填' })
    }
    expect((await admin.get(`/policies/winery/versions/${version}`)).body.status).toBe('draft')
    await admin.post(path, { from: '2031-05-01T01:00:00.000Z' }).expect(200)
    const browser = await signIn(api.app, 'admin', demoPassword)
    const record = textOf((await browser.get('/settings/audit').expect(200)).text)
    expect(record).toContain(`酒庄客户投诉界定及处理流程 · 第 ${version} 版 发布 2031-05-01 09:00 起生效`)
    await retire(api.deps, 'admin', 'winery', version)
  })

  test('a published version opens new cases from its start on; running cases keep theirs', async () => {
    const running = await rep.open({ ...payloads.open, ...register })
    const version = await draft()
    const from = new Date(api.deps.now().getTime() + 60 * minute).toISOString()
    await admin.post(`/policies/winery/versions/${version}/publication`, { from }).expect(200)
    const before = await rep.open({ ...payloads.open, ...register })
    api.clock.advance(61)
    const after = await rep.open({ ...payloads.open, ...register })
    expect(await Promise.all([running, before, after].map(openedUnder))).toEqual([
      { code: 'winery', version: 1 },
      { code: 'winery', version: 1 },
      { code: 'winery', version },
    ])
    const again = await admin.post(`/policies/winery/versions/${version}/publication`, later).expect(422)
    expect(again.body.error.rule).toBe('published-already')
  })

  test('what is taken in after a start is judged by it, whenever it was received; no two start together', async () => {
    const [one, other] = [await draft(), await draft()]
    const from = new Date(api.deps.now().getTime() + 5 * minute).toISOString()
    const publish = (version: number) => admin.post(`/policies/winery/versions/${version}/publication`, { from })
    const answers = await Promise.all([publish(one), publish(other)])
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 422])
    const refused = answers.find(answer => answer.status === 422)
    expect(refused?.body.error).toMatchObject({ rule: 'starts-together', fields: { from: expect.any(String) } })
    const receivedAt = api.deps.now().toISOString()
    api.clock.advance(6)
    const started = answers.find(answer => answer.status === 200)?.body.version
    const late = await rep.open({ ...payloads.open, ...register, receivedAt })
    expect(await openedUnder(late)).toEqual({ code: 'winery', version: started })
  })

  test('no version starts in the past', async () => {
    const version = await draft()
    const from = new Date(api.deps.now().getTime() - minute).toISOString()
    const { error } = (await admin.post(`/policies/winery/versions/${version}/publication`, { from }).expect(422)).body
    expect(error.rule).toBe('starts-in-the-past')
  })

  test('a complaint under a retired policy is refused by name, and told what to do; running ones go on', async () => {
    const body = { ...payloads.open, policy: 'distribution' }
    const running = await rep.open(body)
    await retire(api.deps, 'admin', 'distribution', 1)
    const { error } = (await rep.post('/complaints', body).expect(422)).body
    expect(error).toMatchObject({ code: 'invalid', rule: 'no-such-policy', message: zh.rules['no-such-policy'] })
    expect(error.fields).toEqual({ policy: error.message })
    expect(error.message).toMatch(/已停用.*请检查制度代码，或不填/)
    expect(await openedUnder(running)).toEqual({ code: 'distribution', version: 1 })
    await rep.post(`/complaints/${running}/events`, { type: 'note', text: '客户会再来电' }).expect(200)
    expect((await openedUnder(await rep.open(payloads.open))).code).toBe('winery')
  })

  test('the same key gives the first answer, for a draft, its publication and a rehearsal', async () => {
    const twice = async (path: string, body: object, key: string) => {
      const send = () => admin.post(path, body, { 'Idempotency-Key': key })
      const [first, again] = [await send(), await send()]
      expect([again.status, again.body, again.headers.location]).toEqual([
        first.status,
        first.body,
        first.headers.location,
      ])
      return first
    }
    const { body } = await twice('/policies/winery/versions', { copyOf: 1 }, 'draft')
    const next = await admin.post('/policies/winery/versions', { copyOf: 1 }, { 'Idempotency-Key': 'other' })
    expect(next.body.version).toBe(body.version + 1)
    const from = new Date(api.deps.now().getTime() + 600 * minute).toISOString()
    const published = await twice(`/policies/winery/versions/${body.version}/publication`, { from }, 'publish')
    expect([published.status, published.body.status]).toEqual([200, 'published'])
    const period = { from: '2026-01-01', to: '2026-12-31' }
    expect((await twice('/rehearsals', { policy: 'winery', version: 1, ...period }, 'rehearse')).status).toBe(202)
    const other = await admin.post('/policies/winery/versions', { copyOf: 2 }, { 'Idempotency-Key': 'draft' })
    expect(other.body.error.rule).toBe('idempotency-key-reused')
  })
})
