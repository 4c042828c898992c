import { type SQL, sql } from 'drizzle-orm'
import { othersPresentSql, type Presence } from '../cases/presences.ts'
import { type ReachedRow, reachedSql } from '../cases/reached.ts'
import { type CorrectiveRows, correctiveSql } from './case-corrective.ts'
import { caseEventsSql, type EventRows, type Passage } from './case-events.ts'
import { type RoundRows, roundsSql } from './case-rounds.ts'

/** What the page of a case reads along with it. */
export interface Beside extends EventRows, CorrectiveRows, RoundRows {
  reached: ReachedRow[]
  present: Presence[]
}

/** SQL for the columns of `Beside`, to follow others. @param login whoever reads, who is no other */
export const besideSql = (passage: Passage, login: string, now: Date): SQL =>
  sql`, ${caseEventsSql(passage)}, ${correctiveSql}, ${roundsSql}, ${reachedSql}, ${othersPresentSql(login, now)} as present`
