import { type LimitKind, limitKinds } from '../../workflows/complaint/codes.ts'
import { type Deadline, type Ledger, newlyMissed } from '../../workflows/complaint/deadlines.ts'
import { iso, isoOrNull } from '../cases/instant.ts'
import type { CaseRows } from './case-rows.ts'

/** One deadline for each kind, the latest entry, met ones too (design.md §4); late ones as they stand at `at`. */
export function latestDeadlines(rows: CaseRows['due'], at: string, paused: boolean) {
  const deadlines = limitKinds.flatMap(kind => {
    const latest = rows.findLast(row => row.kind === kind)
    return latest ? [deadlineOf(latest)] : []
  })
  const missed = newlyMissed(deadlines, at, paused).map(one => one.kind)
  return deadlines.map(({ nextRung: _, nextRungAt: __, ...deadline }) => ({
    ...deadline,
    late: deadline.missedAt !== null || missed.includes(deadline.kind),
  }))
}

function deadlineOf({ caseId: _, ...row }: CaseRows['due'][number]): Deadline {
  return {
    ...row,
    kind: row.kind as LimitKind,
    startedAt: iso(row.startedAt),
    dueAt: iso(row.dueAt),
    metAt: isoOrNull(row.metAt),
    endedAt: isoOrNull(row.endedAt),
    missedAt: isoOrNull(row.missedAt),
    ledger: row.ledger as Ledger,
    nextRungAt: isoOrNull(row.nextRungAt),
  }
}
