import { type SQL, sql } from 'drizzle-orm'
import { rowsOf } from '../../db/client.ts'
import type { Purpose } from '../../workflows/complaint/asks.ts'
import type { Level, LimitKind } from '../../workflows/complaint/codes.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import type { Deps } from '../deps.ts'
import { iso, isoOrNull } from './instant.ts'
import { type Sight, seatRows, textArray } from './sight.ts'

/** The kinds of work that a person may have waiting; an ask's purpose is more particular. */
export const taskKinds = ['handed-back', 'approve', 'handle', 'register', 'call-back', 'close'] as const
export type TaskKind = (typeof taskKinds)[number]

/** An open ask to a person, with what a list says about its case. */
export interface Task {
  kind: TaskKind
  purpose: Purpose
  role: Role
  openedAt: string
  number: string
  level: Level | null
  stage: string
  state: string
  late: boolean
  department: string | null
  customerName: string
  /** compensation of the plan, CNY */
  compensation: string | null
  /** the plan came back from an approver */
  returned: boolean
  /** the limit that this ask must meet, when it is due, and whether a pause holds it */
  limit: LimitKind | null
  dueAt: string | null
  paused: boolean
}

export interface TaskCount {
  kind: TaskKind
  all: number
  late: number
  soon: number
}

/** UTC instants, both inclusive. */
export interface DueRange {
  from?: string
  until: string
}

/** Which of a person's tasks: of one kind, or those that are due in a range and not held by a pause. */
export interface TaskFilter {
  kind?: TaskKind
  due?: DueRange
}

/** What waits for this person, by name or by seat: the most urgent first. */
export async function tasksOf(
  deps: Deps,
  sight: Sight,
  { kind, due }: TaskFilter,
  { limit }: { limit: number },
): Promise<Task[]> {
  const which = sql.join([sql`true`, ...(kind ? [sql`kind = ${kind}`] : []), ...(due ? [isDue(due)] : [])], sql` and `)
  const found = await deps.db.execute(sql`
    select * from (${asked(sight)}) as task where ${which}
    order by paused, due_at nulls last, opened_at, number limit ${limit}`)
  return rowsOf<TaskRow>(found).map(taskOf)
}

/** How many tasks of each kind this person has, and how many of them are late or soon due. */
export async function countTasks(
  deps: Deps,
  sight: Sight,
  { late, soon }: { late: DueRange; soon: DueRange },
): Promise<TaskCount[]> {
  const found = await deps.db.execute(sql`
    select kind, count(*)::int as all, count(*) filter (where ${isDue(late)})::int as late,
      count(*) filter (where ${isDue(soon)})::int as soon
    from (${asked(sight)}) as task group by kind`)
  return rowsOf<TaskCount>(found)
}

function isDue({ from, until }: DueRange): SQL {
  return from ? sql`(not paused and due_at between ${from} and ${until})` : sql`(not paused and due_at <= ${until})`
}

/** Every open ask to this person. A decision has its own limit; other work has the earliest of the case. */
function asked(sight: Sight): SQL {
  return sql`
    select asks.purpose, asks.role, asks.opened_at, cases.number, cases.level, cases.stage, cases.state, cases.late,
      cases.department, complaints.customer_name, complaints.compensation, clock.kind as limit_kind, clock.due_at,
      coalesce(clock.held, false) as paused,
      asks.purpose = 'handle' and cases.state = 'propose.draft' and exists (
        select from approvals where approvals.case_id = cases.id and approvals.decision = 'return') as returned,
      case
        when asks.purpose in ('approve', 'opinion', 'countersign', 'meeting') then 'approve'
        when asks.purpose = 'dispatch' and (cases.snapshot #>> '{context,handBacks}')::int > 0 then 'handed-back'
        when asks.purpose in ('register', 'dispatch') then 'register'
        when asks.purpose in ('attend', 'handle', 'pay') then 'handle'
        else asks.purpose
      end as kind
    from asks
    join cases on cases.id = asks.case_id
    join complaints on complaints.case_id = cases.id
    left join lateral (
      select kind, due_at, ledger -> 'pauses' -> -1 -> 'to' = 'null'::jsonb as held
      from deadlines
      where deadlines.case_id = cases.id and met_at is null and ended_at is null and case
        when asks.purpose in ('approve', 'opinion', 'countersign', 'meeting') then deadlines.kind in ('review', 'approve')
        when asks.purpose in ('attend') then deadlines.kind = 'attend'
        when asks.purpose in ('call-back') then deadlines.kind = 'follow-up'
        else true
      end
      order by due_at limit 1
    ) as clock on true
    where ${askedOf(sight)}`
}

/**
 * SQL for asks to the person by name, or to a seat of theirs: when the whole seat is asked, or a colleague for whom they
 * began to stand in after the ask opened. Whoever leads the service centre may do its work too.
 */
export function askedOf({ login, seats, standsInFor }: Sight): SQL {
  const held = seats.flatMap(seat => [seat, ...(seat.role === 'service-head' ? [repOf(seat)] : [])])
  return sql`(asks.people @> array[${login}]::text[] or ((asks.people = '{}' or asks.people && ${textArray(standsInFor)})
    and (asks.role, asks.department) in (${seatRows(held)})))`
}

const repOf = (seat: Sight['seats'][number]) => ({ ...seat, role: 'service-rep' as const })

interface TaskRow {
  kind: TaskKind
  purpose: Purpose
  role: Role
  opened_at: string
  number: string
  level: Level | null
  stage: string
  state: string
  late: boolean
  department: string | null
  customer_name: string
  compensation: string | null
  returned: boolean
  limit_kind: LimitKind | null
  due_at: string | null
  paused: boolean
}

function taskOf({ opened_at, customer_name, limit_kind, due_at, ...same }: TaskRow): Task {
  return { ...same, openedAt: iso(opened_at), customerName: customer_name, limit: limit_kind, dueAt: isoOrNull(due_at) }
}
