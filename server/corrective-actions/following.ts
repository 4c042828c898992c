import { sql } from 'drizzle-orm'
import { type Database, rowsOf, type Transaction } from '../../db/client.ts'
import type { Calendars } from '../../workflows/calendar/calendars.ts'
import type { CorrectiveAction } from '../../workflows/corrective-action/action.ts'
import { moveOf } from '../../workflows/corrective-action/recalendar.ts'
import { parsedJson } from '../cases/parsed-json.ts'
import type { Deps } from '../deps.ts'
import { recalendarAction } from './clock-changes.ts'

const batchSize = 200

/** Corrective actions that are not over, as far as a published calendar moves their deadlines. */
export const openActions = {
  async countOpen(tx: Transaction): Promise<number> {
    const found = await tx.execute(sql`select count(*)::int as total from corrective_actions where closed_at is null`)
    return rowsOf<{ total: number }>(found)[0]?.total ?? 0
  },

  async lookAfter(db: Database, calendars: Calendars, after: number) {
    const found = await db.execute(sql`select id::int, number, snapshot from corrective_actions
      where closed_at is null and id > ${after} order by id limit ${batchSize}`)
    const rows = rowsOf<{ id: number; number: string; snapshot: unknown }>(found)
    const moved = rows.flatMap(({ number, snapshot }) => {
      const move = moveOf(parsedJson(snapshot) as CorrectiveAction, calendars)
      return move ? [{ number, moves: [{ ...move, limit: `codes.actionLimits.${move.limit}` }] }] : []
    })
    return { numbers: rows.map(one => one.number), moved, last: rows.at(-1)?.id }
  },

  /** Each of them, for what reminds of a day in the plan follows the working days before and after it. */
  async follow(deps: Deps, { numbers }: { numbers: string[] }, calendar: string): Promise<void> {
    for (const number of numbers) await recalendarAction(deps, number, calendar)
  },
}
