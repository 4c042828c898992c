import { type SQL, sql } from 'drizzle-orm'
import { rowsOf } from '../../db/client.ts'
import type { Level } from '../../workflows/complaint/codes.ts'
import { complaint } from '../../workflows/complaint/complaint.ts'
import type { Context } from '../../workflows/complaint/context.ts'
import type { ComplaintEventType } from '../../workflows/complaint/events.ts'
import { offers, restored } from '../../workflows/decide.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import type { Deps } from '../deps.ts'
import { calendarsAt, calendarVersionSql } from './calendars.ts'
import { loadOrganisation } from './organisation.ts'
import { parsedJson } from './parsed-json.ts'
import { policyAt } from './policies.ts'
import { type Sight, sightOf, visibleTo } from './sight.ts'

/** A case that somebody is about to do one thing to, on a page made for that. */
export interface CaseAtHand<Record> {
  id: number
  number: string
  level: Level | null
  state: string
  department: string | null
  revision: number
  /** what the rules know of it */
  context: Context
  /** what this person may do to it now */
  allowed: ComplaintEventType[]
  policy: Policy
  organisation: Organisation
  sight: Sight
  record: Record
}

interface Row {
  id: number
  number: string
  level: Level | null
  state: string
  department: string | null
  revision: number
  policy_code: string
  policy_version: number
  calendar_version: number
  snapshot: unknown
  record: unknown
}

/**
 * One case for this person, with what the page tells of it; undefined when they may not see it.
 * @param record SQL for a JSON value; it may use `cases` and `complaints`
 */
export async function caseAtHand<Record>(
  deps: Deps,
  number: string,
  login: string,
  record: SQL,
): Promise<CaseAtHand<Record> | undefined> {
  const at = deps.now().toISOString()
  const organisation = await loadOrganisation(deps.db)
  const sight = sightOf(organisation, login, at)
  const found = await deps.db.execute(sql`
    select cases.id::int, cases.number, cases.level, cases.state, cases.department, cases.revision, cases.policy_code,
      cases.policy_version, cases.snapshot, ${calendarVersionSql} as calendar_version, (${record}) as record
    from cases join complaints on complaints.case_id = cases.id
    where cases.number = ${number} and ${visibleTo(sight)}`)
  const [row] = rowsOf<Row>(found)
  if (!row) return undefined
  const { policy_code, policy_version, calendar_version, snapshot: stored, record: told, ...same } = row
  const version = await policyAt(deps.db, policy_code, policy_version)
  const calendars = await calendarsAt(deps.db, calendar_version)
  const snapshot = restored(complaint, parsedJson(stored))
  const allowed = offers(complaint, snapshot, { actor: login, version, organisation, calendars, at })
  const { policy } = version
  return {
    ...same,
    context: snapshot.context,
    allowed,
    policy,
    organisation,
    sight,
    record: parsedJson(told) as Record,
  }
}
