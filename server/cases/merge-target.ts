import { eq } from 'drizzle-orm'
import type { Transaction } from '../../db/client.ts'
import { cases } from '../../db/schema.ts'

/**
 * The case that a `merge` names, locked against ending meanwhile: its number and whether it is still open; null when
 * there is none, undefined for other events.
 */
export async function mergeTarget(tx: Transaction, event: unknown) {
  const merge = event as { type?: unknown; into?: unknown } | null
  if (merge?.type !== 'merge' || typeof merge.into !== 'string' || merge.into.includes('\0')) return undefined
  const [row] = await tx
    .select({ number: cases.number, stage: cases.stage })
    .from(cases)
    .where(eq(cases.number, merge.into))
    .for('share')
  return row ? { number: row.number, open: row.stage !== 'close' } : null
}
