import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { people } from '../../db/schema.ts'
import type { Deps } from '../deps.ts'
import { hashPassword, newPassword, passwordMatches } from '../web/password.ts'
import { Problem } from '../web/problem.ts'
import { endSessions } from '../web/session-store.ts'
import { countFailure, refuseIfThrottled } from '../web/throttle.ts'
import { revokeTokens } from '../web/tokens.ts'

export const passwordChange = z
  .object({ current: z.string().min(1).max(1000), password: newPassword, again: z.string().min(1) })
  .refine(({ password, again }) => password === again, { path: ['again'], params: { code: 'not-the-same' } })

/**
 * Changes it when the current one is right, and ends what the old one may have opened to somebody else: this person's
 * other sessions and all tokens.
 */
export async function changePassword(
  deps: Deps,
  who: { login: string; address: string; sid: string },
  { current, password }: z.infer<typeof passwordChange>,
): Promise<void> {
  await refuseIfThrottled(deps, who)
  const mine = eq(people.login, who.login)
  const [row] = await deps.db.select({ passwordHash: people.passwordHash }).from(people).where(mine)
  if (!row || !(await passwordMatches(row.passwordHash, current))) {
    await countFailure(deps, who)
    throw wrongPassword()
  }
  const passwordHash = await hashPassword(password)
  await deps.db.transaction(async tx => {
    // what an administrator has reset meanwhile is no longer the current one
    const still = and(mine, eq(people.passwordHash, row.passwordHash))
    const changed = await tx.update(people).set({ passwordHash }).where(still).returning({ login: people.login })
    if (changed.length === 0) throw wrongPassword()
    await endSessions(tx, who.login, who.sid)
    await revokeTokens(tx, who.login, deps.now().toISOString())
  })
}

const wrongPassword = () => new Problem(422, 'invalid', { fields: { current: 'wrong-password' } })
