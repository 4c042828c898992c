import { sql } from 'drizzle-orm'
import { rowsOf, type Transaction } from '../../db/client.ts'

/**
 * Whether a corrective action names this case, when a `close` says that one was opened; it is kept from being withdrawn
 * meanwhile. Undefined for other events.
 */
export async function openedAction(tx: Transaction, number: string, event: unknown): Promise<boolean | undefined> {
  const close = event as { type?: unknown; correctiveAction?: unknown } | null
  if (close?.type !== 'close' || close.correctiveAction !== 'opened') return undefined
  const found = await tx.execute(sql`
    select corrective_actions.id from corrective_actions
    join corrective_action_cases as link on link.action_id = corrective_actions.id
    join cases on cases.id = link.case_id
    where cases.number = ${number} and corrective_actions.state <> 'withdrawn'
    limit 1 for share of corrective_actions`)
  return rowsOf(found).length > 0
}
