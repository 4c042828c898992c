import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { notices } from '../../db/schema.ts'
import { type ApiTest, startApi } from '../support/api.ts'
import { openDatabase } from '../support/databases.ts'
import { payloads } from '../support/payloads.ts'

let api: ApiTest
let number: string
beforeAll(async () => {
  api = await startApi({ open: openDatabase })
  const rep = await api.as('rep')
  number = await rep.open({ ...payloads.open, category: 'service', department: 'dining', handler: 'handler.dining' })
  await rep.open({ ...payloads.open, category: 'product', department: 'cellar' })
})
afterAll(() => api.close())

const noticesFor = async (login: DemoLogin, query = '') =>
  (await (await api.as(login)).get(`/notices${query}`).expect(200)).body.items

describe('GET /notices', () => {
  test('tells the administrator to whom what was sent, without any text', async () => {
    const items = await noticesFor('admin', `?case=${number}`)
    expect(items.map((one: { to: string; kind: string }) => `${one.to} ${one.kind}`).sort()).toEqual([
      'handler.dining assigned',
      'head.dining assigned',
    ])
    expect(items[0]).toMatchObject({ case: number, status: 'queued', sentAt: null, attempts: 0 })
    expect(items[0].subject).toContain(number)
    expect(items[0]).not.toHaveProperty('text')
  })

  test('shows the auditor the text too: as it was sent, else as it would be sent now', async () => {
    const [last] = await noticesFor('auditor', `?case=${number}`)
    expect(last.text).toContain(`/complaints/${number}`)
    const sent = {
      subject: '当时的主题',
      text: '当时的正文',
      status: 'sent' as const,
      sentAt: '2026-11-21T02:00:01.000Z',
    }
    await api.deps.db.update(notices).set(sent).where(eq(notices.id, last.id))
    expect((await noticesFor('auditor', `?case=${number}`))[0]).toMatchObject(sent)
  })

  test('shows everybody else those of the cases that they may see', async () => {
    expect(await noticesFor('head.dining', `?case=${number}`)).toHaveLength(2)
    expect(await noticesFor('head.cellar', `?case=${number}`)).toEqual([])
    expect((await noticesFor('head.cellar')).every((one: { case: string }) => one.case !== number)).toBe(true)
    expect((await noticesFor('rep')).length).toBeGreaterThan(2)
  })

  test('can be narrowed to what failed, and read page by page', async () => {
    expect(await noticesFor('admin', '?status=failed')).toEqual([])
    const admin = await api.as('admin')
    const all = (await admin.get('/notices').expect(200)).body.items
    const first = (await admin.get('/notices?limit=1').expect(200)).body
    const second = (await admin.get(`/notices?limit=1&cursor=${first.nextCursor}`).expect(200)).body
    expect([...first.items, ...second.items]).toEqual(all.slice(0, 2))
    await admin.get('/notices?status=lost').expect(422)
  })
})
