import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cases, complaints } from '../../db/schema.ts'
import { mostColumns, queueColumns } from '../../server/complaints/queue-columns.ts'
import { playStories } from '../../server/demo/load-demo.ts'
import { databases } from '../support/databases.ts'
import { type PagesTest, startPages } from '../support/pages.ts'

let pages: PagesTest
let statements = 0
beforeAll(async () => {
  const [embedded] = databases
  pages = await startPages(embedded)
  await playStories(pages.deps, () => {})
  const pglite = pages.deps.connection.pglite
  if (!pglite) throw new Error('PGlite is always there')
  const query = pglite.query.bind(pglite)
  pglite.query = (...given: Parameters<typeof query>) => {
    if (!given[0].includes('pgboss')) statements += 1
    return query(...given)
  }
})
afterAll(() => pages.close())

const most = 60_000

/** The page as it goes over the wire, uncompressed; what it cost in statements. */
async function read(path: string) {
  const agent = await pages.browser('centre')
  await agent.get(path).expect(200)
  statements = 0
  const { text } = await agent.get(path).expect(200)
  return { text, bytes: Buffer.byteLength(text), lines: text.match(/^<tr><td/gm)?.length ?? 0, statements }
}

describe('a page of fifty complaints of the demo', () => {
  test.each([
    '/complaints',
    '/complaints?sort=dueAt',
    '/complaints?q=ts',
    '/complaints?columns=customer,state,department,received,due,category',
  ])('%s stays under 60 kB', async path => {
    const { bytes, lines } = await read(path)
    expect(lines).toBe(50)
    expect(bytes).toBeLessThan(most)
  })

  test('stays under 60 kB with the heaviest columns, and says that there cannot be more', async () => {
    const weights: { column: string; bytes: number }[] = []
    for (const column of queueColumns) {
      weights.push({ column, bytes: (await read(`/complaints?columns=${column}`)).bytes })
    }
    const heaviest = weights.toSorted((one, other) => other.bytes - one.bytes).map(one => one.column)
    const { text, bytes } = await read(`/complaints?columns=${heaviest}`)
    expect(text.match(/<th scope="col"/g)).toHaveLength(mostColumns + 1)
    expect(text).toContain(`列表最多显示 ${mostColumns} 列`)
    expect(bytes).toBeLessThan(most)
  })

  test('is found with as few statements as a page of one', async () => {
    const [few, many] = [await read('/complaints?q=8642'), await read('/complaints?q=ts')]
    expect(many.lines).toBe(50)
    expect(few.lines).toBeLessThan(many.lines)
    expect(many.statements).toBe(few.statements)
    expect(many.statements).toBeLessThanOrEqual(3)
  })
})

test('searching among many more cases takes the same statements, for words that few and that many have', async () => {
  const words = ['ts', '红酒', '8642', 'kra']
  const before: number[] = []
  for (const word of words) before.push(await statementsFor(word))
  await copyCases(20)
  for (const [index, word] of words.entries()) expect([word, await statementsFor(word)]).toEqual([word, before[index]])
})

const statementsFor = async (word: string) => (await read(`/complaints?q=${encodeURIComponent(word)}`)).statements

/** Copies every case with its complaint, each a day older than the one before. */
async function copyCases(copies: number) {
  const { db } = pages.deps
  const originals = await db.select().from(cases).innerJoin(complaints, eq(complaints.caseId, cases.id))
  for (let copy = 1; copy <= copies; copy++) {
    const rows = originals.map(({ cases: { id: _, ...row } }) => ({
      ...row,
      number: `${row.number}${copy}`,
      receivedAt: new Date(Date.parse(row.receivedAt) - copy * 24 * 3_600_000).toISOString(),
    }))
    const inserted = await db.insert(cases).values(rows).returning({ id: cases.id })
    await db.insert(complaints).values(
      originals.map(({ complaints: row }, index) => ({
        ...row,
        caseId: inserted[index]?.id ?? 0,
        searchOrder: rows[index]?.receivedAt ?? '',
      })),
    )
  }
}
