import { eq, sql } from 'drizzle-orm'
import { rowsOf } from '../../db/client.ts'
import { correctiveActions } from '../../db/schema.ts'
import type { CorrectiveAction } from '../../workflows/corrective-action/action.ts'
import { reminderNotices } from '../../workflows/corrective-action/notices.ts'
import { nextReminderAt, remindersOf } from '../../workflows/corrective-action/reminders.ts'
import { loadCalendars } from '../cases/calendars.ts'
import { iso } from '../cases/instant.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { parsedJson } from '../cases/parsed-json.ts'
import { tellBeside } from '../cases/tell-beside.ts'
import type { Deps } from '../deps.ts'

/** Reminds of every corrective action whose hour has come, and answers how many it looked at. */
export async function remindOfActions(deps: Deps): Promise<number> {
  let looked = 0
  while (await remindOfOne(deps)) looked++
  return looked
}

/** When the next one reminds of itself; null when none will. */
export async function nextActionReminder({ db }: Pick<Deps, 'db'>): Promise<Date | null> {
  const found = await db.execute(sql`select min(remind_at) as at from corrective_actions`)
  const at = rowsOf<{ at: string | null }>(found)[0]?.at
  return at ? new Date(at) : null
}

/** One that no other node is working on; after downtime it reminds once, of the gravest that came due. */
function remindOfOne(deps: Deps): Promise<boolean> {
  return deps.db.transaction(async tx => {
    const at = deps.now().toISOString()
    const found = await tx.execute(sql`select id::int, revision, remind_at, snapshot from corrective_actions
      where remind_at <= ${at} order by remind_at limit 1 for update skip locked`)
    const [row] = rowsOf<{ id: number; revision: number; remind_at: string; snapshot: unknown }>(found)
    if (!row) return false
    const action = parsedJson(row.snapshot) as CorrectiveAction
    const organisation = await loadOrganisation(deps.db, tx)
    const calendar = (await loadCalendars(deps.db, tx)).inForce
    const since = iso(row.remind_at)
    const reminder = remindersOf(action, calendar).findLast(one => one.at >= since && one.at <= at)
    const told = reminder ? reminderNotices(reminder.kind, action, { organisation, at }) : []
    const matter = { about: 'corrective-action' as const, key: action.number, seq: row.revision }
    await tellBeside(deps, tx, organisation, matter, told, at)
    const remindAt = nextReminderAt(action, calendar, at)
    await tx.update(correctiveActions).set({ remindAt }).where(eq(correctiveActions.id, row.id))
    return true
  })
}
