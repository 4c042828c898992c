import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { rowsOf } from '../../db/client.ts'
import { china } from '../../workflows/calendar/china.ts'
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
    const skew = Math.abs(Number(row?.at) - now().getTime())
    return {
      ready: (row?.applied ?? 0) >= expected,
      warnings: [
        ...(skew > toleratedSkew ? ['clock-skew'] : []),
        ...calendarWarnings(now()),
        ...(await lintWarnings(deps, findingsOf)),
      ],
    }
  } catch {
    return { ready: false, warnings: ['database-unreachable'] }
  }
}

/** The State Council names next year's holidays in November; from December on their absence makes limits wrong. */
function calendarWarnings(now: Date): string[] {
  const year = now.getUTCFullYear()
  const needed = now.getUTCMonth() === 11 ? [year, year + 1] : [year]
  return needed.filter(wanted => !china.years[wanted]).map(missing => `calendar-${missing}-missing`)
}

/** Anybody may ask whether we are ready: so this names the rules alone, the settings page what they are about. */
async function lintWarnings(deps: Deps, findingsOf: FindingsOf): Promise<string[]> {
  const findings = (await findingsOf(deps)).filter(one => one.of !== 'calendar')
  return [...new Set(findings.map(one => `lint-${one.rule}`))]
}
