import { and, eq } from 'drizzle-orm'
import { people } from '../../db/schema.ts'
import type { Deps } from '../deps.ts'
import { passwordMatches } from './password.ts'
import { type Person, personColumns } from './person.ts'
import { Problem } from './problem.ts'
import { countFailure, refuseIfThrottled } from './throttle.ts'

/**
 * The person with this log-in and password, for the form and the API alike. The throttle is asked again afterwards, so
 * that guesses sent all at once are worth no more than guesses sent one by one.
 */
export async function logIn(deps: Deps, given: { login: string; password: string }, address: string): Promise<Person> {
  const attempt = { login: given.login, address }
  await refuseIfThrottled(deps, attempt)
  const [row] = await deps.db
    .select({ ...personColumns, passwordHash: people.passwordHash })
    .from(people)
    .where(and(eq(people.login, given.login), people.active))
  if (!(await passwordMatches(row?.passwordHash, given.password)) || !row) {
    await countFailure(deps, attempt)
    throw new Problem(401, 'wrong-password')
  }
  await refuseIfThrottled(deps, attempt)
  const { passwordHash: _, ...person } = row
  return person
}
