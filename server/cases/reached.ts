import { type SQL, sql } from 'drizzle-orm'
import type { LimitKind } from '../../workflows/complaint/codes.ts'
import type { Reached } from '../../workflows/complaint/explain.ts'
import { iso } from './instant.ts'

/** A rung as the case's events recorded it: who was told stands in the event. */
export interface ReachedRow {
  kind: LimitKind
  entry: number
  rung: number
  at: string
  told: { to: string }[] | null
}

/** SQL for the rungs that went off on the case of a query on `cases`, as a JSON list to be read along with it. */
export const reachedSql: SQL = sql`(select coalesce(json_agg(json_build_object('kind', facts ->> 'kind',
    'entry', facts -> 'entry', 'rung', facts -> 'rung', 'at', at, 'told', facts -> 'told') order by seq), '[]')
  from case_events where case_id = cases.id and type = 'deadline-reach') as reached`

export function reachedOf({ kind, entry, rung, at, told }: ReachedRow): Reached {
  return { kind, entry, rung, at: iso(at), people: (told ?? []).map(({ to }) => to) }
}
