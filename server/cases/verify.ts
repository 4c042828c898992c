import { asc, gt, inArray } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import {
  approvals,
  asks,
  caseEvents,
  cases,
  complaints,
  contacts,
  deadlines,
  followUps,
  measures,
  notices,
} from '../../db/schema.ts'
import { complaint } from '../../workflows/complaint/complaint.ts'
import type { Accepted } from '../../workflows/complaint/context.ts'
import { quietEventTypes } from '../../workflows/complaint/events.ts'
import { statePath } from '../../workflows/complaint/machine.ts'
import type { RowChanges } from '../../workflows/complaint/rows.ts'
import { persisted, replayed, type Snapshot } from '../../workflows/decide.ts'
import { digestOf, genesis, linkAfter, personalDigestOf } from '../../workflows/evidence/chain.ts'
import { joined } from '../../workflows/evidence/personal.ts'
import type { PolicyVersion } from '../../workflows/policy/policy.ts'
import { mergedChanges } from './apply.ts'
import { compared, comparedColumns, comparedLists, type Found, type Row, without } from './compare.ts'
import { iso } from './instant.ts'
import { calendar } from './load.ts'
import { policyAt } from './policies.ts'

/** The first place where the database does not say what its events say. */
export interface Difference extends Found {
  number: string
}

type EventRow = typeof caseEvents.$inferSelect

const batchSize = 200

/**
 * Proves the whole database (design.md §5): plays every case again from its events and compares state digests, the
 * hash chain and every projected row.
 * @param progress told how many cases are proven
 * @returns the first difference, or null when there is none
 */
export async function verifyAll(
  db: Database,
  progress: (cases: number) => void = () => {},
): Promise<Difference | null> {
  let after = 0
  let done = 0
  for (;;) {
    const batch = await db.select().from(cases).where(gt(cases.id, after)).orderBy(asc(cases.id)).limit(batchSize)
    if (batch.length === 0) return null
    const hanging = await readHanging(
      db,
      batch.map(row => row.id),
    )
    for (const row of batch) {
      const version = await policyAt(db, row.policyCode, row.policyVersion)
      const difference = differenceIn(row, hanging(row.id), version)
      if (difference) return { number: row.number, ...difference }
    }
    done += batch.length
    progress(done)
    after = batch.at(-1)?.id ?? after
  }
}

interface Hanging {
  events: EventRow[]
  complaint: Row | undefined
  rows: Record<ListName, Row[]>
}

const lists = { deadlines, asks, approvals, measures, contacts, followUps, notices } as const
type ListName = keyof typeof lists

async function readHanging(db: Database, ids: number[]) {
  const events = await db
    .select()
    .from(caseEvents)
    .where(inArray(caseEvents.caseId, ids))
    .orderBy(asc(caseEvents.caseId), asc(caseEvents.seq))
  const heads = await db.select().from(complaints).where(inArray(complaints.caseId, ids))
  const rows = {} as Record<ListName, (Row & { caseId: number })[]>
  for (const [name, table] of Object.entries(lists)) {
    rows[name as ListName] = await db.select().from(table).where(inArray(table.caseId, ids))
  }
  return (id: number): Hanging => ({
    events: events.filter(event => event.caseId === id),
    complaint: heads.find(head => head.caseId === id),
    rows: mapped(rows, list => list.filter(row => row.caseId === id)),
  })
}

function mapped<K extends string, V, W>(record: Record<K, V>, change: (value: V) => W): Record<K, W> {
  return Object.fromEntries(Object.entries<V>(record).map(([key, value]) => [key, change(value)])) as Record<K, W>
}

function differenceIn(row: typeof cases.$inferSelect, hanging: Hanging, version: PolicyVersion): Found | null {
  let snapshot: Snapshot | null = null
  let previous: EventRow | undefined
  const each: RowChanges[] = []
  for (const stored of hanging.events) {
    const broken = brokenLink(row.number, stored, previous)
    if (broken) return broken
    const event = eventOf(stored)
    const next: Snapshot = replayed(complaint, row.number, snapshot, event)
    const wrong =
      compared(`case_events ${stored.seq} state`, statePath(next.value), stored.to) ??
      compared(`case_events ${stored.seq} state digest`, digestOf(persisted(complaint, next)), stored.stateDigest)
    if (wrong) return wrong
    each.push(changesBy(stored, event, snapshot, next, version))
    snapshot = next
    previous = stored
  }
  if (!snapshot || !previous) return { where: 'case_events', expected: 'at least one event', found: 'none' }
  return caseDifference(row, hanging.events, snapshot, version) ?? rowDifference(hanging, mergedChanges(each))
}

function changesBy(
  stored: EventRow,
  event: Accepted,
  before: Snapshot | null,
  after: Snapshot,
  version: PolicyVersion,
): RowChanges {
  const { told, asked } = stored.facts as Pick<Parameters<typeof complaint.rowsOf>[0], 'told' | 'asked'>
  return complaint.rowsOf({
    seq: stored.seq,
    event,
    before: before?.context ?? null,
    after: after.context,
    deadlinesBefore: before ? complaint.deadlinesOf(before.context, version, calendar) : [],
    deadlines: complaint.deadlinesOf(after.context, version, calendar),
    told,
    asked,
  })
}

function eventOf(stored: EventRow): Accepted {
  const { computed, told: _told, asked: _asked, ...facts } = stored.facts as Row
  const fields = joined(facts, stored.personal) as Row
  return { ...fields, by: stored.by, capacity: stored.capacity, at: iso(stored.at), computed } as unknown as Accepted
}

function brokenLink(number: string, stored: EventRow, previous: EventRow | undefined): Found | null {
  const { seq, type, facts, personal, salt, personalDigest, by, capacity, from, to, stateDigest, rulesVersion } = stored
  const at = iso(stored.at)
  const chained = {
    case: number,
    seq,
    type,
    facts,
    personalDigest,
    by,
    capacity,
    at,
    from,
    to,
    stateDigest,
    rulesVersion,
  }
  const prevHash = previous?.hash ?? genesis
  return (
    compared(`chain ${seq} seq`, (previous?.seq ?? 0) + 1, seq) ??
    compared(`chain ${seq} previous hash`, prevHash, stored.prevHash) ??
    compared(`chain ${seq} hash`, linkAfter(prevHash, chained), stored.hash) ??
    (personal === null
      ? null
      : compared(`chain ${seq} personal`, personalDigestOf(personal, salt ?? ''), personalDigest))
  )
}

function caseDifference(
  row: typeof cases.$inferSelect,
  events: EventRow[],
  snapshot: Snapshot,
  version: PolicyVersion,
): Found | null {
  const last = events.at(-1)
  const deadlinesNow = complaint.deadlinesOf(snapshot.context, version, calendar)
  const expected: Row = {
    ...complaint.caseRowOf(statePath(snapshot.value), snapshot.context, deadlinesNow),
    revision: events.filter(event => !quietEventTypes.has(event.type)).length,
    seq: last?.seq,
    lastAt: last && iso(last.at),
    lastHash: last?.hash,
    stateDigest: last?.stateDigest,
    snapshot: persisted(complaint, snapshot),
  }
  return comparedColumns('cases', expected, row)
}

/** Columns that no event fills: keys, the search index, and what sending a notice leaves behind. */
const ownColumns = new Set(['caseId', 'customerId', 'search'])
const sendingColumns = [
  'id',
  'address',
  'language',
  'status',
  'attempts',
  'error',
  'subject',
  'text',
  'createdAt',
  'sentAt',
]

function rowDifference(hanging: Hanging, changes: RowChanges): Found | null {
  if (!hanging.complaint) return { where: 'complaints', expected: 'a row', found: 'none' }
  const filled = Object.keys(hanging.complaint).filter(column => !ownColumns.has(column))
  const complete = Object.fromEntries(filled.map(column => [column, changes.complaint[column] ?? null]))
  const expectedNotices = changes.notices.map(({ to, ...notice }) => ({ ...notice, recipient: to }))
  return (
    comparedColumns('complaints', complete, hanging.complaint) ??
    comparedLists('deadlines', changes.deadlines, hanging.rows.deadlines) ??
    comparedLists('asks', changes.asks ?? [], hanging.rows.asks) ??
    comparedLists('approvals', changes.approvals, hanging.rows.approvals) ??
    comparedLists('measures', performedMeasures(changes.measures), hanging.rows.measures) ??
    comparedLists('contacts', changes.contacts, hanging.rows.contacts) ??
    comparedLists('follow_ups', changes.followUps, hanging.rows.followUps) ??
    comparedLists(
      'notices',
      expectedNotices,
      hanging.rows.notices.map(row => without(row, sendingColumns)),
    )
  )
}

/** A `perform` completes the row that its plan brought. */
function performedMeasures(rows: Row[]): Row[] {
  const complete = new Map<string, Row>()
  for (const row of rows) {
    const key = `${row.round}/${row.number}`
    complete.set(key, { ...complete.get(key), ...row })
  }
  return [...complete.values()]
}
