import type { cases } from '../../db/schema.ts'
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
import { compared, comparedColumns, comparedLists, type Found, type Row, without } from './compare.ts'
import { comparedSearch } from './compare-search.ts'
import type { EventRow, Hanging } from './hanging.ts'
import { iso } from './instant.ts'
import { recordedEvent } from './recorded.ts'

/** What deadlines are computed by, beside the case. */
interface Rules {
  version: PolicyVersion
  calendars: Calendars
}

type CaseRow = typeof cases.$inferSelect

/** A case played again from its events, against its rows. Events that cannot be played are a difference too. */
export function comparedCase(row: CaseRow, hanging: Hanging, rules: Rules): Found | null {
  try {
    return differenceIn(row, hanging, rules)
  } catch (error) {
    const erased = hanging.events.find(one => one.personalDigest !== null && one.personal === null)
    const found = erased ? `the personal part of event ${erased.seq} is erased` : String(error)
    return { where: 'case_events', expected: 'events that can be played again', found }
  }
}

function differenceIn(row: CaseRow, hanging: Hanging, rules: Rules): Found | null {
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
  row: CaseRow,
  events: EventRow[],
  snapshot: Snapshot,
  { version, calendars }: Rules,
): Found | null {
  const last = events.at(-1)
  const deadlinesNow = complaint.deadlinesOf(snapshot.context, version, calendars)
  const expected: Row = {
    workflow: complaint.name,
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
