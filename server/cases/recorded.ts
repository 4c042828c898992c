import type { caseEvents } from '../../db/schema.ts'
import type { Accepted } from '../../workflows/complaint/accepted.ts'
import { joined } from '../../workflows/evidence/personal.ts'
import { iso } from './instant.ts'

/** What of a stored event says how it was accepted. */
type StoredEvent = Pick<typeof caseEvents.$inferSelect, 'facts' | 'personal' | 'by' | 'capacity' | 'at'>

/** A stored event as it was accepted; what was erased of a person is missing from it. */
export function recordedEvent(stored: StoredEvent): Accepted {
  const { computed, told: _told, asked: _asked, ...facts } = stored.facts as Record<string, unknown>
  const fields = joined(facts, stored.personal) as Record<string, unknown>
  return { ...fields, by: stored.by, capacity: stored.capacity, at: iso(stored.at), computed } as unknown as Accepted
}
