import { type SQL, sql } from 'drizzle-orm'
import { rowsOf } from '../../db/client.ts'
import type { Level, LimitKind } from '../../workflows/complaint/codes.ts'
import { isoOrNull } from '../cases/instant.ts'
import { type Sight, visibleTo } from '../cases/sight.ts'
import { askedOf } from '../cases/tasks.ts'
import type { Deps } from '../deps.ts'

/** A case that asks nothing of the reader now, and its earliest open limit. */
export interface OtherCase {
  number: string
  level: Level | null
  stage: string
  state: string
  customerName: string
  limit: LimitKind | null
  dueAt: string | null
  paused: boolean
}

/** Cases that this person handles and that wait for somebody else. */
export const handledElsewhere = (deps: Deps, sight: Sight, limit: number): Promise<OtherCase[]> =>
  otherCases(deps, sql`cases.handler = ${sight.login} and cases.closed_at is null and not ${isAsked(sight)}`, limit)

/** Cases in sight that are past due and wait for somebody else. */
export const lateInSight = (deps: Deps, sight: Sight, limit: number): Promise<OtherCase[]> =>
  otherCases(
    deps,
    sql`cases.due_at < ${deps.now().toISOString()} and not coalesce(clock.held, false) and cases.closed_at is null
      and cases.handler is distinct from ${sight.login} and not ${isAsked(sight)} and ${visibleTo(sight)}`,
    limit,
  )

const isAsked = (sight: Sight) => sql`exists (select from asks where asks.case_id = cases.id and ${askedOf(sight)})`

async function otherCases({ db }: Deps, which: SQL, limit: number): Promise<OtherCase[]> {
  const found = await db.execute(sql`
    select cases.number, cases.level, cases.stage, cases.state, complaints.customer_name, clock.kind, clock.due_at,
      coalesce(clock.held, false) as paused
    from cases
    join complaints on complaints.case_id = cases.id
    left join lateral (
      select kind, due_at, ledger -> 'pauses' -> -1 -> 'to' = 'null'::jsonb as held from deadlines
      where deadlines.case_id = cases.id and met_at is null and ended_at is null order by due_at limit 1
    ) as clock on true
    where ${which} order by cases.due_at nulls last, cases.id limit ${limit}`)
  return rowsOf<OtherRow>(found).map(({ customer_name, kind, due_at, ...same }) => ({
    ...same,
    customerName: customer_name,
    limit: kind,
    dueAt: isoOrNull(due_at),
  }))
}

type OtherRow = Omit<OtherCase, 'customerName' | 'limit' | 'dueAt'> & {
  customer_name: string
  kind: LimitKind | null
  due_at: string | null
}
