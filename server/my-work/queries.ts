import { desc, eq, type SQL, sql } from 'drizzle-orm'
import { rowsOf } from '../../db/client.ts'
import { drafts } from '../../db/schema.ts'
import type { Level, LimitKind } from '../../workflows/complaint/codes.ts'
import type { CorrectiveAction } from '../../workflows/corrective-action/action.ts'
import { visibleActions, waitingFor } from '../cases/corrective-sight.ts'
import { iso, isoOrNull } from '../cases/instant.ts'
import { type LevelName, withLevelNames } from '../cases/level-names.ts'
import { parsedJson } from '../cases/load.ts'
import { type Sight, textArray } from '../cases/sight.ts'
import { askedOf, isHeld } from '../cases/task-rows.ts'
import type { Deps } from '../deps.ts'

/** A case that asks nothing of the reader now, and its earliest open limit. */
export interface OtherCase {
  /** the reader handles it, or it is late where they are responsible */
  why: 'handled' | 'late'
  number: string
  level: Level | null
  levelName: LevelName | null
  stage: string
  state: string
  customerName: string
  limit: LimitKind | null
  dueAt: string | null
  paused: boolean
}

/** What is asked of the reader stands among the tasks; so far down the list there is something that is not. */
const lookedThrough = 100

/** Cases that wait for somebody else: those that this person handles, and late ones of their departments. */
export async function waitingForOthers({ db, now }: Deps, sight: Sight, limit: number): Promise<OtherCase[]> {
  const due = sql`coalesce(cases.due_at, 'infinity')`
  const ours = sight.all
    ? sql`true`
    : sql`cases.closed_at is null and cases.department = any(${textArray(sight.departments)})`
  const handled = sql`cases.closed_at is null and cases.handler = ${sight.login}`
  const late = sql`${ours} and ${due} < ${now().toISOString()} and cases.handler is distinct from ${sight.login}`
  const chosen = (why: OtherCase['why'], which: SQL) => sql`(
    select first.id, ${why} as why from (
      select cases.id, ${due} as due from cases where ${which}
      order by ${due}, cases.id limit ${sql.raw(String(lookedThrough))}
    ) as first
    where (select true from asks where asks.case_id = first.id and ${askedOf(sight)} limit 1) is null
    order by first.due, first.id limit ${sql.raw(String(limit))})`
  const found = await db.execute(sql`
    select chosen.why, cases.number, cases.level, cases.policy_code, cases.policy_version, cases.stage, cases.state, complaints.customer_name, clock.kind,
      clock.due_at, coalesce(clock.held, false) as paused
    from (${chosen('handled', handled)} union all ${chosen('late', late)}) as chosen
    join cases on cases.id = chosen.id
    join complaints on complaints.case_id = cases.id
    left join lateral (
      select deadlines.kind, deadlines.due_at, ${isHeld()} as held from deadlines
      where deadlines.case_id = cases.id and met_at is null and ended_at is null order by deadlines.due_at limit 1
    ) as clock on true
    order by ${due}, cases.id`)
  const others = rowsOf<OtherRow>(found).map(
    ({ customer_name, kind, due_at, policy_code, policy_version, ...same }) => ({
      ...same,
      policy: { code: policy_code, version: policy_version },
      customerName: customer_name,
      limit: kind,
      dueAt: isoOrNull(due_at),
    }),
  )
  return withLevelNames(db, others)
}

type OtherRow = Omit<OtherCase, 'customerName' | 'limit' | 'dueAt' | 'levelName'> & {
  policy_code: string
  policy_version: number
  customer_name: string
  kind: LimitKind | null
  due_at: string | null
}

/** A corrective action that waits for the reader. */
export interface WaitingAction {
  number: string
  title: string
  action: CorrectiveAction
  dueAt: string | null
}

/** Corrective actions that wait for this person, the first due on top; an effect only once it can be looked at. */
export async function actionsWaiting({ db, now }: Deps, sight: Sight, limit: number): Promise<WaitingAction[]> {
  const ripe = sql`(state <> 'verified' or snapshot ->> 'effectFrom' <= ${now().toISOString()})`
  const found = await db.execute(sql`
    select number, snapshot, due_at from corrective_actions
    where closed_at is null and ${waitingFor(sight)} and ${ripe} and ${visibleActions(sight)}
    order by due_at, id limit ${limit}`)
  return rowsOf<{ number: string; snapshot: unknown; due_at: string | null }>(found).map(row => {
    const action = parsedJson(row.snapshot) as CorrectiveAction
    return { number: row.number, title: action.title, action, dueAt: isoOrNull(row.due_at) }
  })
}

/** A complaint that this person began to log and has not sent. */
export interface Draft {
  id: string
  /** as far as it was typed */
  customerName: string
  savedAt: string
}

const draftsShown = 5

/** The reader's unfinished complaints, the latest first. */
export async function draftsOf({ db }: Deps, login: string): Promise<Draft[]> {
  const customerName = sql<string>`coalesce(${drafts.content} ->> 'customer[name]', '')`
  const found = await db
    .select({ id: drafts.id, customerName, savedAt: drafts.savedAt })
    .from(drafts)
    .where(eq(drafts.person, login))
    .orderBy(desc(drafts.savedAt))
    .limit(draftsShown)
  return found.map(draft => ({ ...draft, savedAt: iso(draft.savedAt) }))
}
