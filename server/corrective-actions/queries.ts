import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rowsOf, type Transaction } from '../../db/client.ts'
import type { Level } from '../../workflows/complaint/codes.ts'
import type { CorrectiveAction } from '../../workflows/corrective-action/action.ts'
import type { ActionState } from '../../workflows/corrective-action/codes.ts'
import type { Capacity } from '../../workflows/organisation/stand-ins.ts'
import { visibleActions, waitingFor } from '../cases/corrective-sight.ts'
import { iso, isoOrNull } from '../cases/instant.ts'
import { parsedJson } from '../cases/parsed-json.ts'
import { type Sight, textArray, visibleTo } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { cursorOf, pageOf } from '../web/cursor.ts'

export const shownActions = ['open', 'late', 'mine', 'all'] as const
export type ShownActions = (typeof shownActions)[number]

/** A place in the list: a due instant, or nothing where the newest stand first, and the row there. */
export const actionCursor = cursorOf(z.tuple([z.union([z.iso.datetime(), z.enum(['infinity', ''])]), z.int().min(0)]))
export type ActionPosition = z.output<typeof actionCursor>

/** One line of the list. */
export interface ListedAction {
  number: string
  title: string
  state: ActionState
  owner: string
  verifier: string
  waitsFor: string | null
  complaints: number
  /** the limit that runs; null when it has ended */
  dueAt: string | null
}

/** The corrective actions that a person may see, the first due on top; all of them: the newest on top. */
export async function listActions(
  { db, now }: Deps,
  sight: Sight,
  { show, after, limit }: { show: ShownActions; after?: ActionPosition | undefined; limit: number },
) {
  const due = sql`coalesce(due_at, 'infinity')`
  const open = sql`closed_at is null`
  const which: Record<ShownActions, SQL> = {
    open,
    late: sql`${open} and due_at < ${now().toISOString()}`,
    mine: sql`${open} and (${waitingFor(sight)} or ${sight.login} in (proposer, owner, verifier))`,
    all: sql`true`,
  }
  const newest = show === 'all'
  const [at, id] = after ?? []
  const later = newest ? sql`id < ${id}` : sql`(${due}, id) > (${at}::timestamptz, ${id})`
  const found = await db.execute(sql`
    select id::int, number, snapshot ->> 'title' as title, state, owner, verifier, waits_for, due_at,
      (select count(*)::int from corrective_action_cases where action_id = corrective_actions.id) as complaints
    from corrective_actions where ${which[show]} and ${visibleActions(sight)} ${after ? sql`and ${later}` : sql``}
    order by ${newest ? sql`id desc` : sql`${due}, id`} limit ${limit + 1}`)
  const rows = rowsOf<ListRow>(found).map(({ waits_for, due_at, ...same }) => ({
    ...same,
    waitsFor: waits_for,
    dueAt: isoOrNull(due_at),
  }))
  const { items, nextCursor } = pageOf(rows, limit, row => [newest ? '' : (row.dueAt ?? 'infinity'), row.id])
  return { items: items.map(({ id: _, ...item }): ListedAction => item), nextCursor }
}

type ListRow = Omit<ListedAction, 'waitsFor' | 'dueAt'> & {
  id: number
  waits_for: string | null
  due_at: string | null
}

/** How many of each kind a person finds, for the links above the list. */
export async function countActions({ db, now }: Deps, sight: Sight): Promise<Record<'open' | 'late' | 'mine', number>> {
  const mine = sql`(${waitingFor(sight)} or ${sight.login} in (proposer, owner, verifier))`
  const found = await db.execute(sql`
    select count(*)::int as open, count(*) filter (where due_at < ${now().toISOString()})::int as late,
      count(*) filter (where ${mine})::int as mine
    from corrective_actions where closed_at is null and ${visibleActions(sight)}`)
  return rowsOf<Record<'open' | 'late' | 'mine', number>>(found)[0] ?? { open: 0, late: 0, mine: 0 }
}

/** A complaint behind a corrective action, as far as the reader may see it. */
export interface SourceCase {
  number: string
  level: Level | null
  policy: { code: string; version: number }
  stage: string
  state: string
  customerName: string
}

/** What was done, one after the other. */
export interface PastEvent {
  seq: number
  type: string
  facts: Record<string, unknown>
  /** null: the clock */
  by: string | null
  capacity: Capacity | null
  at: string
  from: ActionState | null
  to: ActionState
}

export interface FoundAction {
  action: CorrectiveAction
  revision: number
  createdAt: string
  events: PastEvent[]
  /** those of its complaints that the reader may see */
  cases: SourceCase[]
}

/**
 * One corrective action with its record, as far as this person may see what belongs to it.
 * @param visible which action there is for them; undefined is answered when it is another one
 */
export async function readAction(
  reader: Database | Transaction,
  sight: Sight,
  number: string,
  visible: SQL = visibleActions(sight),
): Promise<FoundAction | undefined> {
  const found = await reader.execute(sql`
    select revision, snapshot, created_at,
      (select json_agg(row_to_json(one) order by one.seq) from corrective_action_events as one
        where one.action_id = corrective_actions.id) as events,
      (select coalesce(json_agg(json_build_object('number', cases.number, 'level', cases.level, 'stage', cases.stage,
          'policy', json_build_object('code', cases.policy_code, 'version', cases.policy_version),
          'state', cases.state, 'customerName', complaints.customer_name) order by cases.id), '[]')
        from corrective_action_cases as link join cases on cases.id = link.case_id
        join complaints on complaints.case_id = cases.id
        where link.action_id = corrective_actions.id and ${visibleTo(sight)}) as cases
    from corrective_actions where number = ${number} and ${visible}`)
  const [row] = rowsOf<{ revision: number; snapshot: unknown; created_at: string; events: unknown; cases: unknown }>(
    found,
  )
  if (!row) return undefined
  const events = parsedJson(row.events) as PastEvent[]
  return {
    action: parsedJson(row.snapshot) as CorrectiveAction,
    revision: row.revision,
    createdAt: iso(row.created_at),
    events: events.map(({ seq, type, facts, by, capacity, at, from, to }) => ({
      ...{ seq, type, facts, by, capacity, from, to },
      at: iso(at),
    })),
    cases: parsedJson(row.cases) as SourceCase[],
  }
}

/** A file of a complaint, as evidence names it: TS-20261121-0001/3. */
export interface CaseFile {
  reference: string
  name: string
}

/** The files of some complaints. The caller has made sure that they may be seen. */
export async function filesOf(reader: Database | Transaction, numbers: readonly string[]): Promise<CaseFile[]> {
  if (numbers.length === 0) return []
  const found = await reader.execute(sql`
    select cases.number || '/' || files.number as reference, files.name from cases join files on files.case_id = cases.id
    where cases.number = any(${textArray(numbers)}) order by cases.id, files.number`)
  return rowsOf<CaseFile>(found)
}

/** What a new corrective action starts from: the complaint's own findings, when the reader may see it. */
export async function findingsOf({ db }: Deps, sight: Sight, numbers: readonly string[]) {
  const found = await db.execute(sql`
    select cases.number, complaints.cause, complaints.root_cause, complaints.result from cases
    join complaints on complaints.case_id = cases.id
    where cases.number = any(${textArray(numbers)}) and ${visibleTo(sight)} order by cases.id`)
  return rowsOf<{ number: string; cause: string | null; root_cause: string | null; result: string | null }>(found)
}
