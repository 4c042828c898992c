import { digestOf } from '../../workflows/evidence/chain.ts'
import type { Deps } from '../deps.ts'
import { changeCase } from './change-case.ts'

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
  const once = typeof key === 'string' && /^\w{8,100}$/.test(key) && { key, digest: digestOf({ number, event }) }
  await changeCase(deps, number, event, { login }, { revision: Number(revision), ...(once && { idempotency: once }) })
}
