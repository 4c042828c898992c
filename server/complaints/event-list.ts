import { and, asc, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import { caseEvents } from '../../db/schema.ts'
import type { Computed } from '../../workflows/complaint/accepted.ts'
import { joined } from '../../workflows/evidence/personal.ts'
import { iso } from '../cases/instant.ts'
import { type PenaltySight, penaltySight } from '../cases/penalty-sight.ts'
import type { Deps } from '../deps.ts'
import { cursorOf, pageOf, pageSize } from '../web/cursor.ts'
import { maskedEmail, maskedPhone } from '../web/masks.ts'
import { penaltyOf, toldWithoutPenalties } from './penalties.ts'
import { visibleCase } from './visible-case.ts'

export const eventFilter = z.object({ limit: pageSize, cursor: cursorOf(z.int().min(0)).optional() })

/** The events of a case, oldest first (design.md §7); undefined without sight of it. */
export async function listEvents(deps: Deps, number: string, login: string, filter: z.output<typeof eventFilter>) {
  const found = await visibleCase(deps, number, login)
  if (!found) return undefined
  const rows = await deps.db
    .select()
    .from(caseEvents)
    .where(and(eq(caseEvents.caseId, found.id), gt(caseEvents.seq, filter.cursor ?? 0)))
    .orderBy(asc(caseEvents.seq))
    .limit(filter.limit + 1)
  const { items, nextCursor } = pageOf(rows, filter.limit, row => row.seq)
  const mayRead = penaltySight(found.organisation, login, deps.now().toISOString(), found.path, found.judges)
  return { items: items.map(row => eventOf(row, mayRead)), nextCursor }
}

/**
 * An event with its own fields beside who, when and the hash; what was computed from it stays apart. Of a colleague's
 * appeal against their penalty it says no more than that there is something (`withheld`).
 */
function eventOf(row: typeof caseEvents.$inferSelect, mayRead: PenaltySight) {
  const { seq, type, by, capacity, from, to, hash } = row
  const content = joined(row.facts, row.personal) as Record<string, unknown>
  const person = penaltyOf({ type, by, fields: content })
  if (person !== null && !mayRead(person))
    return { seq, type, by: null, capacity: null, at: iso(row.at), from, to, hash, withheld: true }
  const { computed, told, asked, ...all } = content
  const { penalties, penaltyKind, penaltyAmount, ...fields } = all
  const readable = ((penalties ?? []) as { person: string }[]).filter(one => mayRead(one.person))
  const { judged } = (computed ?? {}) as Computed
  return {
    ...masked(fields),
    ...(readable.length > 0 && { penalties: readable }),
    ...(penaltyKind !== undefined && mayRead(judged?.person ?? null) && { penaltyKind, penaltyAmount }),
    ...{ seq, type, by, capacity, at: iso(row.at), from, to, hash, computed, asked },
    told: toldWithoutPenalties(told, mayRead),
  }
}

/** `open` has the customer's phone and address, `amend` may have new ones. */
function masked(fields: Record<string, unknown>): Record<string, unknown> {
  return {
    ...fields,
    ...(isRecord(fields.customer) && { customer: maskedContact(fields.customer) }),
    ...(isRecord(fields.fields) && { fields: maskedContact(fields.fields) }),
  }
}

function maskedContact(contact: Record<string, unknown>): Record<string, unknown> {
  const { phone, email } = contact
  return {
    ...contact,
    ...(typeof phone === 'string' && { phone: maskedPhone(phone) }),
    ...(typeof email === 'string' && { email: maskedEmail(email) }),
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
