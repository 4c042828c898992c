import { sql } from 'drizzle-orm'
import { rowsOf } from '../../db/client.ts'
import type { Deps } from '../deps.ts'
import { remindOfOne } from './clock-changes.ts'

/** Reminds of every corrective action whose hour has come, and answers how many it looked at. */
async function remindOfActions(deps: Deps): Promise<number> {
  let looked = 0
  while (await remindOfOne(deps)) looked++
  return looked
}

/** When the next one reminds of itself; null when none will. */
async function nextActionReminder({ db }: Pick<Deps, 'db'>): Promise<Date | null> {
  const found = await db.execute(sql`select min(remind_at) as at from corrective_actions`)
  const at = rowsOf<{ at: string | null }>(found)[0]?.at
  return at ? new Date(at) : null
}

/** What the clock does for corrective actions, beside the rungs of cases. */
export const actionReminders = { ring: remindOfActions, next: nextActionReminder }
