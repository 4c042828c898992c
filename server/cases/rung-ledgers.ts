import { sql } from 'drizzle-orm'
import { rowsOf, type Transaction } from '../../db/client.ts'
import type { Level } from '../../workflows/complaint/codes.ts'
import { type Explained, explainDeadline, type Reached } from '../../workflows/complaint/explain.ts'
import type { Decision } from '../../workflows/decide.ts'
import type { Batch } from './apply.ts'
import { parsedJson } from './parsed-json.ts'
import { type ReachedRow, reachedOf, reachedSql } from './reached.ts'

/** Why a limit is due when it is, with the level that the case had then. */
export interface WrittenLedger extends Explained {
  level: Level | null
}

/**
 * Why the limits are due whose reminders a batch writes, by the number of the event: what those mails explain, from the
 * facts as they stand now. Nothing is read or explained for any other change.
 */
export async function rungLedgers(tx: Transaction, batch: Batch): Promise<Map<number, WrittenLedger>> {
  const ledgers = new Map<number, WrittenLedger>()
  const { loaded, decisions } = batch
  if (!loaded || !decisions.some(tellsOfRung)) return ledgers
  const reached = await reachedBefore(tx, loaded.id)
  for (const [index, decision] of decisions.entries()) {
    reached.push(...reachedBy(decision))
    const explained = tellsOfRung(decision) ? explainedBy(decision, batch, reached) : undefined
    if (explained) ledgers.set(loaded.seq + 1 + index, explained)
  }
  return ledgers
}

const tellsOfRung = ({ event, told }: Decision) => event.type === 'deadline-reach' && told.length > 0

function reachedBy({ event, told }: Decision): Reached[] {
  if (event.type !== 'deadline-reach') return []
  const { kind, entry, rung, at } = event
  return [{ kind, entry, rung, at, people: told.map(({ to }) => to) }]
}

function explainedBy(
  { event, after, deadlines }: Decision,
  batch: Batch,
  reached: Reached[],
): WrittenLedger | undefined {
  if (event.type !== 'deadline-reach') return undefined
  const { version, organisation, calendars } = batch
  const deadline = deadlines.find(one => one.kind === event.kind && one.entry === event.entry)
  const facts = { version, organisation, calendars, context: after, at: event.at, reached }
  return deadline && { ...explainDeadline(deadline, facts), level: after.level }
}

async function reachedBefore(tx: Transaction, caseId: number): Promise<Reached[]> {
  const found = await tx.execute(sql`select ${reachedSql} from cases where id = ${caseId}`)
  const rows = parsedJson(rowsOf<{ reached: unknown }>(found)[0]?.reached ?? []) as ReachedRow[]
  return rows.map(reachedOf)
}
