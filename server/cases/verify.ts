import { asc, gt } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { cases } from '../../db/schema.ts'
import type { Calendars } from '../../workflows/calendar/calendars.ts'
import type { Accepted } from '../../workflows/complaint/accepted.ts'
import { complaint } from '../../workflows/complaint/complaint.ts'
import { quietEventTypes } from '../../workflows/complaint/events.ts'
import { statePath } from '../../workflows/complaint/machine.ts'
import type { RowChanges } from '../../workflows/complaint/rows.ts'
import { persisted, replayed, type Snapshot } from '../../workflows/decide.ts'
import { digestOf, genesis, linkAfter, personalDigestOf } from '../../workflows/evidence/chain.ts'
import type { PolicyVersion } from '../../workflows/policy/policy.ts'
import { mergedChanges } from './apply.ts'
import { loadCalendars } from './calendars.ts'
import { compared, comparedColumns, comparedLists, type Found, type Row, without } from './compare.ts'
import { comparedSearch } from './compare-search.ts'
import { type EventRow, type Hanging, readHanging } from './hanging.ts'
import { iso } from './instant.ts'
import { policyAt } from './policies.ts'
import { recordedEvent } from './recorded.ts'

/** The first place where the database does not say what its events say. */
export interface Difference extends Found {
  number: string
}

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
  let last = 0
  for (let done = 0; ; progress(done)) {
    const batch = await provenAfter(db, last)
    if (batch.difference) return batch.difference
    if (batch.last === undefined) return null
    last = batch.last
    done += batch.count
  }
}

/** Proves the next cases on one snapshot of the database, so that changes made meanwhile do not look like faults. */
function provenAfter(db: Database, after: number) {
  const settings = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const
  return db.transaction(async tx => {
    const batch = await tx.select().from(cases).where(gt(cases.id, after)).orderBy(asc(cases.id)).limit(batchSize)
    const ids = batch.map(row => row.id)
    const hanging = await readHanging(tx, ids)
    const calendars = await loadCalendars(db, tx)
    for (const row of batch) {
      const version = await policyAt(db, row.policyCode, row.policyVersion, tx)
      const found = differenceIn(row, hanging(row.id), { version, calendars })
      if (found) return { difference: { number: row.number, ...found }, count: 0, last: row.id }
    }
    return { difference: null, count: batch.length, last: ids.at(-1) }
  }, settings)
}

/** What deadlines are computed by, beside the case. */
interface Rules {
  version: PolicyVersion
  calendars: Calendars
}

function differenceIn(row: typeof cases.$inferSelect, hanging: Hanging, rules: Rules): Found | null {
  let snapshot: Snapshot | null = null
  let previous: EventRow | undefined
  const each: RowChanges[] = []
  for (const stored of hanging.events) {
    const broken = brokenLink(row.number, stored, previous)
    if (broken) return broken
    const event = recordedEvent(stored)
    const next: Snapshot = replayed(complaint, row.number, snapshot, event)
    const wrong =
      compared(`case_events ${stored.seq} state`, statePath(next.value), stored.to) ??
      compared(`case_events ${stored.seq} state digest`, digestOf(persisted(complaint, next)), stored.stateDigest)
    if (wrong) return wrong
    each.push(changesBy(stored, event, snapshot, next, rules))
    snapshot = next
    previous = stored
  }
  if (!snapshot || !previous) return { where: 'case_events', expected: 'at least one event', found: 'none' }
  return (
    caseDifference(row, hanging.events, snapshot, rules) ??
    rowDifference(hanging, mergedChanges(each)) ??
    comparedSearch(row, hanging.complaint)
  )
}

function changesBy(
  stored: EventRow,
  event: Accepted,
  before: Snapshot | null,
  after: Snapshot,
  { version, calendars }: Rules,
): RowChanges {
  const { told, asked } = stored.facts as Pick<Parameters<typeof complaint.rowsOf>[0], 'told' | 'asked'>
  return complaint.rowsOf({
    seq: stored.seq,
    event,
    before: before?.context ?? null,
    after: after.context,
    deadlinesBefore: before ? complaint.deadlinesOf(before.context, version, calendars) : [],
    deadlines: complaint.deadlinesOf(after.context, version, calendars),
    told,
    asked,
  })
}

function brokenLink(number: string, stored: EventRow, previous: EventRow | undefined): Found | null {
  const { seq, personal, salt, personalDigest } = stored
  const prevHash = previous?.hash ?? genesis
  return (
    compared(`chain ${seq} seq`, (previous?.seq ?? 0) + 1, seq) ??
    compared(`chain ${seq} previous hash`, prevHash, stored.prevHash) ??
    compared(`chain ${seq} hash`, linkAfter(prevHash, number, { ...stored, at: iso(stored.at) }), stored.hash) ??
    (personal === null
      ? null
      : compared(`chain ${seq} personal`, personalDigestOf(personal, salt ?? ''), personalDigest))
  )
}

function caseDifference(
  row: typeof cases.$inferSelect,
  events: EventRow[],
  snapshot: Snapshot,
  { version, calendars }: Rules,
): Found | null {
  const last = events.at(-1)
  const deadlinesNow = complaint.deadlinesOf(snapshot.context, version, calendars)
  const expected: Row = {
    ...complaint.caseRowOf(statePath(snapshot.value), snapshot.context, deadlinesNow, version.policy),
    revision: events.filter(event => !quietEventTypes.has(event.type)).length,
    seq: last?.seq,
    lastAt: last && iso(last.at),
    lastHash: last?.hash,
    stateDigest: last?.stateDigest,
    snapshot: persisted(complaint, snapshot),
  }
  return comparedColumns('cases', expected, row)
}

/**
 * Columns that no event fills: keys, the search words (compared by themselves), what explains a notice to its reader,
 * and what sending it leaves behind.
 */
const ownColumns = new Set(['caseId', 'customerId', 'search', 'searchVersion', 'searchOrder'])
const sendingColumns = [
  'id',
  'about',
  'key',
  'explained',
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
    comparedLists('files', changes.files, hanging.rows.files) ??
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
