import type { Workflow } from '../workflow.ts'
import { asksOf } from './asks.ts'
import { computedFor } from './compute.ts'
import { deadlinesOf } from './deadlines.ts'
import { duties } from './duty-table.ts'
import { complaintEvents } from './events.ts'
import { complaintMachine } from './machine.ts'
import { noticesOf } from './notices.ts'
import { caseRowOf, rowsOf } from './rows.ts'
import { findingsOf, openingFindings, standingRefusal } from './rules.ts'

export const complaint: Workflow = {
  name: 'complaint',
  rulesVersion: '1',
  machine: complaintMachine,
  events: complaintEvents,
  duties,
  standingRefusal,
  findingsOf,
  openingFindings,
  computedFor,
  deadlinesOf,
  asksOf,
  noticesOf,
  caseRowOf,
  rowsOf,
}
