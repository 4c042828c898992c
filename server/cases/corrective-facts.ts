import { sql } from 'drizzle-orm'
import { rowsOf, type Transaction } from '../../db/client.ts'
import type { CorrectiveFacts } from '../../workflows/complaint/finding.ts'
import type { Policy } from '../../workflows/policy/policy.ts'

/** The latest cases of a department that are looked through: a busy one must not make closing slow. */
const lookedThrough = 500

/**
 * What a `close` needs to know of what is done against the cause; those that name the case are kept from being
 * withdrawn meanwhile. Undefined for other events.
 */
export async function correctiveFacts(
  tx: Transaction,
  number: string,
  event: unknown,
  { closing }: Policy,
): Promise<CorrectiveFacts | undefined> {
  const close = event as { type?: unknown; causeCode?: unknown } | null
  if (close?.type !== 'close') return undefined
  const found = await tx.execute(sql`
    select corrective_actions.state from corrective_actions
    join corrective_action_cases as link on link.action_id = corrective_actions.id
    join cases on cases.id = link.case_id
    where cases.number = ${number} and corrective_actions.state <> 'withdrawn'
    for share of corrective_actions`)
  const states = rowsOf<{ state: string }>(found).map(one => one.state)
  const cause = typeof close.causeCode === 'string' ? close.causeCode : null
  const days = closing.correctiveAlike?.days
  return {
    opened: states.length > 0,
    verified: states.some(state => state === 'verified' || state === 'closed'),
    alike: days === undefined ? 0 : await alikeWithin(tx, number, days, cause),
  }
}

/** @param cause as the closing says it; null: as it was found */
async function alikeWithin(tx: Transaction, number: string, days: number, cause: string | null): Promise<number> {
  const found = await tx.execute(sql`
    select count(*)::int as alike from cases as own
    join complaints as mine on mine.case_id = own.id
    cross join lateral (
      select near.id from cases as near where near.department = own.department
        and near.received_at between own.received_at - make_interval(days => ${days}) and own.received_at
      order by near.received_at desc limit ${lookedThrough}) as near
    join complaints as other on other.case_id = near.id and other.category = mine.category
      and (near.id = own.id or other.cause_code = coalesce(${cause}::text, mine.cause_code))
    where own.number = ${number}`)
  return rowsOf<{ alike: number }>(found)[0]?.alike ?? 0
}
