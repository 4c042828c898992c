import { and, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { sqlState, type Transaction } from '../../db/client.ts'
import { departments, people, posts } from '../../db/schema.ts'
import { isInPlace } from '../../workflows/organisation/organisation.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import { type Deed, putOnRecord } from '../audit.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { hashPassword } from '../web/password.ts'
import { Problem } from '../web/problem.ts'
import { endSessions } from '../web/session-store.ts'
import { revokeTokens } from '../web/tokens.ts'
import type { changedPerson, newPerson, newPost } from './forms.ts'
import { type HeldElsewhere, heldBy, isBusy } from './hand-over.ts'
import { holdStill } from './hold-still.ts'
import { openWorkOf, restsOnPost } from './open-work.ts'

const uniqueViolation = '23505'

/** Each change here names who makes it (`by`, a log-in) and is put on record in the transaction that makes it. */
export async function addPerson(
  deps: Deps,
  by: string,
  { password, ...person }: z.infer<typeof newPerson>,
): Promise<void> {
  const row = { ...person, passwordHash: await hashPassword(password), createdAt: deps.now().toISOString() }
  await recorded(deps, { ...about(by, person.login), action: 'added', details: { name: person.name } }, async tx => {
    await refuseAlike(tx, person.login)
    await naming({ login: 'taken' }, () => tx.insert(people).values(row))
  })
}

/** Log-ins that differ in capitals alone would be taken for one another. */
async function refuseAlike(tx: Transaction, login: string): Promise<void> {
  const alike = eq(sql`lower(${people.login})`, login.toLowerCase())
  const found = await tx.select({ login: people.login }).from(people).where(alike).limit(1)
  if (found.length > 0) throw new Problem(422, 'invalid', { fields: { login: 'taken' } })
}

export async function addPost(deps: Deps, by: string, person: string, post: z.infer<typeof newPost>): Promise<void> {
  await recorded(deps, { ...about(by, person), action: 'post-added', details: post }, async tx => {
    await oneAtATime(tx)
    const organisation = await loadOrganisation(deps.db, tx)
    const isThere = organisation.departments.some(one => one.code === post.department && one.active)
    if (!isThere) throw new Problem(422, 'invalid', { fields: { department: 'unknown-department' } })
    if (!isInPlace(organisation, post)) throw new Problem(422, 'invalid', { fields: { department: 'role-not-here' } })
    await naming({ role: 'taken-post' }, () => tx.insert(posts).values({ person, ...post }))
  })
}

/** Another name, address or language; the log-in stays, for it stands in the record. */
export async function changePerson(
  deps: Deps,
  by: string,
  login: string,
  details: z.infer<typeof changedPerson>,
): Promise<void> {
  await recorded(deps, { ...about(by, login), action: 'changed', details }, tx =>
    tx.update(people).set(details).where(eq(people.login, login)),
  )
}

/** Ends a post. @throws Problem while work that rests on it is in nobody else's hands */
export async function removePost(deps: Deps, by: string, person: string, id: number): Promise<void> {
  await deps.db.transaction(async tx => {
    await holdStill(tx)
    const organisation = await loadOrganisation(deps.db, tx)
    const [removed] = await tx
      .delete(posts)
      .where(and(eq(posts.id, id), eq(posts.person, person)))
      .returning({ role: posts.role, department: posts.department })
    await keepAnAdministrator(tx)
    if (!removed) return
    const post = { person, role: removed.role as Role, department: removed.department }
    if (restsOnPost(await openWorkOf(tx, person), organisation, post)) throw new Problem(409, 'open-work')
    const deed = { ...about(by, person), action: 'post-removed', details: removed }
    await putOnRecord(tx, deps.now().toISOString(), deed)
  })
}

/** Somebody who left: signed out everywhere at once; what they did stays theirs. @throws Problem while work is open */
export async function deactivate(deps: Deps, elsewhere: HeldElsewhere, by: string, login: string): Promise<void> {
  await recorded(deps, { ...about(by, login), action: 'deactivated' }, async tx => {
    await holdStill(tx)
    const held = await heldBy(tx, elsewhere, login, deps.now().toISOString())
    if (isBusy(held)) throw new Problem(409, 'open-work')
    await tx.update(people).set({ active: false }).where(eq(people.login, login))
    await keepAnAdministrator(tx)
    await signOut(deps, tx, login)
  })
}

export async function reactivate(deps: Deps, by: string, login: string): Promise<void> {
  await recorded(deps, { ...about(by, login), action: 'reactivated' }, tx =>
    tx.update(people).set({ active: true }).where(eq(people.login, login)),
  )
}

/** For somebody who forgot it, or whose account is in other hands: sessions and tokens end as well. */
export async function resetPassword(deps: Deps, by: string, login: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password)
  await recorded(deps, { ...about(by, login), action: 'password-reset' }, async tx => {
    await tx.update(people).set({ passwordHash }).where(eq(people.login, login))
    await signOut(deps, tx, login)
  })
}

/** Everywhere, and with the change that asks for it: nobody is left half signed out. */
async function signOut(deps: Deps, tx: Transaction, login: string): Promise<void> {
  await endSessions(tx, login)
  await revokeTokens(tx, login, deps.now().toISOString())
}

const about = (by: string, login: string) => ({ person: by, subject: 'person', key: login }) as const

/** Makes a change and puts it on record, both or neither. */
export async function recorded(deps: Deps, deed: Deed, change: (tx: Transaction) => Promise<unknown>): Promise<void> {
  await deps.db.transaction(async tx => {
    await change(tx)
    await putOnRecord(tx, deps.now().toISOString(), deed)
  })
}

/** Whoever changes posts or departments waits for whoever does, so that what they have checked stays true. */
export async function oneAtATime(tx: Transaction): Promise<void> {
  await tx.execute(sql`lock table ${posts}, ${departments} in share row exclusive mode`)
}

/** Without an administrator nobody could ever change anything here again. */
async function keepAnAdministrator(tx: Transaction): Promise<void> {
  await tx.execute(sql`lock table ${posts} in share row exclusive mode`)
  const [admin] = await tx
    .select({ login: people.login })
    .from(people)
    .innerJoin(posts, and(eq(posts.person, people.login), eq(posts.role, 'admin')))
    .where(eq(people.active, true))
    .limit(1)
  if (!admin) throw new Problem(409, 'last-administrator')
}

/** Turns the refusal of what is there already into a message beside the field that it is about. */
export async function naming(taken: Record<string, string>, write: () => Promise<unknown>) {
  try {
    await write()
  } catch (error) {
    throw sqlState(error).code === uniqueViolation ? new Problem(422, 'invalid', { fields: taken }) : error
  }
}
