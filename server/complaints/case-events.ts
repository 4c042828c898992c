import { and, asc, desc, eq, isNotNull, sql } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { caseEvents, cases, deadlines } from '../../db/schema.ts'
import type { ComplaintEventType } from '../../workflows/complaint/events.ts'
import { joined } from '../../workflows/evidence/personal.ts'
import type { Capacity } from '../../workflows/organisation/stand-ins.ts'
import { iso } from '../cases/instant.ts'

/** An event as the history tells it: its own fields together with what was computed and told. */
export interface PastEvent {
  seq: number
  type: ComplaintEventType
  fields: Record<string, unknown>
  by: string | null
  capacity: Capacity | null
  at: string
  hash: string
  /** its personal part was removed by law */
  erased: boolean
}

/** The latest events of a case, newest first. */
export async function latestEvents(db: Database, number: string, limit: number): Promise<PastEvent[]> {
  const { seq, type, facts, personal, personalDigest, by, capacity, at, hash } = caseEvents
  const rows = await db
    .select({ seq, type, facts, personal, personalDigest, by, capacity, at, hash })
    .from(caseEvents)
    .innerJoin(cases, eq(cases.id, caseEvents.caseId))
    .where(eq(cases.number, number))
    .orderBy(desc(seq))
    .limit(limit)
  return rows.map(row => ({
    seq: row.seq,
    type: row.type as ComplaintEventType,
    fields: joined(row.facts, row.personal) as Record<string, unknown>,
    by: row.by,
    capacity: row.capacity as Capacity | null,
    at: iso(row.at),
    hash: row.hash,
    erased: row.personalDigest !== null && row.personal === null,
  }))
}

/** When each stage was entered last. */
export async function stageEntries(db: Database, number: string): Promise<Map<string, string>> {
  const to = sql<string>`split_part(${caseEvents.to}, '.', 1)`
  const rows = await db
    .select({ stage: to, at: sql<string>`max(${caseEvents.at})` })
    .from(caseEvents)
    .innerJoin(cases, eq(cases.id, caseEvents.caseId))
    .where(and(eq(cases.number, number), sql`split_part(${caseEvents.from}, '.', 1) is distinct from ${to}`))
    .groupBy(to)
  return new Map(rows.map(row => [row.stage, iso(row.at)]))
}

/** The rung of each running deadline that goes off next. */
export async function nextRungs(db: Database, number: string) {
  const rows = await db
    .select({ kind: deadlines.kind, rung: deadlines.nextRung, at: deadlines.nextRungAt })
    .from(deadlines)
    .innerJoin(cases, eq(cases.id, deadlines.caseId))
    .where(and(eq(cases.number, number), isNotNull(deadlines.nextRungAt)))
    .orderBy(asc(deadlines.entry))
  return rows.flatMap(({ kind, rung, at }) => (rung !== null && at !== null ? [{ kind, rung, at: iso(at) }] : []))
}
