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
import { askWhetherKnown, leftBy, tellThoseLeft } from './chain.ts'
import { fitFor } from './fit.ts'
import type { newDelegation } from './forms.ts'
import { tellOfDelegation } from './tell.ts'

type Wanted = z.output<typeof newDelegation>
type Absence = Omit<Wanted, 'confirm'> & { delegator: string }

/** Hands one's posts over for a time; administrators do it for others. Both names are on record. */
export async function delegate(deps: Deps, person: Person, { delegator = person.login, confirm, ...wanted }: Wanted) {
  if (delegator !== person.login && !hasRole(person, 'admin'))
    throw new Problem(403, 'not-permitted', { rule: 'own-absence' })
  const at = deps.now().toISOString()
  const organisation = await loadOrganisation(deps.db)
  refuseWrong(organisation, { delegator, ...wanted }, at)
  refuseUnfit(organisation, person, { delegator, ...wanted })
  const row = { ...wanted, delegator, role: wanted.role ?? null, department: null, createdAt: at }
  await deps.db.transaction(async tx => {
    await refuseOverlap(tx, row)
    await refuseAbsent(tx, row)
    const left = await leftBy(tx, row)
    askWhetherKnown(left, confirm === 'yes')
    const [made] = await tx.insert(delegations).values(row).returning()
    const { role, startsAt, endsAt } = row
    const details = { delegate: row.delegate, role, startsAt, endsAt }
    await putOnRecord(tx, at, { person: person.login, subject: 'person', key: delegator, action: 'delegated', details })
    if (made) await tellOfDelegation(deps, tx, organisation, { kind: 'delegated', row: made, by: person.login, at })
    await tellThoseLeft(deps, tx, organisation, left, { by: person.login, at })
  })
}

/** Lets a delegation run longer or shorter than was agreed. @param endsAt UTC instant, still to come */
export async function changeEnd(deps: Deps, person: Person, id: number, endsAt: string): Promise<void> {
  const at = deps.now().toISOString()
  const organisation = await loadOrganisation(deps.db)
  await deps.db.transaction(async tx => {
    const found = await locked(tx, person, id)
    if (iso(found.endsAt) <= at) throw new Problem(404, 'not-found')
    const wrong = wrongEnd({ startsAt: iso(found.startsAt), endsAt }, at)
    if (wrong) throw new Problem(422, 'invalid', { fields: { endsAt: wrong } })
    const row = { ...found, endsAt }
    await refuseOverlap(tx, row)
    const more = { ...row, startsAt: found.endsAt }
    const isLonger = endsAt > iso(found.endsAt)
    if (isLonger) await refuseAbsent(tx, more)
    await tx.update(delegations).set({ endsAt }).where(eq(delegations.id, id))
    const { delegator: key, delegate: to } = found
    const deed = { person: person.login, subject: 'person', key, action: 'delegation-changed' } as const
    await putOnRecord(tx, at, { ...deed, details: { delegate: to, endsAt } })
    await tellOfDelegation(deps, tx, organisation, { kind: 'delegation-changed', row, by: person.login, at })
    if (isLonger) await tellThoseLeft(deps, tx, organisation, await leftBy(tx, more), { by: person.login, at })
  })
}

function wrongEnd(run: { startsAt: string; endsAt: string }, at: string): string | undefined {
  if (run.endsAt <= at) return 'already-over'
  if (run.endsAt <= run.startsAt) return 'ends-before-start'
  return lasts(run) > longest ? 'delegated-too-long' : undefined
}

/** Ends a delegation now, or takes back one that has not begun. What was done under it stays done. */
export async function endDelegation(deps: Deps, person: Person, id: number): Promise<void> {
  const at = deps.now().toISOString()
  const organisation = await loadOrganisation(deps.db)
  await deps.db.transaction(async tx => {
    const found = await locked(tx, person, id)
    // ended already, by a second click or in another window
    if (iso(found.endsAt) <= at) return
    const begun = iso(found.startsAt) <= at
    if (begun) await tx.update(delegations).set({ endsAt: at }).where(eq(delegations.id, id))
    else await tx.delete(delegations).where(eq(delegations.id, id))
    const { delegator, delegate: to } = found
    const deed = { person: person.login, subject: 'person', key: delegator, action: 'delegation-ended' } as const
    await putOnRecord(tx, at, { ...deed, details: { delegate: to } })
    const kind = begun ? 'delegation-ended' : 'delegation-withdrawn'
    const row = { ...found, endsAt: begun ? at : found.endsAt }
    await tellOfDelegation(deps, tx, organisation, { kind, row, by: person.login, at })
  })
}

/** A delegation of one's own; administrators change everybody's. @throws Problem 404 */
async function locked(tx: Transaction, person: Person, id: number) {
  const [found] = await tx.select().from(delegations).where(eq(delegations.id, id)).for('update')
  if (!found || !(found.delegator === person.login || hasRole(person, 'admin'))) throw new Problem(404, 'not-found')
  return found
}

/** Days that one may hand one's posts over; who is away for longer has a successor. */
const longest = 366

const lasts = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) =>
  (Date.parse(endsAt) - Date.parse(startsAt)) / (24 * 3_600_000)

function refuseWrong({ people, posts }: Organisation, wanted: Absence, at: string): void {
  const { delegator, delegate: to, role, endsAt } = wanted
  const isActive = (login: string) => people.some(one => one.login === login && one.active)
  const own = posts.filter(post => post.person === delegator)
  const wrong = {
    ...(!isActive(delegator) && { delegator: 'no-such-person' }),
    ...(!isActive(to) && { delegate: 'no-such-person' }),
    ...(to === delegator && { delegate: 'delegate-to-oneself' }),
    ...(isActive(delegator) && !own.some(post => !role || post.role === role) && { role: 'no-such-post' }),
    ...(endsAt <= at && { endsAt: 'already-over' }),
    ...(lasts(wanted) > longest && { endsAt: 'delegated-too-long' }),
  }
  if (Object.keys(wrong).length > 0) throw new Problem(422, 'invalid', { fields: wrong })
}

/** The deputy may hold what is handed over, and no administrator gives themselves a say in cases. */
function refuseUnfit(organisation: Organisation, by: Person, wanted: Absence): void {
  const { delegator, delegate: to, role } = wanted
  const self = to === by.login && delegator !== by.login
  const unfit = !fitFor(organisation, to, delegator, role)
  if (self || unfit)
    throw new Problem(422, 'invalid', { fields: { delegate: self ? 'appointing-oneself' : 'may-not-stand-in' } })
}

/** Nobody stands in who has handed their own posts over meanwhile: the work would wait for somebody who is away. */
async function refuseAbsent(tx: Transaction, { delegate: to, startsAt, endsAt }: typeof delegations.$inferInsert) {
  const away = await tx
    .select({ id: delegations.id })
    .from(delegations)
    .where(and(eq(delegations.delegator, to), lte(delegations.startsAt, endsAt), gte(delegations.endsAt, startsAt)))
  if (away.length > 0) throw new Problem(422, 'invalid', { fields: { delegate: 'delegate-away' } })
}

/** One deputy at a time for a role: two of them would answer for each other. */
async function refuseOverlap(
  tx: Transaction,
  wanted: typeof delegations.$inferInsert & { id?: number },
): Promise<void> {
  const { id, delegator, role, startsAt, endsAt } = wanted
  const among = await tx
    .select({ id: delegations.id, role: delegations.role })
    .from(delegations)
    .where(
      and(eq(delegations.delegator, delegator), lte(delegations.startsAt, endsAt), gte(delegations.endsAt, startsAt)),
    )
  const same = among.some(one => one.id !== id && (one.role === null || role === null || one.role === role))
  if (same) throw new Problem(422, 'invalid', { fields: { startsAt: 'delegated-already' } })
}
