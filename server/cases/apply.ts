import type { Calendars } from '../../workflows/calendar/calendars.ts'
import { complaint } from '../../workflows/complaint/complaint.ts'
import type { RowChanges } from '../../workflows/complaint/rows.ts'
import { type Circumstances, type Decision, persisted, type Snapshot } from '../../workflows/decide.ts'
import { digestOf, genesis, linkAfter, personalDigestOf } from '../../workflows/evidence/chain.ts'
import { split } from '../../workflows/evidence/personal.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { PolicyVersion } from '../../workflows/policy/policy.ts'
import type { Deps } from '../deps.ts'
import type { LoadedCase } from './load.ts'
import type { CaseState, EventRow, Opened } from './save.ts'

/** Decisions of one transaction on one case, and where they start from. */
export interface Batch {
  number: string
  loaded: LoadedCase | null
  /** ids of a case that is being opened */
  opened?: Opened
  version: PolicyVersion
  organisation: Organisation
  calendars: Calendars
  decisions: Decision[]
}

/** The circumstances of the next decision: `at` never runs backwards on one case (design.md §4). */
export function circumstancesOf(deps: Deps, batch: Batch, login: string | null): Circumstances {
  const last = batch.decisions.at(-1)?.event.at ?? batch.loaded?.lastAt
  const now = deps.now().getTime()
  const at = new Date(last ? Math.max(now, Date.parse(last) + 1) : now).toISOString()
  const { version, organisation, calendars } = batch
  return { actor: login, version, organisation, calendars, at }
}

/** The snapshot after everything decided so far. */
export function snapshotOf(batch: Batch): Snapshot | undefined {
  return batch.decisions.at(-1)?.snapshot ?? batch.loaded?.snapshot
}

/** Event rows with their links, and the state they lead to. */
export function recordOf(deps: Deps, batch: Batch, raisesRevision: (type: string) => boolean) {
  let hash = batch.loaded?.lastHash ?? genesis
  const first = (batch.loaded?.seq ?? 0) + 1
  const events = batch.decisions.map((decision, index): EventRow => {
    const row = eventRow(deps, batch.number, first + index, decision, hash)
    hash = row.hash
    return row
  })
  const last = events.at(-1)
  const snapshot = snapshotOf(batch)
  if (!last || !snapshot) throw new Error('a batch without a decision cannot be saved')
  const raised = events.filter(event => raisesRevision(event.type)).length
  const state: CaseState = {
    revision: (batch.loaded?.revision ?? 0) + raised,
    seq: last.seq,
    lastAt: last.at,
    lastHash: last.hash,
    stateDigest: last.stateDigest,
    snapshot: persisted(complaint, snapshot),
  }
  return { events, state }
}

/** All row changes of a batch as one: later ones replace earlier ones. */
export function changesOf(batch: Batch): RowChanges {
  const first = (batch.loaded?.seq ?? 0) + 1
  const each = batch.decisions.map((decision, index) => complaint.rowsOf({ ...decision, seq: first + index }))
  return mergedChanges(each)
}

/** Row changes in order, put together. */
export function mergedChanges(each: RowChanges[]): RowChanges {
  const deadlines = new Map(each.flatMap(one => one.deadlines).map(row => [`${row.kind}/${row.entry}`, row]))
  return {
    complaint: Object.assign({}, ...each.map(one => one.complaint)),
    deadlines: [...deadlines.values()],
    asks: each.findLast(one => one.asks !== null)?.asks ?? null,
    approvals: each.flatMap(one => one.approvals),
    measures: each.flatMap(one => one.measures),
    contacts: each.flatMap(one => one.contacts),
    files: each.flatMap(one => one.files),
    followUps: each.flatMap(one => one.followUps),
    notices: each.flatMap(one => one.notices),
  }
}

function eventRow(deps: Deps, number: string, seq: number, decision: Decision, prevHash: string): EventRow {
  const { event, from, to, told, asked, snapshot } = decision
  const { by, capacity, at, computed, ...fields } = event
  const parts = split(complaint.events[event.type], fields)
  const facts = JSON.parse(JSON.stringify({ ...(parts.facts as object), computed, told, asked })) as object
  const salt = parts.personal === undefined ? null : deps.random()
  const personalDigest = salt === null ? null : personalDigestOf(parts.personal, salt)
  const stateDigest = digestOf(persisted(complaint, snapshot))
  const { rulesVersion } = complaint
  const chained = {
    seq,
    type: event.type,
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
  const hash = linkAfter(prevHash, number, chained)
  return { ...chained, personal: parts.personal ?? null, salt, prevHash, hash }
}
