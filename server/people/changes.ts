import { and, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { sqlState, type Transaction } from '../../db/client.ts'
import { departments, people, posts } from '../../db/schema.ts'
import type { Deps } from '../deps.ts'
import { hashPassword } from '../web/password.ts'
import { Problem } from '../web/problem.ts'
import { endSessions } from '../web/session-store.ts'
import { revokeTokens } from '../web/tokens.ts'
import type { newDepartment, newPerson, newPost } from './forms.ts'

const uniqueViolation = '23505'
const foreignKeyViolation = '23503'

export async function addPerson(deps: Deps, { password, ...person }: z.infer<typeof newPerson>): Promise<void> {
  const row = { ...person, passwordHash: await hashPassword(password), createdAt: deps.now().toISOString() }
  await naming({ taken: { login: 'taken' } }, () => deps.db.insert(people).values(row))
}

export async function addPost({ db }: Deps, person: string, post: z.infer<typeof newPost>): Promise<void> {
  await naming({ taken: { role: 'taken-post' }, unknown: { department: 'unknown-department' } }, () =>
    db.insert(posts).values({ person, ...post }),
  )
}

export async function removePost({ db }: Deps, person: string, id: number): Promise<void> {
  await db.transaction(async tx => {
    await tx.delete(posts).where(and(eq(posts.id, id), eq(posts.person, person)))
    await keepAnAdministrator(tx)
  })
}

/** Somebody who left: signed out everywhere at once; what they did stays theirs. */
export async function deactivate(deps: Deps, login: string): Promise<void> {
  await deps.db.transaction(async tx => {
    await tx.update(people).set({ active: false }).where(eq(people.login, login))
    await keepAnAdministrator(tx)
  })
  await endSessions(deps.db, login)
  await revokeTokens(deps, login)
}

export async function reactivate({ db }: Deps, login: string): Promise<void> {
  await db.update(people).set({ active: true }).where(eq(people.login, login))
}

/** For somebody who forgot it, or whose account is in other hands: sessions and tokens end as well. */
export async function resetPassword(deps: Deps, login: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password)
  await deps.db.update(people).set({ passwordHash }).where(eq(people.login, login))
  await endSessions(deps.db, login)
  await revokeTokens(deps, login)
}

export async function addDepartment({ db }: Deps, department: z.infer<typeof newDepartment>): Promise<void> {
  const [parent] = await db.select().from(departments).where(eq(departments.code, department.parent))
  if (!parent) throw new Problem(422, 'invalid', { fields: { parent: 'unknown-department' } })
  await naming({ taken: { code: 'taken' } }, () => db.insert(departments).values(department))
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

/** Turns a refusal by a constraint into a message beside the field that it is about. */
async function naming(
  fields: { taken: Record<string, string>; unknown?: Record<string, string> },
  write: () => Promise<unknown>,
) {
  try {
    await write()
  } catch (error) {
    const { code } = sqlState(error)
    if (code === uniqueViolation) throw new Problem(422, 'invalid', { fields: fields.taken })
    if (code === foreignKeyViolation && fields.unknown) throw new Problem(422, 'invalid', { fields: fields.unknown })
    throw error
  }
}
