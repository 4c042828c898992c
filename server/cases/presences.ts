import { lt, type SQL, sql } from 'drizzle-orm'
import { presences } from '../../db/schema.ts'
import type { Deps } from '../deps.ts'

/** Somebody who has a case open, or fills in one of its forms. */
export interface Presence {
  person: string
  /** the event whose form it is; null while only reading */
  editing: string | null
  /** instant at which this reading or filling in began */
  since: string
}

/** Whoever was not heard of for so long is gone. */
const counted = 60_000

const oldest = (now: Date) => new Date(now.getTime() - counted).toISOString()

/** SQL for the `Presence` of everybody else on a case, the longest there first, as a JSON list. */
export function othersPresentSql(login: string, now: Date): SQL {
  return sql`(select coalesce(json_agg(json_build_object('person', person, 'editing', editing, 'since', since)
    order by since), '[]') from presences
    where case_id = cases.id and person <> ${login} and seen_at >= ${oldest(now)})`
}

/**
 * Notes that somebody has a case in sight open now. It is no part of the case and must never hold anybody up: while the
 * case is being changed it is left out, and the next sign of life makes up for it.
 */
export async function notePresence(deps: Deps, id: number, login: string, editing: string | null): Promise<void> {
  const now = deps.now()
  const at = now.toISOString()
  const note = deps.db.execute(sql`
    insert into presences (case_id, person, editing, since, seen_at)
    select id, ${login}, ${editing}, ${at}::timestamptz, ${at}::timestamptz from cases where id = ${id}
      for key share skip locked
    on conflict (case_id, person) do update set seen_at = excluded.seen_at, editing = excluded.editing, since = case
      when presences.seen_at < ${oldest(now)} or presences.editing is distinct from excluded.editing
      then excluded.since else presences.since end`)
  await note.catch(error => deps.log.warn(error, 'presence'))
}

export async function forgetPresences({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  await db.delete(presences).where(lt(presences.seenAt, oldest(now())))
}
