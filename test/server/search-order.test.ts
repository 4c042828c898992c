import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cases, complaints } from '../../db/schema.ts'
import { numberDay } from '../../server/cases/number.ts'
import { searchVector } from '../../server/cases/search-text.ts'
import type { Deps } from '../../server/deps.ts'
import { type ApiTest, type Caller, startApi } from '../support/api.ts'
import { databases } from '../support/databases.ts'
import { payloads } from '../support/payloads.ts'

const hour = 3_600_000
const words = ['红酒', '软木', '漏液', 'ts', '红酒 软木'] as const
const sorts = ['-receivedAt', 'receivedAt', 'dueAt'] as const

interface Asked {
  q: (typeof words)[number]
  sort: (typeof sorts)[number]
  limit: number
  level: 'major' | 'minor' | undefined
}

interface Old {
  number: string
  receivedAt: string
  dueAt: string | null
  level: string
  narrative: string
}

describe.each(databases)('what a search finds on $name', database => {
  let api: ApiTest
  let rep: Caller
  let all: Old[]
  let opened: string
  beforeAll(async () => {
    api = await startApi(database)
    rep = await api.as('rep')
    opened = await rep.open(payloads.open)
    all = await insertOld(api.deps)
  })
  afterAll(() => api.close())

  const pageOf = async (query: Record<string, string>) => {
    const { body } = await rep.get(`/complaints?${new URLSearchParams(query)}`).expect(200)
    const found: string[] = body.items.map((one: { number: string }) => one.number)
    return { found, next: body.nextCursor as string | null }
  }

  test.each([
    { known: 'nothing is known of the words', hours: 0 },
    { known: 'the database has counted them', hours: 2 },
  ])(
    'is all that has the words, page after page in the order asked for, however long ago it was: $known',
    async ({ hours }) => {
      if (hours > 0) await api.deps.db.execute(sql`vacuum analyze complaints`)
      api.clock.advance(hours * 60)
      const asked = fc.record<Asked>({
        q: fc.constantFrom(...words),
        sort: fc.constantFrom(...sorts),
        limit: fc.integer({ min: 5, max: 100 }),
        level: fc.constantFrom(undefined, 'major', 'minor'),
      })
      await fc.assert(
        fc.asyncProperty(asked, async ({ q, sort, limit, level }) => {
          const query = { q, sort, limit: String(limit), ...(level && { level }) }
          const found: string[] = []
          for (let cursor: string | null | undefined; cursor !== null; ) {
            const page = await pageOf({ ...query, ...(cursor && { cursor }) })
            expect(page.found.length).toBe(page.next ? limit : page.found.length)
            found.push(...page.found)
            cursor = page.next
          }
          expect(found.filter(number => number !== opened)).toEqual(expectedOf(all, { q, sort, level }))
        }),
        { numRuns: 30, examples: words.map((q): [Asked] => [{ q, sort: '-receivedAt', limit: 20, level: undefined }]) },
      )
    },
  )
})

function expectedOf(all: Old[], { q, sort, level }: Omit<Asked, 'limit'>): string[] {
  const direction = sort === '-receivedAt' ? -1 : 1
  const key = (one: Old) => (sort === 'dueAt' ? (one.dueAt ?? 'z') : one.receivedAt)
  const has = (one: Old) => q.split(' ').every(word => word === 'ts' || one.narrative.includes(word))
  const ids = new Map(all.map((one, index) => [one, index]))
  const place = (one: Old) => ids.get(one) ?? 0
  return all
    .filter(one => has(one) && (level === undefined || one.level === level))
    .sort((one, other) => direction * (key(one).localeCompare(key(other)) || place(one) - place(other)))
    .map(one => one.number)
}

/** Complaints of the last nine months, most of them new; some were received days before they were logged. */
async function insertOld({ db, now }: Deps): Promise<Old[]> {
  const [model] = await db.select().from(cases).innerJoin(complaints, eq(complaints.caseId, cases.id))
  if (!model) throw new Error('there is a case')
  const { id: _, ...modelCase } = model.cases
  const old = Array.from({ length: 240 }, (_, index) => oldOne(index, now()))
  const rows = old.map(({ narrative: _, ...one }) => ({ ...modelCase, ...one }))
  const inserted = await db.insert(cases).values(rows).returning({ id: cases.id })
  await db.insert(complaints).values(
    old.map(({ number, narrative, receivedAt }, index) => ({
      ...model.complaints,
      caseId: inserted[index]?.id ?? 0,
      narrative,
      search: searchVector(number, { ...model.complaints, narrative }),
      searchOrder: receivedAt,
    })),
  )
  return old
}

function oldOne(index: number, now: Date): Old {
  // five complaints each at the same instant
  const ago = Math.round(Math.floor(index / 5) ** 2.25) * hour
  const logged = now.getTime() - (index % 7 === 0 ? Math.max(0, ago - 120 * hour) : ago)
  return {
    number: `TS-${numberDay(new Date(logged))}-${2000 + index}`,
    receivedAt: new Date(now.getTime() - ago).toISOString(),
    dueAt: index % 4 === 0 ? null : new Date(now.getTime() + (index % 50) * hour).toISOString(),
    level: index % 3 === 0 ? 'major' : 'minor',
    narrative: [
      '上菜太慢',
      index % 2 ? '红酒有异味' : '',
      index % 9 ? '' : '软木塞发霉',
      index > 200 ? '酒瓶漏液' : '',
    ].join('，'),
  }
}
