import { and, asc, eq, gte, lte } from 'drizzle-orm'
import type { Transaction } from '../../db/client.ts'
import { delegations, people } from '../../db/schema.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { iso } from '../cases/instant.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { tellOfDelegation } from './tell.ts'

type Row = typeof delegations.$inferSelect

/** Somebody whose deputy goes away as well, and for which part of the time. */
interface Left {
  name: string
  row: Row
}

/**
 * Those whom somebody stands in for while their own posts are handed over. That is not passed on: until they are back
 * the level above answers (domain.md §1.5).
 */
export async function leftBy(tx: Transaction, away: Pick<Row, 'delegator' | 'startsAt' | 'endsAt'>): Promise<Left[]> {
  const { delegator, startsAt, endsAt } = away
  const found = await tx
    .select({ row: delegations, name: people.name })
    .from(delegations)
    .innerJoin(people, eq(people.login, delegations.delegator))
    .where(
      and(eq(delegations.delegate, delegator), lte(delegations.startsAt, endsAt), gte(delegations.endsAt, startsAt)),
    )
    .orderBy(asc(delegations.id))
  return found.map(({ name, row }) => ({
    name,
    row: { ...row, startsAt: later(row.startsAt, startsAt), endsAt: earlier(row.endsAt, endsAt) },
  }))
}

/** Whoever goes away knows for whom they do not answer meanwhile. @throws Refusal until they say so */
export function askWhetherKnown(left: readonly Left[], confirmed: boolean): void {
  if (left.length === 0 || confirmed) return
  const about = left.map(one => one.name)
  throw new Refusal('invalid', { rule: 'deputy-leaves', about, fields: { confirm: 'deputy-leaves' } })
}

/** Whoever relied on them hears that their deputy is away too. */
export async function tellThoseLeft(
  deps: Deps,
  tx: Transaction,
  organisation: Organisation,
  left: readonly Left[],
  { by, at }: { by: string; at: string },
): Promise<void> {
  for (const { row } of left) {
    await tellOfDelegation(deps, tx, organisation, { kind: 'deputy-away', row, by, at, people: [row.delegator] })
  }
}

const later = (one: string, other: string) => (iso(one) > iso(other) ? one : other)
const earlier = (one: string, other: string) => (iso(one) < iso(other) ? one : other)
