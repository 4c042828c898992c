import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { rowsOf } from '../../db/client.ts'
import { yearsOverdue } from '../../workflows/calendar/calendar.ts'
import { loadCalendars } from '../cases/calendars.ts'
import type { Deps } from '../deps.ts'

const journal = new URL('../../db/migrations/meta/_journal.json', import.meta.url)
const expected = (JSON.parse(readFileSync(journal, 'utf8')) as { entries: unknown[] }).entries.length
const toleratedSkew = 5_000

/** What is wrong with rules and organisation, as the settings page tells it. */
export type FindingsOf = (deps: Deps) => Promise<{ of: string; rule: string }[]>

/** Ready: the database answers and has every migration. Warnings are for somebody's attention and change nothing. */
export async function readiness(deps: Deps, findingsOf: FindingsOf): Promise<{ ready: boolean; warnings: string[] }> {
  const { db, now } = deps
  try {
    const [row] = rowsOf<{ applied: number; at: string }>(
      await db.execute(sql`
        select count(*)::int as applied, (extract(epoch from clock_timestamp()) * 1000)::text as at
        from drizzle.__drizzle_migrations`),
    )
    const { inForce } = await loadCalendars(db)
    const skew = Math.abs(Number(row?.at) - now().getTime())
    return {
      ready: (row?.applied ?? 0) >= expected,
      warnings: [
        ...(skew > toleratedSkew ? ['clock-skew'] : []),
        ...yearsOverdue(inForce, now().toISOString()).map(year => `calendar-${year}-missing`),
        ...(await lintWarnings(deps, findingsOf)),
      ],
    }
  } catch {
    return { ready: false, warnings: ['database-unreachable'] }
  }
}

/** Anybody may ask whether we are ready: so this names the rules alone, the settings page what they are about. */
async function lintWarnings(deps: Deps, findingsOf: FindingsOf): Promise<string[]> {
  const findings = (await findingsOf(deps)).filter(one => one.of !== 'calendar')
  return [...new Set(findings.map(one => `lint-${one.rule}`))]
}
