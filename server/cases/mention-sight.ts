import type { Transaction } from '../../db/client.ts'
import { maxMentions, mentionsIn } from '../../workflows/complaint/mentions.ts'
import type { Deps } from '../deps.ts'
import type { Batch } from './apply.ts'
import { blindTo } from './sight.ts'

/** Who is mentioned in a `note` and may not see the case; nobody for other events. */
export async function blindMentions(deps: Deps, tx: Transaction, batch: Batch, event: unknown): Promise<string[]> {
  const note = event as { type?: unknown; text?: unknown } | null
  if (note?.type !== 'note' || typeof note.text !== 'string') return []
  const { people } = mentionsIn(note.text, batch.organisation)
  // more than that are refused anyway
  if (people.length > maxMentions) return []
  return blindTo(tx, batch.organisation, deps.now().toISOString(), batch.number, people)
}
