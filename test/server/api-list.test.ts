import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiTest, type Caller, startApi } from '../support/api.ts'
import { databases } from '../support/databases.ts'
import { payloads } from '../support/payloads.ts'

type Query = Record<string, string | number>
type Item = { number: string; receivedAt: string; dueAt: string | null; [field: string]: unknown }

describe.each(databases)('the list of complaints on $name', database => {
  let api: ApiTest
  let rep: Caller
  let count = 0
  beforeAll(async () => {
    api = await startApi(database)
    rep = await api.as('rep')
  })
  afterAll(() => api.close())

  const page = async (query: Query, caller = rep): Promise<{ items: Item[]; nextCursor: string | null }> => {
    const text = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    return (await caller.get(`/complaints?${text.join('&')}`).expect(200)).body
  }

  const numbersOf = async (query: Query) => (await page(query)).items.map(one => one.number)

  const open = (body: object = {}) => {
    count += 1
    return rep.open({ ...payloads.open, narrative: `第${count}次投诉：红酒漏液`, ...body })
  }

  async function all(query: Query): Promise<Item[]> {
    const { items, nextCursor } = await page(query)
    return nextCursor ? [...items, ...(await all({ ...query, cursor: nextCursor }))] : items
  }

  test('is read page by page in each order, without a gap or a repeat, however many share an instant', async () => {
    const instants = ['2026-11-20T08:00:00Z', '2026-11-20T08:00:00.001Z', '2026-11-21T01:59:00Z']
    for (let n = 0; n < 14; n++) {
      const sent = n % 3 === 0 ? { category: 'service', department: 'dining' } : {}
      const number = await open({ receivedAt: instants[n % 3], receivedReason: '停电后补录', ...sent })
      if (n % 4 === 1) await rep.send(number, { type: 'withdraw', reason: '客户撤诉' })
    }
    const later = (one: Item) => one.dueAt ?? '9999'
    const inOrder = {
      '-receivedAt': (a: Item, b: Item) => b.receivedAt.localeCompare(a.receivedAt),
      receivedAt: (a: Item, b: Item) => a.receivedAt.localeCompare(b.receivedAt),
      dueAt: (a: Item, b: Item) => later(a).localeCompare(later(b)),
    }
    for (const [sort, compare] of Object.entries(inOrder)) {
      const whole = (await page({ sort, limit: 100 })).items
      expect(whole).toHaveLength(14)
      expect(whole.toSorted(compare)).toEqual(whole)
      for (const limit of [1, 4, 14]) expect(await all({ sort, limit })).toEqual(whole)
    }
  })

  test('does not repeat a case when new ones come in between two pages', async () => {
    const first = await page({ limit: 5 })
    await open()
    const second = await page({ limit: 5, cursor: first.nextCursor ?? '' })
    const numbers = [...first.items, ...second.items].map(one => one.number)
    expect(new Set(numbers).size).toBe(10)
  })

  test('refuses cursors that it did not make for this order', async () => {
    const { nextCursor } = await page({ limit: 1 })
    const forged = Buffer.from(JSON.stringify(['-receivedAt', 'now()', 1])).toString('base64url')
    for (const query of [
      `cursor=${nextCursor}&sort=dueAt`,
      'cursor=xyz',
      `cursor=${forged}`,
      `cursor=${'A'.repeat(600)}`,
    ]) {
      const answer = await rep.get(`/complaints?${query}`).expect(422)
      expect(Object.keys(answer.body.error.fields)).toEqual(['cursor'])
    }
  })

  test('refuses what it does not know instead of showing everything', async () => {
    for (const query of [
      'levle=major',
      'level=huge',
      'limit=0',
      'limit=101',
      'limit=x',
      'sort=name',
      'late=maybe',
      'mine=yes',
      'receivedFrom=yesterday',
      'receivedFrom=0000-01-01',
      'receivedTo=9999-12-31',
      'stage=a&stage=b',
    ]) {
      const { error } = (await rep.get(`/complaints?${query}`).expect(422)).body
      expect(Object.keys(error.fields)).toEqual([query.split('=')[0]])
      expect(error.message).toBe('查询条件有误，请改正后再试。')
    }
  })

  test('masks the phone, shortens the narrative and says what is known of each case', async () => {
    const number = await open({ narrative: `上菜慢。\n${'菜是凉的，'.repeat(30)}`, category: 'service', amount: '800' })
    const [item] = (await page({ q: number })).items
    expect(item).toMatchObject({ number, stage: 'register', level: 'general', registrar: 'rep', category: 'service' })
    expect(item).toMatchObject({
      customerName: '王女士',
      phone: '138****0001',
      late: false,
      paused: false,
      outcome: null,
    })
    expect(item?.summary).toMatch(/^上菜慢。 菜是凉的.{51}…$/u)
    expect(JSON.stringify(item)).not.toContain('13800000001')
  })

  test('is narrowed by stage, level, department and handler together', async () => {
    const sent = { category: 'service', department: 'sales', scopeFlags: ['local-media'] }
    const number = await open({ ...sent, handler: 'head.sales' })
    const other = await open(sent)
    const query = { stage: 'investigate', department: 'sales' }
    const level = (await page({ q: number })).items[0]?.level as string
    expect((await numbersOf({ ...query, level })).toSorted()).toEqual([number, other].toSorted())
    expect(await numbersOf({ ...query, level, handler: 'head.sales' })).toEqual([number])
    expect(await numbersOf({ ...query, stage: 'close' })).toEqual([])
  })

  test('is narrowed to what the caller handles or logged, to what is open, and to days', async () => {
    const sent = { category: 'service', department: 'sales', handler: 'head.sales' }
    const number = await open({ ...sent, receivedAt: '2026-11-19T16:30:00Z', receivedReason: '停电后补录' })
    const head = await api.as('head.sales')
    const handled = (query: Query) => page({ mine: 'handler', ...query }, head)
    expect((await handled({})).items.map(one => one.number)).toContain(number)
    const day = { receivedFrom: '2026-11-20', receivedTo: '2026-11-20' }
    expect((await handled(day)).items.map(one => one.number)).toEqual([number])
    expect((await handled({ receivedTo: '2026-11-19' })).items).toEqual([])
    expect((await handled({ ...day, assigned: 'false' })).items).toEqual([])
    expect((await page({ mine: 'registrar' }, head)).items).toEqual([])
    await rep.send(number, { type: 'withdraw', reason: '客户撤诉' })
    expect((await handled({ ...day, open: 'true' })).items).toEqual([])
    expect((await handled({ ...day, open: 'false' })).items.map(one => one.number)).toEqual([number])
  })

  test('finds a case by its number, by the end of the phone number, and by two characters of what was said', async () => {
    const number = await open({
      customer: { name: '欧阳明', phone: '13755558642' },
      narrative: '大堂经理推诿，退款没有着落',
    })
    for (const q of [number, number.toLowerCase(), '8642', '13755558642', '推诿', '欧阳', '退款 推诿']) {
      expect([q, await numbersOf({ q })]).toEqual([q, [number]])
    }
    expect(await numbersOf({ q: ' ' })).toContain(number)
    for (const q of ['8643', '推着', "'", '推诿 红酒', '!!!', ":*&|'", '%'])
      expect([q, await numbersOf({ q })]).toEqual([q, []])
  })

  test('knows late cases from the first moment on, but no case whose limits a pause holds', async () => {
    const sent = { category: 'product', department: 'cellar', amount: '800' }
    const [running, held] = [await open(sent), await open(sent)]
    const head = await api.as('head.cellar')
    await head.send(held, { type: 'arrive', ...payloads.arrive })
    await head.send(held, { type: 'pause', reasonCode: 'testing' })
    const late = async () => (await all({ late: 'true', department: 'cellar', limit: 100 })).map(one => one.number)
    expect(await late()).toEqual([])
    api.clock.advance(60 * 24 * 29)
    expect(await late()).toEqual([running])
    expect((await page({ q: held })).items).toMatchObject([{ paused: true, late: false, dueAt: null }])
    expect((await all({ late: 'false', department: 'cellar', limit: 100 })).map(one => one.number)).toEqual([held])
  })
})

describe('the number of statements', () => {
  let api: ApiTest
  let statements = 0
  const [embedded] = databases
  beforeAll(async () => {
    if (!embedded) throw new Error('PGlite is always there')
    api = await startApi(embedded)
    const pglite = api.deps.connection.pglite
    if (!pglite) throw new Error('PGlite is always there')
    const query = pglite.query.bind(pglite)
    pglite.query = (...given: Parameters<typeof query>) => {
      if (!given[0].includes('pgboss')) statements += 1
      return query(...given)
    }
  })
  afterAll(() => api.close())

  const counted = async (caller: Caller, path: string) => {
    await caller.get(path).expect(200)
    statements = 0
    await caller.get(path).expect(200)
    return statements
  }

  test('of a list or a case does not grow with what is in it', async () => {
    const [rep, head] = [await api.as('rep'), await api.as('head.dining')]
    const plain = await rep.open(payloads.open)
    const before = await counted(rep, `/complaints/${plain}`)
    const listBefore = await counted(rep, '/complaints')
    const number = await rep.open({ ...payloads.open, category: 'service', department: 'dining' })
    await head.send(number, { type: 'arrive', ...payloads.arrive })
    for (let n = 0; n < 4; n++) await head.send(number, { type: 'contact', ...payloads.contact })
    await head.send(number, { type: 'find', ...payloads.find })
    await head.send(number, { type: 'plan', ...payloads.plan })
    expect(await counted(rep, `/complaints/${number}`)).toBe(before)
    expect(await counted(rep, '/complaints')).toBe(listBefore)
    expect(before).toBeLessThanOrEqual(12)
    expect(listBefore).toBeLessThanOrEqual(4)
  })
})
