import { eq, sql } from 'drizzle-orm'
import type { Transaction } from '../../db/client.ts'
import { correctiveActions } from '../../db/schema.ts'
import type { CorrectiveAction } from '../../workflows/corrective-action/action.ts'
import { decideAction } from '../../workflows/corrective-action/decide.ts'
import { theClock } from '../../workflows/corrective-action/duties.ts'
import { dueReminder, nextReminderAt } from '../../workflows/corrective-action/reminders.ts'
import { loadCalendars } from '../cases/calendars.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { appendEvent, type LockedAction, lockAction, updateAction } from './record.ts'

/** Brings one to the calendar in force; without a deadline to move, what reminds of it follows all the same. */
export function recalendarAction(deps: Deps, number: string, calendar: string): Promise<void> {
  return deps.db.transaction(async tx => {
    const locked = await lockAction(tx, sql`number = ${number} for update`)
    if (locked) await byClock(deps, tx, locked, () => ({ type: 'recalendar', calendar }))
  })
}

/** Reminds of one whose hour has come and that no other node works on. @returns whether there was one */
export function remindOfOne(deps: Deps): Promise<boolean> {
  return deps.db.transaction(async tx => {
    const at = deps.now().toISOString()
    const locked = await lockAction(tx, sql`remind_at <= ${at} order by remind_at limit 1 for update skip locked`)
    if (!locked) return false
    await byClock(deps, tx, locked, (action, { inForce }) => ({
      type: 'remind',
      kind: dueReminder(action, inForce, at)?.kind,
    }))
    return true
  })
}

type Calendars = Awaited<ReturnType<typeof loadCalendars>>

/** What the clock does goes through the same rules; where they see nothing to do, only its next hour is noted. */
async function byClock(
  deps: Deps,
  tx: Transaction,
  locked: LockedAction,
  event: (action: CorrectiveAction, calendars: Calendars) => object,
): Promise<void> {
  const { id, action } = locked
  const organisation = await loadOrganisation(deps.db, tx)
  const calendars = await loadCalendars(deps.db, tx)
  const facts = { actor: theClock, at: deps.now().toISOString(), organisation, calendars, known: [], files: [] }
  const verdict = decideAction(action.number, action, event(action, calendars), facts)
  if ('decision' in verdict) {
    await updateAction(tx, locked, verdict.decision, facts)
    await appendEvent(deps, tx, id, verdict.decision, facts)
    return
  }
  const remindAt = nextReminderAt(action, calendars.inForce)
  await tx.update(correctiveActions).set({ remindAt }).where(eq(correctiveActions.id, id))
}
