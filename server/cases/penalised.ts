import { eq } from 'drizzle-orm'
import type { Transaction } from '../../db/client.ts'
import { cases, complaints } from '../../db/schema.ts'

/** On whom a penalty was laid in this case, by log-in, where an `appeal` needs to know; nobody for other events. */
export async function penalisedIn(tx: Transaction, number: string, event: unknown): Promise<string[]> {
  const appeal = event as { type?: unknown; against?: unknown } | null
  if (appeal?.type !== 'appeal' || appeal.against !== 'penalty') return []
  const [row] = await tx
    .select({ penalties: complaints.penalties })
    .from(complaints)
    .innerJoin(cases, eq(cases.id, complaints.caseId))
    .where(eq(cases.number, number))
  return ((row?.penalties ?? []) as { person: string }[]).map(one => one.person)
}
