import { and, eq, inArray, not, type SQL } from 'drizzle-orm'
import { rowsOf, type Transaction } from '../../db/client.ts'
import {
  approvals,
  asks,
  caseEvents,
  cases,
  complaints,
  contacts,
  deadlines,
  files,
  followUps,
  measures,
  notices,
} from '../../db/schema.ts'
import type { ComplaintRow } from '../../workflows/complaint/complaint-row.ts'
import type { Deadline } from '../../workflows/complaint/deadlines.ts'
import type { CaseRow, RowChanges } from '../../workflows/complaint/rows.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { searched, searchVector, searchVersion } from './search-text.ts'
import { insertInto, together, updateOf } from './write-rows.ts'

export type EventRow = Omit<typeof caseEvents.$inferInsert, 'caseId'>

/** The state of a case after a change, beside its projected row. */
export interface CaseState {
  revision: number
  seq: number
  lastAt: string
  lastHash: string
  stateDigest: string
  snapshot: unknown
}

/** Ids of a case that is being opened. */
export interface Opened {
  caseId: number
  customerId: number
}

/** Writes that insert the case of a new complaint and what its customer said, with its search words. */
export function openingWrites(
  opened: Opened,
  row: CaseRow & CaseState & { number: string; workflow: string; policyCode: string; policyVersion: number },
  complaint: ComplaintRow,
): SQL[] {
  const found = { search: searchVector(row.number, complaint), searchVersion, searchOrder: row.receivedAt }
  const values = { ...complaint, ...opened, ...found }
  return [
    insertCases([{ ...row, id: opened.caseId }]),
    insertComplaints([values as unknown as typeof complaints.$inferInsert]),
  ]
}

/** Writes that bring the rows of `cases` and `complaints` to the state after a change. */
export function changeWrites(caseId: number, row: CaseRow & CaseState, complaint: ComplaintRow): SQL[] {
  const changed = Object.keys(complaint).length > 0
  return [updateCases(caseId, row), ...(changed ? [updateComplaints(caseId, complaint)] : [])]
}

/** Writes that append events and change what hangs on the case. */
export function rowWrites(tx: Transaction, caseId: number, events: EventRow[], changes: RowChanges): SQL[] {
  const inserted = <Row extends object>(insert: (rows: (Row & { caseId: number })[]) => SQL, rows: Row[]) =>
    rows.length > 0 ? [insert(rows.map(row => ({ ...row, caseId })))] : []
  return [
    ...inserted(insertEvents, events),
    ...inserted(replaceDeadlines, changes.deadlines),
    ...inserted(insertApprovals, changes.approvals as Omit<typeof approvals.$inferInsert, 'caseId'>[]),
    ...inserted(insertContacts, changes.contacts as Omit<typeof contacts.$inferInsert, 'caseId'>[]),
    ...inserted(insertFiles, changes.files as Omit<typeof files.$inferInsert, 'caseId'>[]),
    ...inserted(insertFollowUps, changes.followUps as Omit<typeof followUps.$inferInsert, 'caseId'>[]),
    ...askWrites(tx, caseId, changes),
    ...measureWrites(tx, caseId, changes.measures),
  ]
}

/** Writes that bring the deadlines of a case, and the end of its pause, to what the rules say, one after the other. */
export function alarmWrites(tx: Transaction, caseId: number, all: Deadline[], pauseEndsAt: string | null): SQL[] {
  const silent = tx.update(deadlines).set({ nextRung: null, nextRungAt: null }).where(eq(deadlines.caseId, caseId))
  const rows = all.map(row => ({ ...row, caseId }))
  return [silent.getSQL(), ...(rows.length > 0 ? [replaceDeadlines(rows)] : []), updateCases(caseId, { pauseEndsAt })]
}

/** Does all the writes, and answers the ids of the new notices. */
export async function writeAll(
  tx: Transaction,
  writes: SQL[],
  told: (typeof notices.$inferInsert)[],
): Promise<number[]> {
  const done = await tx.execute(together(writes, told.length > 0 ? insertNotices(told) : undefined))
  return told.length > 0 ? rowsOf<{ id: number }>(done).map(row => Number(row.id)) : []
}

const insertCases = insertInto(cases, [], ['id'])
const insertComplaints = insertInto(complaints, [], ['searchVersion', 'conduct'])
const updateCases = updateOf(cases, 'id')
const updateComplaints = updateOf(complaints, 'case_id')
const insertEvents = insertInto(caseEvents)
const replaceDeadlines = insertInto(deadlines, ['case_id', 'kind', 'entry'])
const replaceAsks = insertInto(asks, ['case_id', 'purpose'])
const insertApprovals = insertInto(approvals)
const insertContacts = insertInto(contacts, [], ['clear'])
const insertMeasures = insertInto(measures)
const insertFiles = insertInto(files)
const insertFollowUps = insertInto(followUps)
const insertNotices = insertInto(notices)

function askWrites(tx: Transaction, caseId: number, { asks: open }: RowChanges): SQL[] {
  if (open === null) return []
  const purposes = open.map(ask => ask.purpose)
  const gone =
    purposes.length > 0 ? and(eq(asks.caseId, caseId), not(inArray(asks.purpose, purposes))) : eq(asks.caseId, caseId)
  const kept = open.map(ask => ({ ...ask, caseId }))
  return [tx.delete(asks).where(gone).getSQL(), ...(kept.length > 0 ? [replaceAsks(kept)] : [])]
}

/** A plan brings whole rows, `perform` only what was done with one of them. */
function measureWrites(tx: Transaction, caseId: number, rows: Record<string, unknown>[]): SQL[] {
  const planned = rows.filter(row => 'kind' in row).map(row => ({ ...row, caseId }))
  const performed = rows.filter(row => !('kind' in row))
  return [
    ...(planned.length > 0 ? [insertMeasures(planned as (typeof measures.$inferInsert)[])] : []),
    ...performed.map(({ round, number, ...done }) =>
      tx
        .update(measures)
        .set(done)
        .where(
          and(eq(measures.caseId, caseId), eq(measures.round, round as number), eq(measures.number, number as number)),
        )
        .getSQL(),
    ),
  ]
}

/** The notices of a change as rows, addressed as their recipients are reached now. */
export function noticeRows(
  caseId: number,
  changes: RowChanges,
  organisation: Organisation,
  { status, at, ledgers }: { status: 'queued' | 'suppressed'; at: string; ledgers: ReadonlyMap<number, unknown> },
) {
  return changes.notices.flatMap(({ seq, kind, to, params }) => {
    const person = organisation.people.find(one => one.login === to)
    if (!person) return []
    const { email: address, language } = person
    const row = { caseId, seq, kind, recipient: to, address, language, params, status, createdAt: at }
    return [ledgers.has(seq) ? { ...row, explained: ledgers.get(seq) } : row]
  })
}

/** Writes the search words anew when a change touched what they are made of. */
export async function refreshSearch(tx: Transaction, caseId: number, number: string, changed: ComplaintRow) {
  if (!searched.some(column => column in changed)) return
  const [row] = await tx.select().from(complaints).where(eq(complaints.caseId, caseId))
  if (row) await tx.execute(updateComplaints(caseId, { search: searchVector(number, row), searchVersion }))
}
