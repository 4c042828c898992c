import { digestOf } from '../../workflows/evidence/chain.ts'
import type { Deps } from '../deps.ts'
import { changeCase } from './change-case.ts'
import type { IdempotencyKey } from './idempotency.ts'

/** What a form about a case carries besides the event: the revision that its reader saw, and a key of its own. */
export interface Posted {
  revision?: unknown
  key?: unknown
}

/**
 * Sends an event from a form through the door. A form sent twice, by a double click or a reload, counts once; whatever is
 * no revision of the case is refused as stale.
 * @throws Refusal as `changeCase` does
 */
export async function changeByForm(
  deps: Deps,
  number: string,
  event: { type: string; [field: string]: unknown },
  login: string,
  { revision, key }: Posted,
): Promise<void> {
  const options = { revision: Number(revision), ...formOnce(key, number, event) }
  await changeCase(deps, number, event, { login }, options)
}

/**
 * Makes a form that is sent twice, by a double click or a reload, count once. What it says belongs to its key: after the
 * browser's Back other words in the same form are another change.
 */
export function formOnce(key: unknown, number: string, event: object): { idempotency?: IdempotencyKey } {
  if (typeof key !== 'string' || !/^\w{8,100}$/.test(key)) return {}
  const digest = digestOf({ number, event })
  return { idempotency: { key: `${key}/${digest}`, digest } }
}
