import { and, eq, max } from 'drizzle-orm'
import type { Transaction } from '../../db/client.ts'
import { type delegations, notices } from '../../db/schema.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { tellBeside } from '../cases/tell-beside.ts'
import type { Deps } from '../deps.ts'

/** What happened to a delegation. */
export type DelegationDeed =
  | 'delegated'
  | 'delegation-changed'
  | 'delegation-ended'
  | 'delegation-withdrawn'
  | 'deputy-away'

type Row = Pick<typeof delegations.$inferSelect, 'id' | 'delegator' | 'delegate' | 'role' | 'startsAt' | 'endsAt'>

/**
 * Both hear of it by mail, the deputy and the one who is away, but not of what they did themselves.
 * @param people only these of the two
 */
export async function tellOfDelegation(
  deps: Deps,
  tx: Transaction,
  organisation: Organisation,
  { kind, row, by, at, people }: { kind: DelegationDeed; row: Row; by: string; at: string; people?: readonly string[] },
): Promise<void> {
  const { id, delegator, delegate, role, startsAt, endsAt } = row
  const key = String(id)
  const before = await tx
    .select({ seq: max(notices.seq) })
    .from(notices)
    .where(and(eq(notices.about, 'delegation'), eq(notices.key, key)))
  const params = { delegator, delegate, role, startsAt, endsAt, by }
  const told = (people ?? [delegate, delegator]).filter(one => one !== by).map(to => ({ kind, to, params }))
  const matter = { about: 'delegation' as const, key, seq: (before[0]?.seq ?? 0) + 1 }
  await tellBeside(deps, tx, organisation, matter, told, at)
}
