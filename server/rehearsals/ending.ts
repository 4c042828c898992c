import { and, eq, inArray } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { rehearsals } from '../../db/schema.ts'
import { putOnRecord } from '../audit.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { rehearsalNamed } from './rehearsals.ts'

const isOpen = inArray(rehearsals.status, ['queued', 'running'])

/**
 * Ends a rehearsal that waits or runs; the batch at work is its last.
 * @throws Refusal `not-found`, `rehearsal-over` when it has come to its end by itself
 */
export async function endRehearsal({ db, now }: Pick<Deps, 'db' | 'now'>, by: string, id: number): Promise<void> {
  const { policy, version } = await rehearsalNamed({ db }, id)
  const at = now().toISOString()
  await db.transaction(async tx => {
    const open = and(eq(rehearsals.id, id), isOpen)
    const ended = await tx.update(rehearsals).set({ status: 'ended', finishedAt: at }).where(open).returning()
    if (ended.length === 0) throw new Refusal('invalid', { rule: 'rehearsal-over' })
    const deed = { person: by, subject: 'policy', key: `${policy}/${version}`, action: 'rehearsal-ended' } as const
    await putOnRecord(tx, at, { ...deed, details: { rehearsal: id } })
  })
}

/**
 * Writes down how far a rehearsal is that has not been ended meanwhile.
 * @returns whether it goes on
 */
export async function goesOn(db: Database, id: number, values: Partial<typeof rehearsals.$inferInsert>) {
  const open = and(eq(rehearsals.id, id), isOpen)
  return (await db.update(rehearsals).set(values).where(open).returning({ id: rehearsals.id })).length > 0
}
