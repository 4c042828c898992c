import type { deadlines } from '../../db/schema.ts'
import type { LimitKind } from '../../workflows/complaint/codes.ts'
import type { Deadline, Ledger } from '../../workflows/complaint/deadlines.ts'
import { iso, isoOrNull } from './instant.ts'

export type DeadlineRow = Omit<typeof deadlines.$inferSelect, 'caseId'>

/** A deadline as the rules write it, from its stored row. */
export function deadlineOf(row: DeadlineRow): Deadline {
  const { kind, entry, ledger, nextRung } = row
  return {
    kind: kind as LimitKind,
    entry,
    startedAt: iso(row.startedAt),
    dueAt: iso(row.dueAt),
    metAt: isoOrNull(row.metAt),
    endedAt: isoOrNull(row.endedAt),
    missedAt: isoOrNull(row.missedAt),
    ledger: ledger as Ledger,
    nextRung,
    nextRungAt: isoOrNull(row.nextRungAt),
  }
}
