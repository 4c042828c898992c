import { eq, type SQL, sql } from 'drizzle-orm'
import { rowsOf, type Transaction } from '../../db/client.ts'
import { correctiveActionEvents, correctiveActions } from '../../db/schema.ts'
import type { Calendar } from '../../workflows/calendar/workdays.ts'
import { awaited, type CorrectiveAction } from '../../workflows/corrective-action/action.ts'
import type { ActionCircumstances, ActionDecision } from '../../workflows/corrective-action/decide.ts'
import { theClock } from '../../workflows/corrective-action/duties.ts'
import { quietActionEvents } from '../../workflows/corrective-action/events.ts'
import { nextReminderAt } from '../../workflows/corrective-action/reminders.ts'
import { parsedJson } from '../cases/parsed-json.ts'
import { tellBeside } from '../cases/tell-beside.ts'
import type { Deps } from '../deps.ts'

/** A corrective action that nobody else changes until the transaction ends. */
export interface LockedAction {
  id: number
  revision: number
  action: CorrectiveAction
}

/** @param which what follows `where`, up to the lock */
export async function lockAction(tx: Transaction, which: SQL): Promise<LockedAction | undefined> {
  const found = await tx.execute(sql`select id::int, revision, snapshot from corrective_actions where ${which}`)
  const [row] = rowsOf<{ id: number; revision: number; snapshot: unknown }>(found)
  return row && { id: row.id, revision: row.revision, action: parsedJson(row.snapshot) as CorrectiveAction }
}

/** Stores a new one. @returns its id */
export async function storeAction(
  tx: Transaction,
  action: CorrectiveAction,
  { at, calendars }: ActionCircumstances,
): Promise<number> {
  const row = { ...rowOf(action, calendars.inForce), number: action.number, createdAt: at, revision: 1 }
  const [made] = await tx.insert(correctiveActions).values(row).returning({ id: correctiveActions.id })
  if (!made) throw new Error('no corrective action was stored')
  return made.id
}

/** Brings the row to what was decided; what the clock does outdates nobody's form. */
export async function updateAction(
  tx: Transaction,
  { id, revision }: LockedAction,
  { event, after }: ActionDecision,
  { calendars }: ActionCircumstances,
): Promise<void> {
  const row = rowOf(after, calendars.inForce)
  const next = quietActionEvents.has(event.type) ? revision : revision + 1
  await tx
    .update(correctiveActions)
    .set({ ...row, revision: next })
    .where(eq(correctiveActions.id, id))
}

function rowOf(action: CorrectiveAction, calendar: Calendar) {
  const { state, proposer, approver, owner, verifier, closedAt } = action
  const next = awaited(action)
  return {
    ...{ state, proposer, approver, owner, verifier, closedAt, snapshot: action },
    waitsFor: next?.person ?? null,
    dueAt: next?.dueAt ?? null,
    remindAt: nextReminderAt(action, calendar),
  }
}

/** Adds to the record what happened, and writes the notices of it. */
export async function appendEvent(
  deps: Deps,
  tx: Transaction,
  actionId: number,
  { event, capacity, from, after, told, found }: ActionDecision,
  { actor, at, organisation }: ActionCircumstances,
): Promise<void> {
  const { type, ...facts } = event
  const by = actor === theClock ? null : actor
  const row = { actionId, type, facts: { ...facts, ...found }, by, capacity, at, from, to: after.state }
  // a statement of its own: it sees what was appended while this transaction waited for the lock
  const seq = sql`(select coalesce(max(seq), 0) + 1 from corrective_action_events where action_id = ${actionId})`
  const [added] = await tx
    .insert(correctiveActionEvents)
    .values({ ...row, seq })
    .returning({ seq: correctiveActionEvents.seq })
  if (!added) throw new Error('no event was stored')
  const matter = { about: 'corrective-action' as const, key: after.number, seq: added.seq }
  await tellBeside(deps, tx, organisation, matter, told, at)
}
