import { and, eq, inArray, not, type SQL, sql } from 'drizzle-orm'
import { rowsOf, type Transaction } from '../../db/client.ts'
import {
  approvals,
  asks,
  caseEvents,
  cases,
  complaints,
  contacts,
  customers,
  deadlines,
  followUps,
  measures,
  notices,
} from '../../db/schema.ts'
import type { ComplaintRow } from '../../workflows/complaint/complaint-row.ts'
import type { CaseRow, RowChanges } from '../../workflows/complaint/rows.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { searchTokens } from './search-text.ts'
import { insertInto, updateOf } from './write-rows.ts'

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

/** Inserts the case of a new complaint and finds or inserts its customer. */
export async function insertCase(
  tx: Transaction,
  row: CaseRow & CaseState & { number: string; workflow: string; policyCode: string; policyVersion: number },
  complaint: ComplaintRow,
): Promise<Opened> {
  const [customerId, inserted] = await Promise.all([
    customerFor(tx, complaint, row.lastAt),
    tx.execute(sql`${insertCases([row])} returning id`),
  ])
  return { caseId: Number(rowsOf<{ id: number }>(inserted)[0]?.id), customerId }
}

/** Inserts what the customer said, with its search words. */
export async function insertComplaint(tx: Transaction, opened: Opened, number: string, complaint: ComplaintRow) {
  const values = { ...complaint, ...opened, search: searchVector(number, complaint) }
  await tx.execute(insertComplaints([values as unknown as typeof complaints.$inferInsert]))
}

/** Brings the rows of `cases` and `complaints` to the state after a change. */
export async function updateCase(
  tx: Transaction,
  caseId: number,
  number: string,
  row: CaseRow & CaseState,
  complaint: ComplaintRow,
): Promise<void> {
  const done: Promise<unknown>[] = [tx.execute(updateCases(caseId, row))]
  if (Object.keys(complaint).length > 0) done.push(tx.execute(updateComplaints(caseId, complaint)))
  await Promise.all(done)
  if (searched.some(column => column in complaint)) await refreshSearch(tx, caseId, number)
}

/** Appends events and writes what hangs on the case; answers the ids of the new notices. All statements go out at once. */
export async function saveRows(
  tx: Transaction,
  caseId: number,
  events: EventRow[],
  changes: RowChanges,
  organisation: Organisation,
  notice: { status: 'queued' | 'suppressed'; at: string },
): Promise<number[]> {
  const writes: Promise<unknown>[] = []
  const write = <Row extends object>(insert: (rows: (Row & { caseId: number })[]) => SQL, rows: Row[]) => {
    if (rows.length > 0) writes.push(tx.execute(insert(rows.map(row => ({ ...row, caseId })))))
  }
  write(insertEvents, events)
  write(replaceDeadlines, changes.deadlines)
  write(insertApprovals, changes.approvals as Omit<typeof approvals.$inferInsert, 'caseId'>[])
  write(insertContacts, changes.contacts as Omit<typeof contacts.$inferInsert, 'caseId'>[])
  write(insertFollowUps, changes.followUps as Omit<typeof followUps.$inferInsert, 'caseId'>[])
  writes.push(...askWrites(tx, caseId, changes), ...measureWrites(tx, caseId, changes.measures))
  const told = noticeRows(caseId, changes, organisation, notice)
  const ids = told.length > 0 ? tx.execute(sql`${insertNotices(told)} returning id`) : []
  await Promise.all(writes)
  return rowsOf<{ id: number }>(await ids).map(row => Number(row.id))
}

const insertCases = insertInto(cases)
const insertComplaints = insertInto(complaints)
const updateCases = updateOf(cases, 'id')
const updateComplaints = updateOf(complaints, 'case_id')
const insertCustomers = insertInto(customers)
const insertEvents = insertInto(caseEvents)
const replaceDeadlines = insertInto(deadlines, ['case_id', 'kind', 'entry'])
const replaceAsks = insertInto(asks, ['case_id', 'purpose'])
const insertApprovals = insertInto(approvals)
const insertContacts = insertInto(contacts)
const insertFollowUps = insertInto(followUps)
const insertNotices = insertInto(notices)

function askWrites(tx: Transaction, caseId: number, { asks: open }: RowChanges): Promise<unknown>[] {
  if (open === null) return []
  const purposes = open.map(ask => ask.purpose)
  const gone =
    purposes.length > 0 ? and(eq(asks.caseId, caseId), not(inArray(asks.purpose, purposes))) : eq(asks.caseId, caseId)
  const writes: Promise<unknown>[] = [tx.delete(asks).where(gone)]
  if (open.length > 0) writes.push(tx.execute(replaceAsks(open.map(ask => ({ ...ask, caseId })))))
  return writes
}

/** A plan brings whole rows, `perform` only what was done with one of them. */
function measureWrites(tx: Transaction, caseId: number, rows: Record<string, unknown>[]): Promise<unknown>[] {
  const planned = rows.filter(row => 'kind' in row).map(row => ({ ...row, caseId }))
  const performed = rows.filter(row => !('kind' in row))
  return [
    ...(planned.length > 0 ? [tx.insert(measures).values(planned as (typeof measures.$inferInsert)[])] : []),
    ...performed.map(({ round, number, ...done }) =>
      tx
        .update(measures)
        .set(done)
        .where(
          and(eq(measures.caseId, caseId), eq(measures.round, round as number), eq(measures.number, number as number)),
        ),
    ),
  ]
}

function noticeRows(
  caseId: number,
  changes: RowChanges,
  organisation: Organisation,
  { status, at }: { status: 'queued' | 'suppressed'; at: string },
) {
  return changes.notices.flatMap(({ seq, kind, to, params }) => {
    const person = organisation.people.find(one => one.login === to)
    if (!person) return []
    const { email: address, language } = person
    return [{ caseId, seq, kind, recipient: to, address, language, params, status, createdAt: at }]
  })
}

async function customerFor(tx: Transaction, complaint: ComplaintRow, createdAt: string): Promise<number> {
  const {
    customerName: name,
    phone,
    email = null,
  } = complaint as { customerName: string; phone: string; email?: string }
  const upsert = sql`${insertCustomers([{ name, phone, email, createdAt }])} on conflict (phone, name)
    do update set email = coalesce(excluded.email, customers.email) returning id`
  return Number(rowsOf<{ id: number }>(await tx.execute(upsert))[0]?.id)
}

/** The columns that the search reads. */
const searched = ['customerName', 'phone', 'narrative', 'demand', 'product', 'batchNo', 'orderNo'] as const

async function refreshSearch(tx: Transaction, caseId: number, number: string): Promise<void> {
  const [row] = await tx.select().from(complaints).where(eq(complaints.caseId, caseId))
  if (row) await tx.execute(updateComplaints(caseId, { search: searchVector(number, row) }))
}

/** The text of a tsvector: the tokens are letters and digits, so quotes keep each as it is. */
function searchVector(number: string, complaint: ComplaintRow): string {
  const texts = [number, ...searched.map(column => complaint[column]), complaint.phoneTail]
  const tokens = new Set(searchTokens(texts.filter(text => typeof text === 'string').join('\n')))
  return [...tokens].map(token => `'${token}'`).join(' ')
}
