import { changedUnder } from '../cases/idempotency.ts'
import type { Deps } from '../deps.ts'

/** The case that a form for a new complaint has become, or whose note it has become. */
export interface AlreadySent {
  number: string
  /** it was put on a case that was there already */
  added: boolean
}

/** The key of one form: it names the draft, and each window on the draft has its own. */
export const formKey = (draft: string, random: string): string => `${draft}_${random}`

/** The key of one of the notes that a form becomes on another case. */
export const noteKey = (form: string, part: number): string => `${form}-${part}`

/**
 * What a form has led to within 24 hours.
 * @param key of the form, or the id of its draft for any window on it
 * @returns undefined when it was not sent
 */
export async function alreadySent(deps: Deps, login: string, key: string): Promise<AlreadySent | undefined> {
  if (!/^\w{8,}$/.test(key)) return undefined
  const used = await changedUnder(deps.db, login, key, deps.now().toISOString())
  return used && { number: used.number, added: used.key.includes('-') }
}
