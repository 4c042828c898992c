import { and, asc, eq, getTableColumns, type SQL } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { approvals, asks, cases, complaints, contacts, deadlines, followUps, measures } from '../../db/schema.ts'

const { search: _search, ...complaintColumns } = getTableColumns(complaints)

/** A case with its complaint; undefined when there is none that fits the condition. */
export async function readCase(db: Database, number: string, condition: SQL | undefined) {
  const [row] = await db
    .select({ case: cases, complaint: complaintColumns })
    .from(cases)
    .innerJoin(complaints, eq(complaints.caseId, cases.id))
    .where(and(eq(cases.number, number), condition))
  return row
}

/** What hangs on a case: always the same statements, sent together. Measures are those of one round. */
export async function readDetails(db: Database, { id, number }: { id: number; number: string }, round: number) {
  const [due, decided, planned, talked, called, merged, asked] = await Promise.all([
    db.select().from(deadlines).where(eq(deadlines.caseId, id)).orderBy(asc(deadlines.entry)),
    db.select().from(approvals).where(eq(approvals.caseId, id)).orderBy(asc(approvals.seq)),
    db
      .select()
      .from(measures)
      .where(and(eq(measures.caseId, id), eq(measures.round, round)))
      .orderBy(asc(measures.number)),
    db.select().from(contacts).where(eq(contacts.caseId, id)).orderBy(asc(contacts.seq)),
    db.select().from(followUps).where(eq(followUps.caseId, id)).orderBy(asc(followUps.seq)),
    db
      .select({ number: cases.number })
      .from(complaints)
      .innerJoin(cases, eq(cases.id, complaints.caseId))
      .where(eq(complaints.mergedInto, number))
      .orderBy(asc(cases.id)),
    db.select().from(asks).where(eq(asks.caseId, id)).orderBy(asc(asks.purpose)),
  ])
  return { due, decided, planned, talked, called, merged, asked }
}

export type CaseAndComplaint = NonNullable<Awaited<ReturnType<typeof readCase>>>
export type Details = Awaited<ReturnType<typeof readDetails>>
