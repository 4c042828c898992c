import type { Calendars } from '../../workflows/calendar/calendars.ts'
import { limitKinds } from '../../workflows/complaint/codes.ts'
import type { Context } from '../../workflows/complaint/context.ts'
import { newlyMissed } from '../../workflows/complaint/deadlines.ts'
import { type ExplainFacts, isProvisionalDeadline } from '../../workflows/complaint/explain.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { PolicyVersion } from '../../workflows/policy/policy.ts'
import { deadlineOf } from '../cases/deadline-rows.ts'
import { type ReachedRow, reachedOf } from '../cases/reached.ts'
import type { CaseRows } from './case-rows.ts'

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
  return { version, calendars, context, organisation, at, reached: rows.reached.map(reachedOf) }
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
