import { canonical } from '../evidence/canonical.ts'
import type { Policy } from '../policy/policy.ts'
import type { Accepted } from './accepted.ts'
import type { Ask } from './asks.ts'
import type { LimitKind } from './codes.ts'
import { type ComplaintRow, complaintColumns } from './complaint-row.ts'
import { type Context, isPaused, kindFor } from './context.ts'
import { type Deadline, isOpen, nextDueOf } from './deadlines.ts'
import type { Notice } from './notice.ts'
import { pauseCap } from './pause-cap.ts'

/**
 * The rows of a case as projections of its events (design.md §5). The door writes what these functions say, and
 * `verify` plays the events again and compares. Names are those of the columns.
 */
export interface CaseRow {
  stage: string
  state: string
  level: string | null
  outcome: string | null
  department: string | null
  path: string[]
  handler: string | null
  registrar: string
  receivedAt: string
  closedAt: string | null
  dueAt: string | null
  dueKind: LimitKind | null
  paused: boolean
  pauseEndsAt: string | null
  late: boolean
}

export interface RowChanges {
  complaint: ComplaintRow
  deadlines: Deadline[]
  /** null: unchanged */
  asks: (Ask & { openedAt: string })[] | null
  approvals: Record<string, unknown>[]
  measures: Record<string, unknown>[]
  contacts: Record<string, unknown>[]
  files: Record<string, unknown>[]
  followUps: Record<string, unknown>[]
  notices: (Notice & { seq: number })[]
}

/** What happened: the event with what it told and asked, and the case before and after. */
export interface Happened {
  seq: number
  event: Accepted
  before: Context | null
  after: Context
  deadlinesBefore: readonly Deadline[]
  deadlines: readonly Deadline[]
  told: readonly Notice[]
  asked: readonly Ask[] | null
}

/** The row of `cases`, from the state and its policy alone. */
export function caseRowOf(state: string, context: Context, deadlines: readonly Deadline[], policy: Policy): CaseRow {
  return {
    stage: state.split('.')[0] ?? state,
    state,
    level: context.level,
    outcome: context.outcome,
    department: context.department,
    path: context.path,
    handler: context.handler,
    registrar: context.registrar,
    receivedAt: context.receivedAt,
    closedAt: context.closedAt,
    ...nextDueOf(deadlines),
    paused: isPaused(context),
    pauseEndsAt: pauseCap(context, policy)?.at ?? null,
    late: context.late,
  }
}

/** What one event changes in the rows that hang on the case. */
export function rowsOf(happened: Happened): RowChanges {
  const { event, after, seq } = happened
  const stamp = { seq, by: event.by, at: event.at }
  return {
    complaint: complaintColumns(happened.before, after, event),
    deadlines: changedDeadlines(happened),
    asks: happened.asked?.map(ask => ({ ...ask, openedAt: event.at })) ?? null,
    approvals: event.type === 'approve' || event.type === 'return' ? [approvalRow(happened)] : [],
    measures: measureRows(event, happened),
    contacts: contactRows(event).map(row => ({ ...stamp, ...row })),
    files: event.type === 'attach' ? [{ ...stamp, number: after.files, ...fileRow(event) }] : [],
    followUps: event.type === 'call-back' ? [{ ...stamp, ...followUpRow(event) }] : [],
    notices: happened.told.map(notice => ({ ...notice, seq })),
  }
}

function changedDeadlines({ deadlinesBefore, deadlines, event }: Happened): Deadline[] {
  const fresh = deadlines.filter(one => {
    const was = deadlinesBefore.find(other => sameEntry(one, other))
    return !was || canonical(was) !== canonical(one)
  })
  return [...fresh, ...endedDeadlines(deadlinesBefore, deadlines, event.at)]
}

/** The open deadlines that an event at `at` (UTC) has left without a limit. */
export function endedDeadlines(before: readonly Deadline[], after: readonly Deadline[], at: string): Deadline[] {
  return before
    .filter(one => isOpen(one) && !after.some(other => sameEntry(one, other)))
    .map(one => ({ ...one, endedAt: at, nextRung: null, nextRungAt: null }))
}

const sameEntry = (one: Deadline, other: Deadline) => one.kind === other.kind && one.entry === other.entry

function approvalRow({ before, event, seq }: Happened): Record<string, unknown> {
  const step = before?.steps.findIndex(one => one.status === 'open') ?? -1
  const opened = before?.steps[step]
  const words = event.type === 'return' ? event.reason : event.type === 'approve' ? event.opinion : undefined
  return {
    seq,
    round: before?.round,
    step: step + 1,
    kind: opened && kindFor(opened, event.computed.seat ?? opened.role),
    role: event.computed.seat ?? opened?.role,
    department: opened?.joint?.seats.find(one => one.role === event.computed.seat)?.department ?? opened?.department,
    decision: event.type,
    opinion: words ?? null,
    minutes: minutesOf(event),
    by: event.by,
    onBehalfOf: event.capacity?.onBehalfOf ?? null,
    at: event.at,
  }
}

/** What a meeting noted, where it decided. */
function minutesOf(event: Accepted): Record<string, string> | null {
  if (event.type !== 'approve') return null
  const { attendance, resolution, regulator } = event
  return attendance && resolution && regulator ? { attendance, resolution, regulator } : null
}

function measureRows(event: Accepted, { before, after }: Happened): Record<string, unknown>[] {
  if (event.type === 'plan' || event.type === 'settle') {
    const performed = event.type === 'settle' ? { performedAt: event.at, performedBy: event.by } : unperformed
    return event.measures.map((one, index) => ({
      round: after.round,
      number: index + 1,
      kind: one.kind,
      description: one.description,
      amount: one.amount ?? null,
      ...performed,
      evidence: null,
      files: [],
      paidAmount: null,
    }))
  }
  if (event.type !== 'perform') return []
  const which = { round: after.round, number: event.measure }
  // noted later: who carried it out, and the proof of that, stay
  if (before?.measures[event.measure - 1]?.done) return [{ ...which, paidAmount: event.paidAmount ?? null }]
  return [
    {
      ...which,
      performedAt: event.at,
      performedBy: event.by,
      evidence: event.evidence ?? null,
      files: event.files ?? [],
      paidAmount: event.paidAmount ?? null,
    },
  ]
}

const unperformed = { performedAt: null, performedBy: null }

function contactRows(event: Accepted): { method: string; summary: string; clear: string[] }[] {
  if (event.type !== 'contact' && event.type !== 'arrive') return []
  return [{ method: event.method, summary: event.summary, clear: event.type === 'contact' ? (event.clear ?? []) : [] }]
}

function fileRow({ name, mediaType, size, sha256, key }: Extract<Accepted, { type: 'attach' }>) {
  return { name, mediaType, size, sha256, key }
}

function followUpRow(event: Extract<Accepted, { type: 'call-back' }>) {
  return {
    outcome: event.outcome,
    satisfaction: event.satisfaction ?? null,
    respondentOutcome: event.respondentOutcome ?? null,
    comment: event.comment ?? null,
  }
}
