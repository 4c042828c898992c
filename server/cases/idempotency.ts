import { and, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../db/client.ts'
import { idempotencyKeys } from '../../db/schema.ts'
import { Refusal } from './refusal.ts'

/** A sender's key for one request; the digest tells a repetition from another request under the same key. */
export interface IdempotencyKey {
  key: string
  digest: string
}

/** The first answer to a key. Status and body are null when it was a page that changed something. */
export interface FirstAnswer {
  number: string
  status: number | null
  body: unknown
}

const keptHours = 24

/**
 * Claims a key in the transaction of its change; a second sender waits here until the first has committed.
 * @returns the first answer when the key was used within 24 hours, else undefined: go on
 * @throws Refusal `idempotency-key-reused` when the key stood for another request
 */
export async function claimKey(
  tx: Transaction,
  person: string,
  { key, digest }: IdempotencyKey,
  now: string,
): Promise<FirstAnswer | undefined> {
  const fresh = { person, key, requestDigest: digest, number: '', createdAt: now }
  const claimed = await tx
    .insert(idempotencyKeys)
    .values(fresh)
    .onConflictDoUpdate({
      target: [idempotencyKeys.person, idempotencyKeys.key],
      set: { requestDigest: digest, number: '', status: null, body: null, createdAt: now },
      setWhere: lt(idempotencyKeys.createdAt, oldestKept(now)),
    })
    .returning({ key: idempotencyKeys.key })
  if (claimed.length > 0) return undefined
  const [first] = await tx.select().from(idempotencyKeys).where(keyOf(person, key))
  if (!first || first.requestDigest !== digest) throw new Refusal('invalid', { rule: 'idempotency-key-reused' })
  return { number: first.number, status: first.status, body: first.body }
}

/** The write that notes, still in the transaction, which case the key changed. */
export function noteChanged(tx: Transaction, person: string, key: string, number: string): SQL {
  return tx.update(idempotencyKeys).set({ number }).where(keyOf(person, key)).getSQL()
}

/** The first key of this person within 24 hours that begins so, with the case that it changed. */
export async function changedUnder(
  db: Database,
  person: string,
  beginning: string,
  now: string,
): Promise<{ key: string; number: string } | undefined> {
  const { key, number, createdAt } = idempotencyKeys
  const meant = and(eq(idempotencyKeys.person, person), sql`starts_with(${key}, ${beginning})`)
  const [used] = await db
    .select({ key, number })
    .from(idempotencyKeys)
    .where(and(meant, gte(createdAt, oldestKept(now))))
    .orderBy(createdAt, key)
    .limit(1)
  return used
}

/** Keeps the answer that was given, for repetitions. */
export async function keepAnswer(
  db: Database | Transaction,
  person: string,
  key: string,
  status: number,
  body: unknown,
): Promise<void> {
  await db.update(idempotencyKeys).set({ status, body }).where(keyOf(person, key))
}

/** Forgets keys older than 24 hours. */
export async function forgetOldKeys(db: Database, now: string): Promise<void> {
  await db.delete(idempotencyKeys).where(sql`created_at < ${oldestKept(now)}`)
}

const oldestKept = (now: string): string => new Date(Date.parse(now) - keptHours * 3_600_000).toISOString()

function keyOf(person: string, key: string) {
  return and(eq(idempotencyKeys.person, person), eq(idempotencyKeys.key, key))
}
