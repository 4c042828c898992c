import { eq } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { cases, complaints, customers, notices } from '../../db/schema.ts'
import { syncPolicies } from '../../server/cases/policies.ts'

const at = '2026-11-21T02:00:00.000Z'

/** The case that the mail tests write about: a general complaint of 王女士. */
export async function insertCase(db: Database): Promise<number> {
  await syncPolicies({ db, now: () => new Date(at) })
  const [customer] = await db
    .insert(customers)
    .values({ name: '王女士', phone: '13800000001', createdAt: at })
    .returning()
  const [row] = await db
    .insert(cases)
    .values({
      number: 'TS-20261121-0001',
      workflow: 'complaint',
      policyCode: 'winery',
      policyVersion: 1,
      stage: 'propose',
      state: 'propose.review',
      level: 'general',
      path: [],
      registrar: 'rep',
      receivedAt: at,
      paused: false,
      late: false,
      revision: 1,
      seq: 1,
      lastAt: at,
      lastHash: '',
      stateDigest: '',
      snapshot: {},
    })
    .returning()
  if (!row || !customer) throw new Error('nothing was inserted')
  await db.insert(complaints).values({
    caseId: row.id,
    channel: 'phone',
    customerId: customer.id,
    customerName: customer.name,
    phone: customer.phone,
    phoneTail: '0001',
    narrative: '红酒漏液',
    scopeFlags: [],
    search: '',
    searchOrder: at,
  })
  return row.id
}

type Notice = typeof notices.$inferSelect

/** A notice that waits to be sent. */
export async function insertNotice(db: Database, caseId: number, differing: Partial<Notice> = {}): Promise<number> {
  const { id: _, ...values } = {
    id: 0,
    caseId,
    seq: 1,
    kind: 'approval-asked',
    recipient: 'leader.hospitality',
    address: 'leader.hospitality@example.test',
    language: 'zh-CN',
    params: {},
    status: 'queued' as const,
    createdAt: at,
    ...differing,
  }
  const [row] = await db.insert(notices).values(values).returning()
  if (!row) throw new Error('nothing was inserted')
  return row.id
}

export async function noticeRow(db: Database, id: number): Promise<Notice> {
  const [row] = await db.select().from(notices).where(eq(notices.id, id))
  if (!row) throw new Error(`there is no notice ${id}`)
  return row
}
