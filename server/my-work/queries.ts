import { type SQL, sql } from 'drizzle-orm'
import type { Category, Level, LimitKind } from '../../workflows/complaint/codes.ts'
import type { CorrectiveAction } from '../../workflows/corrective-action/action.ts'
import { visibleActions, waitingFor } from '../cases/corrective-sight.ts'
import { iso, isoOrNull } from '../cases/instant.ts'
import { type LevelName, type LevelRank, withLevelNames } from '../cases/level-names.ts'
import { askWithOrganisation } from '../cases/organisation.ts'
import { parsedJson } from '../cases/parsed-json.ts'
import { opaque, type Sight, sightOf, textArray } from '../cases/sight.ts'
import { askedOf, isHeld } from '../cases/task-rows.ts'
import { beginningOf, tasksSql, waitingFrom } from '../cases/tasks.ts'
import type { Deps } from '../deps.ts'
import { chosenInputs } from '../web/draft-inputs.ts'

/** A case that asks nothing of the reader now, and its earliest open limit. */
export interface OtherCase {
  /** the reader handles it, or it is late where they are responsible */
  why: 'handled' | 'late'
  number: string
  level: Level | null
  levelName: LevelName | null
  levelRank: LevelRank | null
  stage: string
  state: string
  customerName: string
  category: Category | null
  beginning: string
  limit: LimitKind | null
  dueAt: string | null
  paused: boolean
}

/** What is asked of the reader stands among the tasks; so far down the list there is something that is not. */
const lookedThrough = 100

/** SQL for cases that wait for somebody else: those that this person handles, and late ones of their departments. */
function othersSql(sight: Sight, limit: number, now: Date): SQL {
  const due = sql`coalesce(cases.due_at, 'infinity')`
  const login = opaque(sight.login, 'text')
  const first = (which: SQL) => sql`select cases.id, ${due} as due from cases where ${which}
    order by ${due}, cases.id limit ${sql.raw(String(lookedThrough))}`
  const handled = first(sql`cases.closed_at is null and cases.handler = ${login}`)
  const late = sql`${due} < ${opaque(now.toISOString(), 'timestamptz')} and cases.handler is distinct from ${login}`
  const lateOfOurs = sight.all
    ? first(late)
    : sql`select mine.* from unnest(${textArray(sight.departments)}) as own (department) cross join lateral (
        ${first(sql`cases.closed_at is null and cases.department = own.department and ${late}`)}) as mine`
  const chosen = (why: OtherCase['why'], found: SQL) => sql`(
    select first.id, ${why} as why from (${found}) as first
    where (select true from asks where asks.case_id = first.id and ${askedOf(sight)} limit 1) is null
    order by first.due, first.id limit ${sql.raw(String(limit))})`
  return sql`select chosen.why, cases.number, cases.level,
      json_build_object('code', cases.policy_code, 'version', cases.policy_version) as policy, cases.stage, cases.state,
      complaints.customer_name as "customerName", complaints.category, ${beginningOf} as beginning, clock.kind as "limit", clock.due_at as "dueAt",
      coalesce(clock.held, false) as paused
    from (${chosen('handled', handled)} union all ${chosen('late', lateOfOurs)}) as chosen
    join cases on cases.id = chosen.id
    join complaints on complaints.case_id = cases.id
    left join lateral (
      select deadlines.kind, deadlines.due_at, ${isHeld()} as held from deadlines
      where deadlines.case_id = cases.id and met_at is null and ended_at is null order by deadlines.due_at limit 1
    ) as clock on true
    order by ${due}, cases.id`
}

/** A corrective action that waits for the reader. */
export interface WaitingAction {
  number: string
  title: string
  action: CorrectiveAction
  dueAt: string | null
}

/** SQL for corrective actions that wait for this person, the first due on top; an effect only once it can be looked at. */
function actionsSql(sight: Sight, limit: number, now: Date): SQL {
  const ripe = sql`(state <> 'verified' or snapshot ->> 'effectFrom' <= ${now.toISOString()})`
  return sql`select number, snapshot as action, due_at as "dueAt" from corrective_actions
    where closed_at is null and ${waitingFor(sight)} and ${ripe} and ${visibleActions(sight)}
    order by due_at, id limit ${sql.raw(String(limit))}`
}

/** A complaint that this person began to log and has not sent. */
export interface Draft {
  id: string
  /** as far as it was typed */
  customerName: string
  savedAt: string
  /** how many there are with it */
  count: number
}

/** SQL for the latest of somebody's unfinished complaints in which something is written. */
const draftsSql = (login: string): SQL => sql`
  select id, coalesce(content ->> 'customer[name]', '') as "customerName", saved_at as "savedAt",
    count(*) over ()::int as count from drafts
  where person = ${login} and content - ${textArray(chosenInputs)} <> '{}' order by saved_at desc limit 1`

interface Asked {
  waiting: unknown
  others: unknown
  drafts: unknown
  actions: unknown
}

/**
 * Everything on the page, in one statement.
 * @param wanted which tasks to list
 * @param most how many other cases and corrective actions
 */
export async function readMyWork(
  { db, now }: Deps,
  login: string,
  wanted: Parameters<typeof tasksSql>[1],
  most: { others: number; actions: number },
) {
  const at = now()
  const { organisation, row } = await askWithOrganisation<Asked>(db, known => {
    const sight = sightOf(known, login, at.toISOString())
    return sql`${tasksSql(sight, wanted)} as waiting, ${rowsAsJson(othersSql(sight, most.others, at))} as others,
      ${rowsAsJson(draftsSql(login))} as drafts, ${rowsAsJson(actionsSql(sight, most.actions, at))} as actions`
  })
  const others = (parsedJson(row.others) as OtherRow[]).map(one => ({
    ...one,
    dueAt: isoOrNull(one.dueAt),
  }))
  return {
    organisation,
    ...(await waitingFrom(db, row.waiting)),
    others: await withLevelNames(db, others),
    drafts: (parsedJson(row.drafts) as Draft[]).map(draft => ({ ...draft, savedAt: iso(draft.savedAt) })),
    corrective: (parsedJson(row.actions) as Omit<WaitingAction, 'title'>[]).map(one => ({
      ...one,
      title: one.action.title,
      dueAt: isoOrNull(one.dueAt),
    })),
  }
}

type OtherRow = Omit<OtherCase, 'levelName' | 'levelRank'> & { policy: { code: string; version: number } }

const rowsAsJson = (rows: SQL): SQL => sql`(select coalesce(json_agg(one), '[]') from (${rows}) as one)`
