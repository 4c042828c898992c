import type { Transaction } from '../db/client.ts'
import { auditLog } from '../db/schema.ts'

/** Something that somebody did to the rules, the calendar or the organisation. */
export interface Deed {
  /** a log-in; null: the program itself */
  person: string | null
  subject: 'policy' | 'calendar' | 'person' | 'department' | 'settings'
  /** winery/3, a log-in, a code */
  key: string
  action: string
  details?: Record<string, unknown>
}

/** Writes deeds down in the transaction that does them: all of it happens or nothing. @param at UTC instant */
export async function putOnRecord(tx: Transaction, at: string, ...deeds: Deed[]): Promise<void> {
  await tx.insert(auditLog).values(deeds.map(deed => ({ details: {}, ...deed, at })))
}
