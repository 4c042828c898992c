import { asc, inArray } from 'drizzle-orm'
import type { Transaction } from '../../db/client.ts'
import {
  approvals,
  asks,
  caseEvents,
  complaints,
  contacts,
  deadlines,
  files,
  followUps,
  measures,
  notices,
} from '../../db/schema.ts'
import type { Row } from './compare.ts'

export type EventRow = typeof caseEvents.$inferSelect

/** Everything that hangs on one case. */
export interface Hanging {
  events: EventRow[]
  complaint: Row | undefined
  rows: Record<ListName, Row[]>
}

const lists = { deadlines, asks, approvals, measures, contacts, files, followUps, notices } as const
type ListName = keyof typeof lists

/** Reads what hangs on some cases, in a fixed number of statements; the answer gives each case its own. */
export async function readHanging(db: Transaction, ids: number[]) {
  const events = await db
    .select()
    .from(caseEvents)
    .where(inArray(caseEvents.caseId, ids))
    .orderBy(asc(caseEvents.caseId), asc(caseEvents.seq))
  const heads = await db.select().from(complaints).where(inArray(complaints.caseId, ids))
  const rows = {} as Record<ListName, (Row & { caseId: number | null })[]>
  for (const [name, table] of Object.entries(lists)) {
    rows[name as ListName] = await db.select().from(table).where(inArray(table.caseId, ids))
  }
  return (id: number): Hanging => ({
    events: events.filter(event => event.caseId === id),
    complaint: heads.find(head => head.caseId === id),
    rows: mapped(rows, list => list.filter(row => row.caseId === id)),
  })
}

function mapped<K extends string, V, W>(record: Record<K, V>, change: (value: V) => W): Record<K, W> {
  return Object.fromEntries(Object.entries<V>(record).map(([key, value]) => [key, change(value)])) as Record<K, W>
}
