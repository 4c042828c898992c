import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { rowsOf } from '../../db/client.ts'
import type { Level } from '../../workflows/complaint/codes.ts'
import { isoOrNull } from '../cases/instant.ts'
import { type LevelName, withLevelNames } from '../cases/level-names.ts'
import { type Sight, visibleTo } from '../cases/sight.ts'
import { isHeld, workedOnBy } from '../cases/task-rows.ts'
import type { Deps } from '../deps.ts'
import { cursorOf, pageOf } from '../web/cursor.ts'

/** A place in the call list: a due instant and the case there. */
export const callCursor = cursorOf(z.tuple([z.union([z.iso.datetime(), z.literal('infinity')]), z.int().min(0)]))
export type Position = z.output<typeof callCursor>

/** A customer to call, and how the earlier calls went. */
export interface Call {
  number: string
  level: Level | null
  levelName: LevelName | null
  customerName: string
  phone: string
  department: string | null
  dueAt: string | null
  paused: boolean
  /** earlier calls that did not reach the customer since the case was settled */
  attempts: number
  lastTriedAt: string | null
  /** the second call of a closed case */
  again: boolean
}

const perPage = 50

/**
 * Everybody in sight who is to be called: after settling, and once more a while after a grave case was closed. What one
 * has worked on oneself is for others to call.
 */
export async function callsToMake(deps: Deps, sight: Sight, after: Position | undefined) {
  const found = await deps.db.execute(sql`
    select first.id::int, cases.number, cases.level, cases.policy_code, cases.policy_version, complaints.customer_name, complaints.phone, cases.department,
      clock.due_at, coalesce(clock.held, false) as paused, tried.attempts, tried.last_at, cases.closed_at is not null as again,
      nullif(first.due, 'infinity') as place
    from (${waiting(sight, after, perPage + 1)}) as first
    join cases on cases.id = first.id
    join complaints on complaints.case_id = cases.id
    left join lateral (
      select deadlines.due_at, ${isHeld()} as held from deadlines
      where case_id = cases.id and kind = 'follow-up' and met_at is null and ended_at is null order by entry desc limit 1
    ) as clock on true
    left join lateral (
      select count(*)::int as attempts, max(at) as last_at from follow_ups
      where case_id = cases.id and outcome = 'unreached' and at >= coalesce(complaints.resolved_at, at)
    ) as tried on true
    order by first.due, first.id`)
  const { items, nextCursor } = pageOf(rowsOf<CallRow>(found), perPage, ({ place, id }) => placeOf(place, id))
  return { calls: await withLevelNames(deps.db, items.map(callOf)), nextCursor }
}

/** The number of the case whose customer stands next in the list after a place. */
export async function nextCall(deps: Deps, sight: Sight, after: Position): Promise<string | undefined> {
  const found = await deps.db.execute(sql`
    select cases.number from (${waiting(sight, after, 1)}) as first join cases on cases.id = first.id`)
  return rowsOf<{ number: string }>(found)[0]?.number
}

export const placeOf = (due: string | null, id: number): Position => [isoOrNull(due) ?? 'infinity', id]

/** SQL for the cases whose customers are to be called, beyond a place, in the order of what is due. */
function waiting(sight: Sight, after: Position | undefined, limit: number): SQL {
  const due = sql`coalesce(cases.due_at, 'infinity')`
  const beyond = after ? sql`(${due}, cases.id) > (${after[0]}::timestamptz, ${after[1]}::bigint)` : sql`true`
  const part = (stage: SQL) => sql`(
    select cases.id, ${due} as due from cases where ${stage} and ${beyond} and not ${workedOnBy(sight.login)} and ${visibleTo(sight)}
    order by ${due}, cases.id limit ${limit})`
  return sql`
    ${part(sql`cases.stage = 'follow-up' and cases.closed_at is null`)}
    union all ${part(sql`cases.closed_at is not null and cases.due_at is not null`)}
    order by 2, 1 limit ${limit}`
}

interface CallRow extends Omit<Call, 'customerName' | 'dueAt' | 'lastTriedAt' | 'levelName'> {
  policy_code: string
  policy_version: number
  id: number
  customer_name: string
  due_at: string | null
  last_at: string | null
  place: string | null
}

function callOf({ id: _, place: __, customer_name, due_at, last_at, policy_code, policy_version, ...same }: CallRow) {
  const policy = { code: policy_code, version: policy_version }
  return { ...same, policy, customerName: customer_name, dueAt: isoOrNull(due_at), lastTriedAt: isoOrNull(last_at) }
}
