import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { people } from '../../db/schema.ts'
import type { Deps } from '../deps.ts'
import { hashPassword, newPassword, passwordMatches } from '../web/password.ts'
import { Problem } from '../web/problem.ts'
import { endSessions } from '../web/session-store.ts'
import { countFailure, refuseIfThrottled } from '../web/throttle.ts'

export const passwordChange = z
  .object({ current: z.string().min(1).max(1000), password: newPassword, again: z.string().min(1) })
  .refine(({ password, again }) => password === again, { path: ['again'], params: { code: 'not-the-same' } })

/** Changes it when the current one is right, and ends this person's other sessions. */
export async function changePassword(
  deps: Deps,
  who: { login: string; address: string; sid: string },
  { current, password }: z.infer<typeof passwordChange>,
): Promise<void> {
  await refuseIfThrottled(deps, who)
  const mine = eq(people.login, who.login)
  const [row] = await deps.db.select({ passwordHash: people.passwordHash }).from(people).where(mine)
  if (!(await passwordMatches(row?.passwordHash, current))) {
    await countFailure(deps, who)
    throw new Problem(422, 'invalid', { fields: { current: 'wrong-password' } })
  }
  await deps.db
    .update(people)
    .set({ passwordHash: await hashPassword(password) })
    .where(mine)
  await endSessions(deps.db, who.login, who.sid)
}
