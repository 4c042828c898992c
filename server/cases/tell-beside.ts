import type { Transaction } from '../../db/client.ts'
import { notices } from '../../db/schema.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { Deps } from '../deps.ts'

/** What notices are about when they are about no case, and what caused them. */
interface Matter {
  about: 'corrective-action' | 'delegation'
  /** the number of the corrective action, the id of the delegation */
  key: string
  /** which of its changes they tell of: nobody is told the same of one change twice */
  seq: number
}

interface Told {
  kind: string
  /** a log-in; who has left the company gets none */
  to: string
  params: Record<string, string | number | null>
}

/**
 * Writes notices about something beside the cases, with their jobs, in the transaction of what they tell of.
 * @param at UTC instant
 */
export async function tellBeside(
  deps: Pick<Deps, 'jobs' | 'suppressMail'>,
  tx: Transaction,
  organisation: Organisation,
  matter: Matter,
  told: Told[],
  at: string,
): Promise<void> {
  const status = deps.suppressMail ? 'suppressed' : 'queued'
  const rows = told.flatMap(({ kind, to, params }) => {
    const person = organisation.people.find(one => one.login === to && one.active)
    if (!person) return []
    const { email: address, language } = person
    return [{ ...matter, kind, recipient: to, address, language, params, status, createdAt: at } as const]
  })
  if (rows.length === 0) return
  const written = await tx.insert(notices).values(rows).onConflictDoNothing().returning({ id: notices.id })
  if (deps.suppressMail) return
  await deps.jobs.enqueueNotices(
    tx,
    written.map(one => one.id),
  )
}
