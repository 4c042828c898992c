import { sql } from 'drizzle-orm'
import { type Database, rowsOf, type Transaction } from '../../db/client.ts'
import type { Calendars } from '../../workflows/calendar/calendars.ts'
import type { Context } from '../../workflows/complaint/context.ts'
import { movesOf } from '../../workflows/complaint/recalendar.ts'
import { changeCase } from '../cases/change-case.ts'
import { parsedJson } from '../cases/parsed-json.ts'
import { policyAt } from '../cases/policies.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'

/** A running deadline that another calendar moves, or frees from being provisional. Instants are UTC. */
interface MovedDeadline {
  /** the key of its name */
  limit: string
  from: string
  to: string
  /** it rests on a year without a table afterwards */
  provisional: boolean
}

/** Some of those that are open, in order, and what would move if other calendars were in force. */
interface Looked {
  numbers: string[]
  moved: { number: string; moves: MovedDeadline[] }[]
  /** id after which to go on; undefined: that was all */
  last: number | undefined
}

/** Something that has deadlines in working time. */
export interface Following {
  countOpen(tx: Transaction): Promise<number>
  lookAfter(db: Database, calendars: Calendars, after: number): Promise<Looked>
  /** brings those that were looked at to the calendar in force: what has followed it by itself stays as it is */
  follow(deps: Deps, looked: Looked, calendar: string): Promise<void>
}

/** What follows a published calendar, in this order. */
export const followingKinds = ['cases', 'actions'] as const
export type FollowingKind = (typeof followingKinds)[number]
export type AllFollowing = Record<FollowingKind, Following>

const batchSize = 200

export const openCases: Following = {
  async countOpen(tx) {
    const found = await tx.execute(sql`select count(*)::int as total from cases where closed_at is null`)
    return rowsOf<{ total: number }>(found)[0]?.total ?? 0
  },

  async lookAfter(db, calendars, after) {
    const found = await db.execute(sql`
      select id::int, number, policy_code, policy_version, snapshot -> 'context' as context from cases
      where closed_at is null and id > ${after} order by id limit ${batchSize}`)
    const rows = rowsOf<CaseRow>(found)
    const moved: Looked['moved'] = []
    for (const { number, policy_code, policy_version, context } of rows) {
      const version = await policyAt(db, policy_code, policy_version)
      const moves = movesOf(parsedJson(context) as Context, version, calendars)
      const named = moves.map(({ kind, ...same }) => ({ ...same, limit: `codes.limitKinds.${kind}` }))
      if (named.length > 0) moved.push({ number, moves: named })
    }
    return { numbers: rows.map(one => one.number), moved, last: rows.at(-1)?.id }
  },

  async follow(deps, { moved }, calendar) {
    for (const { number } of moved)
      await changeCase(deps, number, { type: 'recalendar', calendar }, 'clock').catch(error => {
        if (!(error instanceof Refusal)) throw error
      })
  },
}

interface CaseRow {
  id: number
  number: string
  policy_code: string
  policy_version: number
  context: unknown
}
