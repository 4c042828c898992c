import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { asks, cases, complaints, deadlines, followUps, notices } from '../../db/schema.ts'
import { databases } from '../support/databases.ts'
import { type PagesTest, startPages } from '../support/pages.ts'

let pages: PagesTest
let statements: string[] = []
beforeAll(async () => {
  const [embedded] = databases
  pages = await startPages(embedded)
  const pglite = pages.deps.connection.pglite
  if (!pglite) throw new Error('PGlite is always there')
  const query = pglite.query.bind(pglite)
  pglite.query = (...given: Parameters<typeof query>) => {
    const [text] = given
    // the queues look after themselves in between
    if (!text.includes('pgboss')) statements.push(text)
    return query(...given)
  }
})
afterAll(() => pages.close())

const read: [DemoLogin, string][] = [
  ['rep', '/'],
  ['leader.hospitality', '/'],
  ['rep', '/complaints'],
  ['rep', '/complaints/new'],
  ['leader.hospitality', '/approvals'],
  ['rep', '/follow-ups'],
  ['auditor', '/outbox'],
]

async function statementsOfEach() {
  const counts: Record<string, { statements: string[]; lines: number }> = {}
  for (const [login, path] of read) {
    await pages.read(login, path)
    statements = []
    const page = await pages.read(login, path)
    counts[`${login} ${path}`] = { statements: [...statements], lines: page.match(/TS-\d{8}-\d{4}/g)?.length ?? 0 }
  }
  return counts
}

/** Five cases: received, dispatched, in approval, and two to call back, one of them tried. */
async function fiveCases() {
  await pages.open('rep')
  const open = { category: 'service', amount: '800', department: 'dining' }
  await pages.open('rep', open)
  const planned = await pages.open('rep', open)
  await pages.send('head.dining', planned, { type: 'arrive' })
  await pages.send('head.dining', planned, { type: 'find' })
  await pages.send('head.dining', planned, { type: 'plan' })
  for (const outcome of ['unreached', undefined]) {
    const settled = await pages.open('rep', { ...open, amount: undefined })
    await pages.send('head.dining', settled, { type: 'settle' })
    if (outcome) await pages.send('rep', settled, { type: 'call-back', outcome, satisfaction: undefined })
  }
}

/** Copies every case with its rows, so that a long list needs no long preparation. */
async function copyCases(copies: number) {
  const { db } = pages.deps
  const originals = await db.select().from(cases)
  for (const { id, ...original } of originals) {
    for (let copy = 1; copy <= copies; copy++) {
      const number = `${original.number.slice(0, -4)}${String(id * 100 + copy).padStart(4, '0')}`
      const [row] = await db
        .insert(cases)
        .values({ ...original, number })
        .returning({ id: cases.id })
      for (const table of [complaints, asks, deadlines, followUps]) {
        const rows = await db.select().from(table).where(eq(table.caseId, id))
        for (const one of rows)
          await db.insert(table as typeof asks).values({ ...(one as typeof asks.$inferSelect), caseId: row?.id ?? 0 })
      }
      const told = await db.select().from(notices).where(eq(notices.caseId, id))
      for (const { id: _, ...one } of told) await db.insert(notices).values({ ...one, caseId: row?.id ?? 0 })
    }
  }
}

test('the statements of a page do not grow with its lines', async () => {
  await fiveCases()
  await statementsOfEach() // whatever a process reads once, it has read now
  const few = await statementsOfEach()
  await copyCases(11)
  const many = await statementsOfEach()
  for (const [page, { statements: before, lines }] of Object.entries(few)) {
    expect(many[page]?.statements.length, `${page}: ${many[page]?.statements.join('\n')}`).toBe(before.length)
    expect(before.length).toBeLessThanOrEqual(10)
    if (!page.includes('new')) expect(many[page]?.lines).toBeGreaterThan(lines)
  }
})
