import { createHash } from 'node:crypto'
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../db/client.ts'
import { people, tokens } from '../../db/schema.ts'
import type { Deps } from '../deps.ts'
import { type Person, personColumns } from './person.ts'

const day = 24 * 3600 * 1000
const lifetime = 30 * day
const touchEvery = 5 * 60_000

const hashed = (token: string) => createHash('sha256').update(token).digest('hex')

/** A new API token of this person. Only its hash is kept, so this is the one time that it can be read. */
export async function createToken({ db, now, random }: Deps, person: string, label: string) {
  const token = `redress_${random()}${random()}`
  const at = now()
  const expiresAt = new Date(at.getTime() + lifetime).toISOString()
  await db.insert(tokens).values({ person, label, tokenHash: hashed(token), createdAt: at.toISOString(), expiresAt })
  return { token, expiresAt }
}

/** Finds the person whose token this is, while it is neither revoked nor expired. */
export function personByToken({ db, now }: Deps): (token: string) => Promise<Person | undefined> {
  const query = tokenQuery(db)
  return async token => {
    const at = now().toISOString()
    const [row] = await query.execute({ tokenHash: hashed(token), at })
    if (!row) return undefined
    if (!row.lastUsedAt || Date.parse(at) - Date.parse(row.lastUsedAt) > touchEvery) {
      await db.update(tokens).set({ lastUsedAt: at }).where(eq(tokens.id, row.id))
    }
    return row.person
  }
}

/** Built once, because every call asks it. */
const tokenQuery = (db: Deps['db']) => {
  const { tokenHash, revokedAt, expiresAt } = tokens
  const valid = and(isNull(revokedAt), gt(expiresAt, sql.placeholder('at')))
  return db
    .select({ id: tokens.id, lastUsedAt: tokens.lastUsedAt, person: personColumns })
    .from(tokens)
    .innerJoin(people, and(eq(people.login, tokens.person), people.active))
    .where(and(eq(tokenHash, sql.placeholder('tokenHash')), valid))
    .prepare('token')
}

/** This person's tokens that still open the API, newest first. */
export async function tokensOf({ db, now }: Deps, person: string) {
  return db
    .select({
      id: tokens.id,
      label: tokens.label,
      createdAt: tokens.createdAt,
      expiresAt: tokens.expiresAt,
      lastUsedAt: tokens.lastUsedAt,
    })
    .from(tokens)
    .where(and(eq(tokens.person, person), isNull(tokens.revokedAt), gt(tokens.expiresAt, now().toISOString())))
    .orderBy(desc(tokens.id))
}

/** Ends one token of this person, or all of them. @param at UTC instant of this moment */
export async function revokeTokens(db: Database | Transaction, person: string, at: string, id?: number): Promise<void> {
  await db
    .update(tokens)
    .set({ revokedAt: at })
    .where(and(eq(tokens.person, person), isNull(tokens.revokedAt), id === undefined ? undefined : eq(tokens.id, id)))
}
