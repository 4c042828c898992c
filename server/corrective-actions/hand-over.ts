import { sql } from 'drizzle-orm'
import { type Database, rowsOf, type Transaction } from '../../db/client.ts'
import type { Deps } from '../deps.ts'
import { changeAction } from './changes.ts'

/** What somebody has to do in a corrective action that is not over. */
interface HeldAction {
  id: string
  parts: ('owner' | 'verifier' | 'proposer')[]
}

/** The corrective actions that need this person by name. */
export async function heldActions(db: Database | Transaction, login: string): Promise<HeldAction[]> {
  const found = await db.execute(sql`
    select number, owner = ${login} and state <> 'verified' as owner, verifier = ${login} as verifier,
      proposer = ${login} and waits_for = ${login} as proposer
    from corrective_actions where closed_at is null
      and ((owner = ${login} and state <> 'verified') or verifier = ${login} or waits_for = ${login})
    order by number`)
  const rows = rowsOf<{ number: string; owner: boolean; verifier: boolean; proposer: boolean | null }>(found)
  return rows.map(row => ({
    id: row.number,
    parts: (['owner', 'verifier', 'proposer'] as const).filter(one => row[one]),
  }))
}

/** Puts a successor in somebody's place. @throws Refusal with the rule against it */
export async function handOverAction(deps: Deps, by: string, number: string, from: string, to: string): Promise<void> {
  await changeAction(deps, by, number, { type: 'hand-over', from, to }, { unseen: true })
}
