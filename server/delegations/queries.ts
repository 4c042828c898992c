import { and, asc, eq, gte, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { delegations, people } from '../../db/schema.ts'
import { iso } from '../cases/instant.ts'
import type { Deps } from '../deps.ts'

export type DelegationRow = Awaited<ReturnType<typeof delegationsShown>>[number]

/** Delegations that run or are to come, the next to end first: one's own and those lent to one, or everybody's. */
export async function delegationsShown({ db, now }: Deps, login: string | undefined) {
  const [delegator, delegate] = [alias(people, 'delegator'), alias(people, 'delegate')]
  const mine = login === undefined ? undefined : or(eq(delegations.delegator, login), eq(delegations.delegate, login))
  const found = await db
    .select({
      id: delegations.id,
      delegator: delegations.delegator,
      delegatorName: delegator.name,
      delegate: delegations.delegate,
      delegateName: delegate.name,
      role: delegations.role,
      startsAt: delegations.startsAt,
      endsAt: delegations.endsAt,
    })
    .from(delegations)
    .innerJoin(delegator, eq(delegator.login, delegations.delegator))
    .innerJoin(delegate, eq(delegate.login, delegations.delegate))
    .where(and(mine, gte(delegations.endsAt, now().toISOString())))
    .orderBy(asc(delegations.endsAt), asc(delegations.id))
    .limit(200)
  return found.map(row => ({ ...row, startsAt: iso(row.startsAt), endsAt: iso(row.endsAt) }))
}
