import { hash } from 'node:crypto'
import { and, eq, gt, lt, ne, sql } from 'drizzle-orm'
import session, { type SessionData } from 'express-session'
import type { Database, Transaction } from '../../db/client.ts'
import { people, sessions } from '../../db/schema.ts'
import type { Deps } from '../deps.ts'
import { personColumns } from './person.ts'

const minute = 60_000
const signedIn = 12 * 60 * minute
const anonymous = 60 * minute
const touchEvery = 5 * minute

const hashed = (sid: string) => hash('sha256', sid)

type Done = (error?: unknown) => void

/** Sessions in the database. Reading one brings its person along, so a page costs one query for both. */
export class SessionStore extends session.Store {
  readonly #db: Deps['db']
  readonly #now: Deps['now']
  readonly #query: ReturnType<typeof sessionQuery>

  constructor({ db, now }: Pick<Deps, 'db' | 'now'>) {
    super()
    this.#db = db
    this.#now = now
    this.#query = sessionQuery(db)
  }

  override get(sid: string, done: (error: unknown, found?: SessionData | null) => void): void {
    this.#find(sid).then(found => done(null, found), done)
  }

  override set(sid: string, content: SessionData, done: Done = () => {}): void {
    const { person, expiresAt: _, ...data } = content
    const row = { login: person?.login ?? null, data, expiresAt: this.#expiry(content) }
    this.#db
      .insert(sessions)
      .values({ sidHash: hashed(sid), ...row })
      .onConflictDoUpdate({ target: sessions.sidHash, set: row })
      .then(() => done(), done)
  }

  override destroy(sid: string, done: Done = () => {}): void {
    this.#db
      .delete(sessions)
      .where(eq(sessions.sidHash, hashed(sid)))
      .then(() => done(), done)
  }

  /** The expiry moves with use, but is written only every few minutes. */
  override touch(sid: string, content: SessionData, done: Done = () => {}): void {
    const expiresAt = this.#expiry(content)
    if (content.expiresAt && Date.parse(expiresAt) - Date.parse(content.expiresAt) < touchEvery) {
      done()
      return
    }
    this.#db
      .update(sessions)
      .set({ expiresAt })
      .where(eq(sessions.sidHash, hashed(sid)))
      .then(() => done(), done)
  }

  async #find(sid: string): Promise<SessionData | null> {
    const [row] = await this.#query.execute({ sidHash: hashed(sid), now: this.#now().toISOString() })
    if (!row || (row.login && !row.person?.login)) return null
    const data = row.data as SessionData
    return { ...data, expiresAt: row.expiresAt, ...(row.login && { person: row.person as SessionData['person'] }) }
  }

  #expiry(content: SessionData): string {
    return new Date(this.#now().getTime() + (content.person ? signedIn : anonymous)).toISOString()
  }
}

/** Built once, because every page asks it. */
const sessionQuery = (db: Deps['db']) =>
  db
    .select({ data: sessions.data, expiresAt: sessions.expiresAt, login: sessions.login, person: personColumns })
    .from(sessions)
    .leftJoin(people, and(eq(people.login, sessions.login), people.active))
    .where(and(eq(sessions.sidHash, sql.placeholder('sidHash')), gt(sessions.expiresAt, sql.placeholder('now'))))
    .prepare('session')

/** Ends every session of this person but the one in use. */
export async function endSessions(db: Database | Transaction, login: string, except?: string): Promise<void> {
  const other = except ? ne(sessions.sidHash, hashed(except)) : undefined
  await db.delete(sessions).where(and(eq(sessions.login, login), other))
}

export async function removeExpiredSessions({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  await db.delete(sessions).where(lt(sessions.expiresAt, now().toISOString()))
}
