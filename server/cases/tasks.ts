import { type SQL, sql } from 'drizzle-orm'
import { type Database, rowsOf } from '../../db/client.ts'
import type { Purpose } from '../../workflows/complaint/asks.ts'
import type { Category, Level, LimitKind } from '../../workflows/complaint/codes.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import type { Deps } from '../deps.ts'
import { iso, isoOrNull } from './instant.ts'
import { type LevelName, type LevelRank, withLevelNames } from './level-names.ts'
import { parsedJson } from './parsed-json.ts'
import type { Sight } from './sight.ts'
import { limitOfTask, tasksAsked } from './task-rows.ts'

/** The kinds of work that a person may have waiting; an ask's purpose is more particular. */
export const taskKinds = ['handed-back', 'approve', 'handle', 'register', 'call-back', 'close'] as const
export type TaskKind = (typeof taskKinds)[number]

/** How near its limit a task is: past due, soon due, or neither (also while a pause holds it). */
type Urgency = 'late' | 'soon' | 'calm'

/** An open ask to a person, with what a list says about its case. */
export interface Task {
  kind: TaskKind
  urgency: Urgency
  purpose: Purpose
  role: Role
  openedAt: string
  number: string
  level: Level | null
  levelName: LevelName | null
  levelRank: LevelRank | null
  stage: string
  state: string
  department: string | null
  customerName: string
  /** compensation of the plan, CNY */
  compensation: string | null
  /** of a decision: which plan of the case it is about, and what was paid on the case before, CNY */
  round: number | null
  paid: string | null
  category: Category | null
  /** how the narrative begins, for whoever has to tell one case from another */
  beginning: string
  /** the limit that this ask must meet, when it is due, and whether a pause holds it */
  limit: LimitKind | null
  dueAt: string | null
  paused: boolean
}

/** How many tasks of a kind are how urgent; of those that a whole desk shares, as far as somebody would read. */
export interface TaskCount {
  kind: TaskKind
  urgency: Urgency
  count: number
  /** there are more of them than were counted */
  more: boolean
}

interface Wanted {
  /** UTC instants: due before `now` is late, due until `soon` is soon due */
  now: string
  soon: string
  /** one kind or urgency only */
  only?: TaskKind | 'late' | 'soon' | undefined
  /** how many to list: of the late, of the soon due and of each kind, or of what is asked for with `only` */
  each: number
}

/** What waits for somebody, the most urgent first, and how much of everything there is. */
export interface Waiting {
  tasks: Task[]
  counts: TaskCount[]
}

/** What waits for this person, by name or by seat. */
export async function tasksOf(deps: Deps, sight: Sight, wanted: Wanted): Promise<Waiting> {
  const [row] = rowsOf<{ waiting: unknown }>(await deps.db.execute(sql`select ${tasksSql(sight, wanted)} as waiting`))
  return waitingFrom(deps.db, row?.waiting)
}

/** SQL for what `waitingFrom` reads. */
export const tasksSql = (sight: Sight, wanted: Wanted): SQL => sql`(
  ${tasksAsked(sight)}, placed as (
    select *, case when due_at < ${wanted.now} then 'late' when due_at <= ${wanted.soon} then 'soon' else 'calm' end as urgency
    from task
  ), chosen as (
    select * from (
      select *, row_number() over (partition by ${groupOf(wanted)} order by due_at nulls last, opened_at, case_id) as place
      from placed where ${onlyWanted(wanted)}
    ) as ranked where place <= ${wanted.each}
  )
  select json_build_object(
    'counts', (select coalesce(json_agg(counted), '[]') from (
      select kind, urgency, count(*)::int as count, bool_or(last) as more from placed group by kind, urgency
    ) as counted),
    'tasks', (select coalesce(json_agg(listed order by due is null, due, opened_at, number), '[]') from (${listed}) as listed)))`

export async function waitingFrom(db: Database, found: unknown): Promise<Waiting> {
  const { tasks, counts } = parsedJson(found) as { tasks: TaskRow[]; counts: TaskCount[] }
  return { tasks: await withLevelNames(db, tasks.map(taskOf)), counts }
}

const groupOf = ({ only }: Wanted): SQL => (only ? sql`true` : sql`case urgency when 'calm' then kind else urgency end`)

function onlyWanted({ only }: Wanted): SQL {
  if (!only) return sql`true`
  return only === 'late' || only === 'soon' ? sql`urgency = ${only}` : sql`kind = ${only}`
}

/** SQL for as much of a narrative as a line of a list has room for. */
export const beginningOf = sql<string>`left(complaints.narrative, 80)`

/** The chosen tasks with what is told of their cases. */
const listed = sql`
  select chosen.kind, chosen.urgency, chosen.purpose, chosen.role, chosen.opened_at, chosen.due_at as due,
    cases.number, cases.level, json_build_object('code', cases.policy_code, 'version', cases.policy_version) as policy, cases.stage, cases.state, cases.department, complaints.customer_name,
    complaints.compensation::text as compensation, complaints.paid::text as paid, case when chosen.kind = 'approve' then (
      select max(measures.round) from measures where measures.case_id = chosen.case_id) end as round, clock.kind as limit_kind, clock.due_at,
    coalesce(clock.held, false) as paused, complaints.category, ${beginningOf} as beginning
  from chosen
  join cases on cases.id = chosen.case_id
  join complaints on complaints.case_id = cases.id
  left join lateral (${limitOfTask}) as clock on true`

interface TaskRow extends Omit<Task, 'openedAt' | 'customerName' | 'limit' | 'dueAt' | 'levelName' | 'levelRank'> {
  policy: { code: string; version: number }
  due: string | null
  opened_at: string
  customer_name: string
  limit_kind: LimitKind | null
  due_at: string | null
}

function taskOf({ due: _, opened_at, customer_name, limit_kind, due_at, ...same }: TaskRow) {
  return { ...same, openedAt: iso(opened_at), customerName: customer_name, limit: limit_kind, dueAt: isoOrNull(due_at) }
}
