import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { spansOf } from '../../server/complaints/list-search.ts'
import { type WordUse, wordUse } from '../../server/complaints/word-use.ts'
import { type ApiTest, startApi } from '../support/api.ts'
import { databases } from '../support/databases.ts'
import { payloads } from '../support/payloads.ts'

const now = new Date('2026-11-21T10:05:00.000Z')
const hour = 3_600_000

describe.each(databases)('how usual words are on $name', database => {
  let api: ApiTest
  beforeAll(async () => {
    api = await startApi(database)
    const rep = await api.as('rep')
    const narratives = Array.from({ length: 30 }, (_, index) => (index < 12 ? '红酒有异味' : '上菜太慢了一些'))
    for (const [index, narrative] of narratives.entries()) {
      await rep.open({ ...payloads.open, customer: { name: '王芳', phone: `1380000${1000 + index}` }, narrative })
    }
  })
  afterAll(() => api.close())

  test('is unknown until the database has counted, and known an hour later at the latest', async () => {
    const { db } = api.deps
    const at = api.deps.now()
    expect(await wordUse(db, at)).toBeUndefined()
    await db.execute(sql`vacuum analyze complaints`)
    expect(await wordUse(db, new Date(at.getTime() + hour - 1))).toBeUndefined()
    const use = await wordUse(db, new Date(at.getTime() + hour))
    expect(use).toMatchObject({ total: 30, perDay: 1 })
    expect(use?.shareOf(`'红酒'`)).toBeCloseTo(0.4)
    expect(use?.shareOf(`'上菜'`)).toBeCloseTo(0.6)
    expect(use?.shareOf(`'软木'`)).toBeLessThan(0.4)
    // of a short beginning there is no telling; a long one is as rare as the words that have it
    expect(use?.shareOf(`'138':*`)).toBeUndefined()
    expect(use?.shareOf(`'20261121':*`)).toBe(1)
    expect(use?.shareOf(`'13800001007':*`)).toBeLessThan(0.4)
  })
})

describe('how far a search looks back', () => {
  /** among 200 000 complaints, 280 of a day */
  const use = (shares: Record<string, number>): WordUse => ({
    total: 200_000,
    perDay: 280,
    shareOf: term => shares[term],
  })
  const beginnings = (typed: string, known: WordUse | undefined, page: number | null = 50) =>
    spansOf(typed, page, now, known)?.map(({ since }) => since.slice(0, 10))

  test('is two days, eight and thirty-two before everything, where nothing is known of the words', () => {
    const usual = ['2026-11-19', '2026-11-13', '2026-10-20', '-infinity']
    expect(beginnings('红酒', undefined)).toEqual(usual)
    expect(beginnings('138', use({}))).toEqual(usual)
  })

  test('is so many days that a page and a half is to be expected', () => {
    // 280 complaints a day, a tenth of them has it: 75 in 2.7 days
    expect(beginnings('红酒', use({ "'红酒'": 0.1 }))?.[0]).toBe('2026-11-18')
    expect(beginnings('红酒', use({ "'红酒'": 0.1 }), 100)?.[0]).toBe('2026-11-15')
  })

  test('is a matter of the rarest word', () => {
    const known = use({ "'红酒'": 0.1, "'异味'": 0.02 })
    expect(beginnings('红酒 异味', known)).toEqual(beginnings('异味', known))
  })

  test('is everything at once for a word that few have, and where the newest are not wanted first', () => {
    expect(beginnings('红酒', use({ "'红酒'": 0.001 }))).toEqual(['-infinity'])
    expect(beginnings('红酒', use({ "'红酒'": 0.1 }), null)).toEqual(['-infinity'])
  })
})
