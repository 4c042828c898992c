import { type SQL, sql } from 'drizzle-orm'
import type { Calendars } from '../../workflows/calendar/calendars.ts'
import { type LimitKind, limitKinds } from '../../workflows/complaint/codes.ts'
import type { Context } from '../../workflows/complaint/context.ts'
import { type Deadline, type Ledger, newlyMissed } from '../../workflows/complaint/deadlines.ts'
import { type ExplainFacts, isProvisionalDeadline, type Reached } from '../../workflows/complaint/explain.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { PolicyVersion } from '../../workflows/policy/policy.ts'
import { iso, isoOrNull } from '../cases/instant.ts'
import type { CaseRows } from './case-rows.ts'

/** A rung as the case's events recorded it: who was told stands in the event. */
export interface ReachedRow {
  kind: LimitKind
  entry: number
  rung: number
  at: string
  told: { to: string }[] | null
}

/** SQL for the rungs of a case that went off, as a JSON list to be read along with it. */
export const reachedSql: SQL = sql`(select coalesce(json_agg(json_build_object('kind', facts ->> 'kind',
    'entry', facts -> 'entry', 'rung', facts -> 'rung', 'at', at, 'told', facts -> 'told') order by seq), '[]')
  from case_events where case_id = cases.id and type = 'deadline-reach') as reached`

/** What explaining a deadline needs of a case that was read with `reachedSql`. */
export interface ExplainedCase {
  rows: { reached: ReachedRow[] }
  version: PolicyVersion
  calendars: Calendars
  context: Context
  organisation: Organisation
}

/** @param at UTC instant for which the people to be told are looked up */
export function explainFacts(
  { rows, version, calendars, context, organisation }: ExplainedCase,
  at: string,
): ExplainFacts {
  const reached = rows.reached.map((one): Reached => {
    const people = (one.told ?? []).map(({ to }) => to)
    return { kind: one.kind, entry: one.entry, rung: one.rung, at: iso(one.at), people }
  })
  return { version, calendars, context, organisation, at, reached }
}

/** One deadline for each kind, the latest entry, met ones too (design.md §4); late ones as they stand at `at`. */
export function latestDeadlines(rows: CaseRows['due'], at: string, paused: boolean, calendars: Calendars) {
  const deadlines = limitKinds.flatMap(kind => {
    const latest = rows.findLast(row => row.kind === kind)
    return latest ? [deadlineOf(latest)] : []
  })
  const missed = newlyMissed(deadlines, at, paused).map(one => one.kind)
  return deadlines.map(deadline => {
    const { nextRung: _, nextRungAt: __, ...shown } = deadline
    return {
      ...shown,
      late: deadline.missedAt !== null || missed.includes(deadline.kind),
      provisional: isProvisionalDeadline(deadline, calendars),
    }
  })
}

export function deadlineOf({ caseId: _, ...row }: CaseRows['due'][number]): Deadline {
  return {
    ...row,
    kind: row.kind as LimitKind,
    startedAt: iso(row.startedAt),
    dueAt: iso(row.dueAt),
    metAt: isoOrNull(row.metAt),
    endedAt: isoOrNull(row.endedAt),
    missedAt: isoOrNull(row.missedAt),
    ledger: row.ledger as Ledger,
    nextRungAt: isoOrNull(row.nextRungAt),
  }
}
