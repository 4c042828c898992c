import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { rowsOf } from '../../db/client.ts'
import type { Level } from '../../workflows/complaint/codes.ts'
import { isoOrNull } from '../cases/instant.ts'
import { type Sight, visibleTo } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { cursorOf, pageOf } from '../web/cursor.ts'

/** Where the next page of the call list begins: a due instant and the case there. */
export const callCursor = cursorOf(z.tuple([z.union([z.iso.datetime(), z.literal('infinity')]), z.int().min(0)]))
type Position = z.output<typeof callCursor>

/** A customer to call, and how the earlier calls went. */
export interface Call {
  number: string
  level: Level | null
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

/** Everybody in sight who is to be called: after settling, and once more a while after a grave case was closed. */
export async function callsToMake(deps: Deps, sight: Sight, after: Position | undefined) {
  const beyond = after
    ? sql`(coalesce(clock.due_at, 'infinity'), cases.id) > (${after[0]}::timestamptz, ${after[1]}::bigint)`
    : sql`true`
  const found = await deps.db.execute(sql`
    select cases.id::int, cases.number, cases.level, complaints.customer_name, complaints.phone, cases.department,
      clock.due_at, coalesce(clock.held, false) as paused, tried.attempts, tried.last_at, cases.closed_at is not null as again
    from cases
    join complaints on complaints.case_id = cases.id
    left join lateral (
      select due_at, started_at, ledger -> 'pauses' -> -1 -> 'to' = 'null'::jsonb as held from deadlines
      where case_id = cases.id and kind = 'follow-up' and met_at is null and ended_at is null order by entry desc limit 1
    ) as clock on true
    left join lateral (
      select count(*)::int as attempts, max(at) as last_at from follow_ups
      where case_id = cases.id and outcome = 'unreached' and at >= coalesce(complaints.resolved_at, at)
    ) as tried on true
    where (cases.stage = 'follow-up' or (cases.stage = 'close' and cases.due_at is not null and clock.due_at is not null))
      and ${visibleTo(sight)} and ${beyond}
    order by coalesce(clock.due_at, 'infinity'), cases.id limit ${perPage + 1}`)
  const { items, nextCursor } = pageOf(rowsOf<CallRow>(found), perPage, row => [
    isoOrNull(row.due_at) ?? 'infinity',
    row.id,
  ])
  return { calls: items.map(callOf), nextCursor }
}

interface CallRow extends Omit<Call, 'customerName' | 'dueAt' | 'lastTriedAt'> {
  id: number
  customer_name: string
  due_at: string | null
  last_at: string | null
}

function callOf({ id: _, customer_name, due_at, last_at, ...same }: CallRow): Call {
  return { ...same, customerName: customer_name, dueAt: isoOrNull(due_at), lastTriedAt: isoOrNull(last_at) }
}
