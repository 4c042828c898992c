import { and, desc, eq, lt, or, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { drafts } from '../../db/schema.ts'
import { iso } from '../cases/instant.ts'
import type { Deps } from '../deps.ts'

/** A complaint that is still being typed: its inputs by name, and when they were last kept (UTC). */
export interface Draft {
  id: string
  savedAt: string
  values: DraftValues
}

export type DraftValues = Record<string, string | string[]>

/** What a draft may hold: more than any input allows, so that what is too long is kept as well. */
export const draftValues = z
  .record(z.string().max(80), z.union([z.string().max(20_000), z.array(z.string().max(100)).max(50)]))
  .refine(values => Object.keys(values).length <= 80)

const listed = 20

/** The complaints that this person has begun and not sent, the newest first. */
export async function draftsOf({ db }: Pick<Deps, 'db'>, login: string): Promise<Draft[]> {
  const rows = await db
    .select({ id: drafts.id, savedAt: drafts.savedAt, values: drafts.content })
    .from(drafts)
    .where(eq(drafts.person, login))
    .orderBy(desc(drafts.savedAt))
    .limit(listed)
  return rows.map(row => ({ ...row, savedAt: iso(row.savedAt) }))
}

/** When a draft of this person was last kept; undefined when there is none. */
export async function draftSavedAt({ db }: Pick<Deps, 'db'>, login: string, id: string): Promise<string | undefined> {
  const [row] = await db.select({ savedAt: drafts.savedAt }).from(drafts).where(own(login, id))
  return row && iso(row.savedAt)
}

/**
 * Keeps what was typed. The last one to write wins, unless they write over something that they have not seen: then
 * their text becomes a draft of its own (`apart`), and neither is lost.
 * @param base when the page last saw the draft kept (UTC); empty when it never was
 */
export async function saveDraft(
  deps: Deps,
  login: string,
  { id, base, values }: { id: string; base: string; values: DraftValues },
): Promise<{ id: string; savedAt: string; apart: boolean }> {
  const same = sql`${drafts.content} = ${JSON.stringify(values)}::jsonb`
  const seen = base ? or(sql`${drafts.savedAt} = ${base}::timestamptz`, same) : same
  const savedAt = base ? await replaced(deps, own(login, id), seen, values) : await begun(deps, login, id, values, seen)
  if (savedAt) return { id, savedAt, apart: false }
  const apart = deps.random()
  return { id: apart, savedAt: (await begun(deps, login, apart, values)) ?? '', apart: true }
}

/** Throws a draft away; nothing happens when it is not there, or not this person's. */
export async function discardDraft({ db }: Pick<Deps, 'db'>, login: string, id: string): Promise<void> {
  await db.delete(drafts).where(own(login, id))
}

const keptDays = 30

/** Forgets drafts that nobody has touched for thirty days. */
export async function forgetOldDrafts({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const oldest = new Date(now().getTime() - keptDays * 24 * 3_600_000).toISOString()
  await db.delete(drafts).where(lt(drafts.savedAt, oldest))
}

/** Later than before, even within one millisecond: the instant tells one state of a draft from another. */
const later = (now: Date) =>
  sql`greatest(${now.toISOString()}::timestamptz, ${drafts.savedAt} + interval '1 millisecond')`

async function begun(deps: Deps, login: string, id: string, values: DraftValues, same?: SQL) {
  const row = { id, person: login, content: values, savedAt: deps.now().toISOString() }
  const [kept] = await deps.db
    .insert(drafts)
    .values(row)
    .onConflictDoUpdate({
      target: drafts.id,
      set: { savedAt: later(deps.now()) },
      setWhere: and(eq(drafts.person, login), same ?? sql`false`),
    })
    .returning({ savedAt: drafts.savedAt })
  return kept && iso(kept.savedAt)
}

async function replaced(deps: Deps, which: SQL | undefined, seen: SQL | undefined, content: DraftValues) {
  const [kept] = await deps.db
    .update(drafts)
    .set({ content, savedAt: later(deps.now()) })
    .where(and(which, seen))
    .returning({ savedAt: drafts.savedAt })
  return kept && iso(kept.savedAt)
}

const own = (login: string, id: string) => and(eq(drafts.id, id), eq(drafts.person, login))
