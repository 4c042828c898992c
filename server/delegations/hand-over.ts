import { and, asc, eq, gte } from 'drizzle-orm'
import type { Database, Transaction } from '../../db/client.ts'
import { delegations, people } from '../../db/schema.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import { putOnRecord } from '../audit.ts'
import { iso } from '../cases/instant.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { fitFor } from './fit.ts'
import { tellOfDelegation } from './tell.ts'

/** Whose deputy somebody is, or will be, and until when. */
export async function heldDelegations(db: Database | Transaction, login: string, at: string) {
  const found = await db
    .select({ id: delegations.id, of: people.name, endsAt: delegations.endsAt })
    .from(delegations)
    .innerJoin(people, eq(people.login, delegations.delegator))
    .where(and(eq(delegations.delegate, login), gte(delegations.endsAt, at)))
    .orderBy(asc(delegations.id))
  return found.map(({ id, of, endsAt }) => ({ id: String(id), of, until: iso(endsAt) }))
}

/**
 * Makes a successor the deputy for the rest of the time. What was done under the delegation stays done.
 * @throws Refusal when the successor is the one who is away, or it is over by now
 */
export async function handOverDelegation(deps: Deps, by: string, id: string, from: string, to: string): Promise<void> {
  const at = deps.now().toISOString()
  const organisation = await loadOrganisation(deps.db)
  await deps.db.transaction(async tx => {
    const mine = and(eq(delegations.id, Number(id)), eq(delegations.delegate, from), gte(delegations.endsAt, at))
    const [found] = await tx.select().from(delegations).where(mine).for('update')
    if (!found) throw new Refusal('not-found')
    const { id: _, ...row } = found
    if (row.delegator === to)
      throw new Refusal('invalid', { rule: 'deputy-of-oneself', fields: { to: 'deputy-of-oneself' } })
    const role = row.role as Role | null
    if (to === by || !fitFor(organisation, to, row.delegator, role)) {
      const rule = to === by ? 'appointing-oneself' : 'may-not-stand-in'
      throw new Refusal('invalid', { rule, fields: { to: rule } })
    }
    const begun = iso(row.startsAt) <= at
    if (begun) await tx.update(delegations).set({ endsAt: at }).where(eq(delegations.id, found.id))
    else await tx.delete(delegations).where(eq(delegations.id, found.id))
    // both ends of a delegation are in it: the next instant is the first of the successor's
    const startsAt = begun ? new Date(Date.parse(at) + 1).toISOString() : row.startsAt
    const [made] = await tx
      .insert(delegations)
      .values({ ...row, delegate: to, startsAt, createdAt: at })
      .returning()
    const { endsAt } = row
    const details = { delegate: to, role, startsAt, endsAt: iso(endsAt) }
    await putOnRecord(tx, at, { person: by, subject: 'person', key: row.delegator, action: 'delegated', details })
    const kind = begun ? 'delegation-ended' : 'delegation-withdrawn'
    const over = begun ? { ...found, endsAt: at } : found
    await tellOfDelegation(deps, tx, organisation, { kind, row: over, by, at, people: [from] })
    if (made) await tellOfDelegation(deps, tx, organisation, { kind: 'delegated', row: made, by, at })
  })
}
