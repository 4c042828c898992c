import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, rowsOf } from '../../db/client.ts'
import { policyVersions, rehearsals } from '../../db/schema.ts'
import { rehearsalAnswer, rehearsedCasesAnswer } from '../../server/api/rehearsals-description.ts'
import { demoPassword, playStories } from '../../server/demo/load-demo.ts'
import { runRehearsal } from '../../server/rehearsals/job.ts'
import type { CaseDifference } from '../../workflows/complaint/rehearsal-comparison.ts'
import type { RehearsalSummary } from '../../workflows/complaint/rehearsal-summary.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import type { PolicyDocument } from '../../workflows/policy/policy.ts'
import { type ApiTest, type Caller, startApi } from '../support/api.ts'
import { openDatabase } from '../support/databases.ts'
import { textOf } from '../support/pages.ts'
import { payloads } from '../support/payloads.ts'
import { signIn, submitForm } from '../support/sign-in.ts'

const period = { from: '2026-01-01', to: '2026-12-31' }
const never = new AbortController().signal
type Item = CaseDifference & { number: string; differs: boolean }

describe('rehearsals', () => {
  let api: ApiTest
  let admin: Caller
  let auditor: Caller
  beforeAll(async () => {
    api = await startApi({ open: openDatabase })
    await playStories(api.deps, () => {})
    admin = await api.as('admin')
    auditor = await api.as('auditor')
  })
  afterAll(() => api.close())

  /** A draft of the winery's rules, changed. */
  const draft = async (change: (document: PolicyDocument) => void): Promise<number> => {
    const document = structuredClone(winery) as PolicyDocument
    change(document)
    return (await admin.post('/policies/winery/versions', { document }).expect(201)).body.version
  }
  const begin = async (version: number, when = period): Promise<number> =>
    (await admin.post('/rehearsals', { policy: 'winery', version, ...when }).expect(202)).body.id
  const result = async (id: number): Promise<RehearsalSummary> =>
    (await auditor.get(`/rehearsals/${id}`).expect(200)).body.result
  const cases = async (id: number, differs: string): Promise<Item[]> =>
    (await auditor.get(`/rehearsals/${id}/cases?differs=${differs}&limit=100`).expect(200)).body.items
  const rehearsed = async (version: number): Promise<number> => {
    const id = await begin(version)
    await runRehearsal(api.deps, id, never)
    return id
  }

  test('the version that really ran reports no difference in anything', async () => {
    const id = await rehearsed(1)
    const { cases: all, differing, byAspect, people } = await result(id)
    expect(all).toBeGreaterThan(60)
    expect(byAspect).toEqual({ level: 0, limits: 0, notices: 0, decisions: 0, money: 0 })
    expect(differing).toBe(0)
    expect(people.map(one => one.neverAsked)).toEqual(people.map(() => 0))
    expect(await cases(id, 'true')).toEqual([])
    expect((await cases(id, 'false')).length).toBe(all)
  })

  test('it is queued, asked how far it is, and answers with its result when it is done', async () => {
    const answer = await admin.post('/rehearsals', { policy: 'winery', version: 1, ...period }).expect(202)
    const { id, status, href } = answer.body
    expect({ status, href }).toEqual({ status: 'queued', href: `/api/v1/rehearsals/${id}` })
    expect((await admin.get(`/rehearsals/${id}`)).body).toMatchObject({ status: 'queued', done: 0, result: null })
    await runRehearsal(api.deps, id, never)
    const { body } = await admin.get(`/rehearsals/${id}`)
    expect(body).toMatchObject({ id, policy: 'winery', version: 1, status: 'done', createdBy: 'admin' })
    expect(body.done).toBe(body.total)
  })

  test('a shorter limit shows the misses that it would have made, and no others', async () => {
    const version = await draft(document => {
      document.limits.settle = { ...document.limits.settle, general: hours(2) }
    })
    const id = await rehearsed(version)
    const { limits, levels } = await result(id)
    expect(levels.filter(one => one.was !== one.would)).toEqual([])
    const changed = limits.filter(one => one.was.missed !== one.would.missed)
    expect(changed.map(one => one.kind)).toEqual(['settle'])
    expect(changed[0]?.would.missed).toBeGreaterThan(changed[0]?.was.missed ?? 0)
    const differing = await cases(id, 'limits')
    const misses = differing.flatMap(one => one.limits.map(({ kind, would }) => `${kind} ${would}`))
    // a complaint that was reopened has one for each time
    expect(misses).toEqual(misses.map(() => 'settle missed'))
    expect(misses.length).toBe((changed[0]?.would.missed ?? 0) - (changed[0]?.was.missed ?? 0))
    expect(new Set(differing.map(one => one.level.was))).toEqual(new Set(['general']))
  })

  test('its answers are as the description of the API says', async () => {
    const id = await rehearsed(
      await draft(document => Object.assign(document.approval.byLevel, { general: ['director'] })),
    )
    rehearsalAnswer.parse((await auditor.get(`/rehearsals/${id}`)).body)
    const { body } = await auditor.get(`/rehearsals/${id}/cases?differs=decisions&limit=2`)
    expect(rehearsedCasesAnswer.parse(body).items.length).toBe(2)
    const next = await auditor.get(`/rehearsals/${id}/cases?differs=decisions&limit=2&cursor=${body.nextCursor}`)
    expect(next.body.items[0].number > body.items[1].number).toBe(true)
  })

  test('the job takes it from the queue, and a case is read side by side', async () => {
    const id = await begin(await draft(({ approval }) => Object.assign(approval.byLevel, { general: ['director'] })))
    // the other tests rehearse by themselves, and none of them twice at once
    await api.deps.jobs.workOnRehearsals(async (one, stopping) => {
      if (one === id) await runRehearsal(api.deps, one, stopping)
    })
    await expect.poll(async () => (await admin.get(`/rehearsals/${id}`)).body.status, { timeout: 30_000 }).toBe('done')
    const [one] = await cases(id, 'decisions')
    const read = async (login: 'director' | 'admin', path: string) =>
      textOf((await (await signIn(api.app, login, demoPassword)).get(path).expect(200)).text)
    const page = `/rehearsals/${id}/cases/${one?.number}`
    expect(await read('director', `/rehearsals/${id}`)).toContain('有变化')
    expect(await read('director', page)).toMatch(/当时未设（顾长河）.*打开案件|打开案件.*当时未设（顾长河）/)
    const seenByAdmin = await read('admin', page)
    expect(seenByAdmin).toContain('当时未设')
    expect(seenByAdmin).not.toContain('打开案件')
    // both ledgers in the words of the case page: the rule's place, the time that counted, who was told
    const version = Number(/》第 (\d+) 版/.exec(seenByAdmin.replace(/》第 1 版/g, ''))?.[1])
    expect(version).toBeGreaterThan(1)
    for (const words of ['》第 1 版', '自受理起算', '计时经过', '催办', '已通知']) {
      expect(seenByAdmin).toContain(words)
    }
  })

  test('another approver would have been asked, and whose word was not needed is told', async () => {
    const version = await draft(({ approval }) => {
      approval.byLevel.general = ['director']
    })
    const id = await rehearsed(version)
    const { people } = await result(id)
    const director = people.find(one => one.person === 'director')
    expect(director?.neverAsked).toBeGreaterThan(0)
    expect(director?.would).toBeGreaterThanOrEqual((director?.was ?? 0) + (director?.neverAsked ?? 0))
    const [first] = (await cases(id, 'decisions')).filter(one => one.decisions.spared.length > 0)
    expect(first?.decisions.asked).toMatchObject([
      { role: 'director', people: ['director'], how: 'would-have-been-asked' },
    ])
    expect(first?.decisions.spared).toMatchObject([{ role: 'unit-leader', how: 'given' }])
  })

  test('a lower purse moves money to the next one, and none is lost', async () => {
    const version = await draft(({ approval }) => {
      Object.assign(approval.byMoney[0] ?? {}, { upTo: '150.00' })
    })
    const id = await rehearsed(version)
    const { purses } = await result(id)
    const total = (side: 'was' | 'would') =>
      purses.reduce((sum, one) => sum + Math.round(Number(one[side].sum) * 100), 0)
    expect(total('would')).toBe(total('was'))
    const [head, leader] = ['head', 'unit-leader'].map(role => purses.find(one => one.roles.join() === role))
    const moved = (head?.was.plans ?? 0) - (head?.would.plans ?? 0)
    expect(moved).toBeGreaterThan(0)
    expect((leader?.would.plans ?? 0) - (leader?.was.plans ?? 0)).toBe(moved)
    expect((await cases(id, 'money')).length).toBe(moved)
  })

  test('other grading bounds change levels, counted from and to', async () => {
    const version = await draft(({ grading }) => {
      Object.assign(grading.byAmount[0] ?? {}, { upTo: '300.00' })
    })
    const id = await rehearsed(version)
    const changed = (await result(id)).levels.filter(one => one.was !== one.would)
    expect(changed.map(one => `${one.was} → ${one.would}`)).toEqual(['minor → general'])
    expect((await cases(id, 'level')).length).toBe(changed[0]?.cases)
  })

  test('only cases received in the period take part, and an empty period is done at once', async () => {
    const id = await begin(1, { from: '2020-01-01', to: '2020-12-31' })
    await runRehearsal(api.deps, id, never)
    expect((await admin.get(`/rehearsals/${id}`)).body).toMatchObject({ status: 'done', total: 0, done: 0 })
  })

  test('nothing is written to the cases', async () => {
    const before = await digests(api.deps.db)
    await rehearsed(await draft(document => Object.assign(document.caps, { unreached: 1 })))
    expect(await digests(api.deps.db)).toEqual(before)
  })

  test('a restart in the middle begins anew and ends well, once', async () => {
    const id = await begin(1)
    const stopping = new AbortController()
    const broken = runRehearsal(
      { ...api.deps, db: stoppingAfterFirstBatch(api.deps.db, stopping) },
      id,
      stopping.signal,
    )
    await expect(broken).rejects.toThrow()
    expect((await admin.get(`/rehearsals/${id}`)).body).toMatchObject({ status: 'queued', result: null })
    await runRehearsal(api.deps, id, never)
    const { cases: all, differing } = await result(id)
    expect(differing).toBe(0)
    expect((await cases(id, 'false')).length).toBe(all)
  })

  test('rules that count beyond every calendar, stored before they were bounded, end the rehearsal with words', async () => {
    const version = await draft(document => Object.assign(document.caps, { handBacks: 2 }))
    const settle = {
      minor: { amount: 1_000_000_000, unit: 'work_day', from: 'received', pausable: false, roll: false },
    }
    await api.deps.db
      .update(policyVersions)
      .set({ document: { ...winery, limits: { ...winery.limits, settle } } })
      .where(and(eq(policyVersions.code, 'winery'), eq(policyVersions.version, version)))
    const id = await rehearsed(version)
    expect((await admin.get(`/rehearsals/${id}`)).body).toMatchObject({ status: 'failed', trouble: 'beyond-horizon' })
    const browser = await signIn(api.app, 'director', demoPassword)
    expect(textOf((await browser.get(`/rehearsals/${id}`).expect(200)).text)).toContain('超出日历可以推算的范围')
    const published = await admin
      .post(`/policies/winery/versions/${version}/publication`, { from: '2099-01-01T00:00:00.000Z' })
      .expect(422)
    expect(published.body.error.message).toContain('beyond-bounds limits.settle.minor.amount')
  })

  test('under which the server has died twice it is not begun a third time', async () => {
    const id = await begin(1)
    const died = (trouble: 'interrupted' | null) =>
      api.deps.db.update(rehearsals).set({ status: 'running', trouble }).where(eq(rehearsals.id, id))
    await died(null)
    await runRehearsal(api.deps, id, never)
    expect((await admin.get(`/rehearsals/${id}`)).body).toMatchObject({ status: 'done', trouble: null })
    await died('interrupted')
    await runRehearsal(api.deps, id, never)
    expect((await admin.get(`/rehearsals/${id}`)).body).toMatchObject({ status: 'failed', trouble: 'interrupted' })
  })

  test('whoever may begin one may end it, waiting or running, from its page; the batch at work is its last', async () => {
    const id = await begin(1)
    const page = `/rehearsals/${id}`
    const auditing = await signIn(api.app, 'auditor', demoPassword)
    expect((await auditing.get(page).expect(200)).text).not.toContain(`${page}/end`)
    await auditor.post(`${page}/end`, {}).expect(403)
    const browser = await signIn(api.app, 'director', demoPassword)
    const ending = {
      ...api.deps,
      db: endedAfterFirstBatch(api.deps.db, async () => submitForm(browser, page, `${page}/end`, {})),
    }
    await runRehearsal(ending, id, never)
    const { body } = await admin.get(page)
    expect(body).toMatchObject({ status: 'ended', result: null })
    expect(body.done).toBeLessThan(body.total)
    const shown = await browser.get(page).expect(200)
    expect(textOf(shown.text)).toContain('演练已由人工结束')
    expect((await admin.post(`${page}/end`, {}).expect(422)).body.error.rule).toBe('rehearsal-over')
    await runRehearsal(api.deps, id, never)
    expect((await admin.get(page)).body.status).toBe('ended')
  })

  test('who may begin one, and who may look', async () => {
    const body = { policy: 'winery', version: 1, ...period }
    await (await api.as('director')).post('/rehearsals', body).expect(202)
    expect((await auditor.post('/rehearsals', body).expect(403)).body.error.rule).toBe('rehearsal-starters')
    const rep = await api.as('rep')
    expect((await rep.post('/rehearsals', body).expect(403)).body.error.rule).toBe('rehearsal-onlookers')
    await rep.get('/rehearsals/1').expect(403)
    await auditor.get('/rehearsals/999').expect(404)
    await auditor.get('/rehearsals/x/cases').expect(404)
  })

  test('whom a version asks for when, and with whom, takes no decision and no limit away', async () => {
    const before = await result(await rehearsed(1))
    const first = await rehearsed(await draft(({ approval }) => Object.assign(approval, { consent: 'first' })))
    expect((await result(first)).differing).toBe(0)
    const together = await draft(({ approval }) => {
      approval.joint = [{ roles: ['service-head', 'unit-leader'], rule: 'all' }]
    })
    const { people, limits } = await result(await rehearsed(together))
    const decided = (list: typeof people) => list.map(one => [one.person, one.would])
    expect(decided(people)).toEqual(decided(before.people))
    const approve = (list: typeof limits) => list.find(one => one.kind === 'approve')?.would
    expect(approve(limits)).toEqual(approve(before.limits))
    expect(limits.find(one => one.kind === 'review')?.would.missed).toBeGreaterThan(0)
  })

  test('each side of a case is called as its own rules call it', async () => {
    const rep = await api.as('rep')
    const number = await rep.open({ policy: 'iso', ...payloads.open })
    await rep.send(number, { type: 'register', category: 'product', affectedCount: 3 })
    const id = await rehearsed(1)
    const { levels } = await result(id)
    const found = levels.find(one => one.names?.was?.['zh-CN'] === '严重')
    expect([found?.names?.would?.['zh-CN'], found?.cases]).toEqual(['一般', 1])
    const browser = await signIn(api.app, 'director', demoPassword)
    const read = async (path: string) => textOf((await browser.get(path).expect(200)).text)
    expect(await read(`/rehearsals/${id}`)).toMatch(/严重.*一般/)
    expect(await read(`/rehearsals/${id}/cases?differs=level`)).toContain('严重')
    expect(await read(`/rehearsals/${id}/cases/${number}`)).toMatch(/严重.*一般/)
  })

  test('each person has one that waits: the next is refused until it has begun', async () => {
    const body = { policy: 'winery', version: 1, ...period }
    await api.deps.db.delete(rehearsals).where(eq(rehearsals.status, 'queued'))
    const answers = await Promise.all([1, 2, 3].map(() => admin.post('/rehearsals', body)))
    expect(answers.map(one => one.status).sort()).toEqual([202, 422, 422])
    const refused = answers.find(one => one.status === 422)?.body.error
    expect(refused.rule).toBe('rehearsal-waits')
    expect(refused.message).toContain('每人同时只能排一个')
    const browser = await signIn(api.app, 'admin', demoPassword)
    const fields = { version: 'winery/1', ...period }
    expect(textOf((await submitForm(browser, '/rehearsals', '/rehearsals', fields)).text)).toContain(
      '每人同时只能排一个',
    )
    await (await api.as('director')).post('/rehearsals', body).expect(202)
    await runRehearsal(api.deps, answers.find(one => one.status === 202)?.body.id, never)
    await admin.post('/rehearsals', body).expect(202)
  })

  test('those who may see rehearsals find them on the page of rule books and in the menu', async () => {
    const links = async (login: 'director' | 'admin' | 'auditor' | 'rep') =>
      (await (await signIn(api.app, login, demoPassword)).get('/policies').expect(200)).text.match(
        /href="\/rehearsals"/g,
      )?.length ?? 0
    // the menu is there for wide and for narrow screens
    expect(await Promise.all([links('director'), links('admin'), links('auditor')])).toEqual([3, 3, 3])
    expect(await links('rep')).toBe(0)
  })

  test('what cannot be rehearsed is refused field by field', async () => {
    const refused = async (body: object) =>
      Object.keys(
        (await admin.post('/rehearsals', { policy: 'winery', version: 1, ...period, ...body }).expect(422)).body.error
          .fields,
      )
    expect(await refused({ version: 99 })).toEqual(['version'])
    expect(await refused({ from: '2026-12-01', to: '2026-11-01' })).toEqual(['to'])
    expect(await refused({ from: 'soon' })).toEqual(['from'])
    expect(await refused({ from: '0000-01-01' })).toEqual(['from'])
  })
})

const hours = (amount: number) => ({ amount, unit: 'hour', from: 'received', pausable: true, roll: false }) as const

/** The database as it is until the first results are kept; then the server is told to stop. */
function stoppingAfterFirstBatch(db: Database, stopping: AbortController): Database {
  return new Proxy(db, {
    get: (target, name) => {
      if (name === 'transaction') stopping.abort()
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** The database as it is; once the first results are kept somebody ends the rehearsal. */
function endedAfterFirstBatch(db: Database, end: () => Promise<unknown>): Database {
  let ended: Promise<unknown> | undefined
  return new Proxy(db, {
    get: (target, name) => {
      const value = Reflect.get(target, name, target)
      if (name !== 'insert') return typeof value === 'function' ? value.bind(target) : value
      return (...given: Parameters<Database['insert']>) => ({
        values: (rows: never) => ({
          onConflictDoNothing: async () => {
            await target
              .insert(...given)
              .values(rows)
              .onConflictDoNothing()
            ended ??= end()
            await ended
          },
        }),
      })
    },
  })
}

async function digests(db: Database) {
  const tables = [
    'cases',
    'case_events',
    'complaints',
    'deadlines',
    'asks',
    'approvals',
    'measures',
    'notices',
    'contacts',
  ]
  const each = tables.map(async name => {
    const found = await db.execute(
      sql`select md5(string_agg(one::text, '|' order by one::text)) as digest from ${sql.identifier(name)} as one`,
    )
    return [name, rowsOf<{ digest: string }>(found)[0]?.digest]
  })
  return Object.fromEntries(await Promise.all(each))
}
