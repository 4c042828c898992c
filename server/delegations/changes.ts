import { and, eq, gte, lte } from 'drizzle-orm'
import type { z } from 'zod'
import type { Transaction } from '../../db/client.ts'
import { delegations } from '../../db/schema.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { putOnRecord } from '../audit.ts'
import { iso } from '../cases/instant.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { hasRole, type Person } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import type { newDelegation } from './forms.ts'

type Wanted = z.output<typeof newDelegation>

/** Hands one's posts over for a time; administrators do it for others. Both names are on record. */
export async function delegate(deps: Deps, person: Person, { delegator = person.login, ...wanted }: Wanted) {
  if (delegator !== person.login && !hasRole(person, 'admin')) throw new Problem(403, 'not-permitted')
  const at = deps.now().toISOString()
  const organisation = await loadOrganisation(deps.db)
  refuseWrong(organisation, { delegator, ...wanted }, at)
  const row = { ...wanted, delegator, role: wanted.role ?? null, department: null, createdAt: at }
  await deps.db.transaction(async tx => {
    await refuseOverlap(tx, row)
    await tx.insert(delegations).values(row)
    const { role, startsAt, endsAt } = row
    const details = { delegate: row.delegate, role, startsAt, endsAt }
    await putOnRecord(tx, at, { person: person.login, subject: 'person', key: delegator, action: 'delegated', details })
  })
}

/** Ends a delegation now, or takes back one that has not begun. What was done under it stays done. */
export async function endDelegation(deps: Deps, person: Person, id: number): Promise<void> {
  const at = deps.now().toISOString()
  await deps.db.transaction(async tx => {
    const [found] = await tx.select().from(delegations).where(eq(delegations.id, id)).for('update')
    if (!found || !(found.delegator === person.login || hasRole(person, 'admin'))) throw new Problem(404, 'not-found')
    if (iso(found.startsAt) > at) await tx.delete(delegations).where(eq(delegations.id, id))
    else
      await tx
        .update(delegations)
        .set({ endsAt: at })
        .where(and(eq(delegations.id, id), gte(delegations.endsAt, at)))
    const { delegator, delegate: to } = found
    const deed = { person: person.login, subject: 'person', key: delegator, action: 'delegation-ended' } as const
    await putOnRecord(tx, at, { ...deed, details: { delegate: to } })
  })
}

function refuseWrong({ people, posts }: Organisation, wanted: Wanted & { delegator: string }, at: string): void {
  const { delegator, delegate: to, role, endsAt } = wanted
  const isActive = (login: string) => people.some(one => one.login === login && one.active)
  const own = posts.filter(post => post.person === delegator)
  const wrong = {
    ...(!isActive(delegator) && { delegator: 'no-such-person' }),
    ...(!isActive(to) && { delegate: 'no-such-person' }),
    ...(to === delegator && { delegate: 'delegate-to-oneself' }),
    ...(isActive(delegator) && !own.some(post => !role || post.role === role) && { role: 'no-such-post' }),
    ...(endsAt <= at && { endsAt: 'already-over' }),
  }
  if (Object.keys(wrong).length > 0) throw new Problem(422, 'invalid', { fields: wrong })
}

/** One deputy at a time for a role: two of them would answer for each other. */
async function refuseOverlap(tx: Transaction, wanted: typeof delegations.$inferInsert): Promise<void> {
  const { delegator, role, startsAt, endsAt } = wanted
  const among = await tx
    .select({ role: delegations.role })
    .from(delegations)
    .where(
      and(eq(delegations.delegator, delegator), lte(delegations.startsAt, endsAt), gte(delegations.endsAt, startsAt)),
    )
  const same = among.some(one => one.role === null || role === null || one.role === role)
  if (same) throw new Problem(422, 'invalid', { fields: { startsAt: 'delegated-already' } })
}
