import type { asksOf } from './complaint/asks.ts'
import type { computedFor } from './complaint/compute.ts'
import type { deadlinesOf } from './complaint/deadlines.ts'
import type { duties } from './complaint/duty-table.ts'
import type { complaintEvents } from './complaint/events.ts'
import type { complaintMachine } from './complaint/machine.ts'
import type { noticesOf } from './complaint/notices.ts'
import type { caseRowOf, rowsOf } from './complaint/rows.ts'
import type { findingsOf, openingFindings, standingRefusal } from './complaint/rules.ts'

/**
 * What a workflow provides: its machine and events, who may do what, its rules, what they compute, and what
 * follows from an event. The complaint is the only one so far; the types widen when the second one comes.
 */
export interface Workflow {
  name: string
  /** stored with every event: which code judged it */
  rulesVersion: string
  machine: typeof complaintMachine
  events: typeof complaintEvents
  duties: typeof duties
  standingRefusal: typeof standingRefusal
  findingsOf: typeof findingsOf
  openingFindings: typeof openingFindings
  computedFor: typeof computedFor
  deadlinesOf: typeof deadlinesOf
  asksOf: typeof asksOf
  noticesOf: typeof noticesOf
  caseRowOf: typeof caseRowOf
  rowsOf: typeof rowsOf
}
