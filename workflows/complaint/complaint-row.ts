import { cents } from '../policy/money.ts'
import type { Accepted } from './accepted.ts'
import type { Context } from './context.ts'

/** Columns of `complaints` with the values that an event gives them. */
export type ComplaintRow = Record<string, unknown>

/** What an event changes in the row of the complaint: its own fields, and what follows from the state after it. */
export function complaintColumns(before: Context | null, after: Context, event: Accepted): ComplaintRow {
  return { ...ownColumns(event), ...derivedColumns(before, after, event) }
}

/** The columns of `complaints` that an event's own fields fill. */
function ownColumns(event: Accepted): ComplaintRow {
  switch (event.type) {
    case 'open':
      return {
        channel: event.channel,
        ...customerFields(event.customer),
        narrative: event.narrative,
        demand: event.demand ?? null,
        occurredAt: event.occurredAt ?? null,
        scopeFlags: event.scopeFlags ?? [],
        conduct: [],
        findingFiles: [],
        ...present(event, gradingColumns),
      }
    case 'register':
      return present(event, [...gradingColumns, 'levelReason'])
    case 'amend': {
      const { name, phone, email } = event.fields
      return {
        ...present(event.fields, ['channel', 'occurredAt', ...gradingColumns]),
        ...customerFields({ name, phone, email }),
      }
    }
    case 'settle':
      return { ...present(event, [...findingColumns, 'result']), findingFiles: [] }
    case 'find':
      return { ...present(event, findingColumns), findingFiles: event.files ?? [] }
    case 'plan':
      return { explanation: event.explanation }
    case 'resolve':
      return { result: event.result }
    case 'close':
      return present(event, ['rootCause', 'causeCode', 'liability', 'penalties', 'correctiveAction', 'waiverReason'])
    case 'regrade':
      return { levelReason: event.reason }
    case 'merge':
      return { mergedInto: event.into }
    case 'externalise':
      return { externalBody: event.body, externalReference: event.reference ?? null, externalResult: null }
    case 'external-result':
      return { externalResult: event.result }
    default:
      return {}
  }
}

const findingColumns = ['facts', 'cause', 'causeCode', 'liability', 'particulars']
const gradingColumns = [
  'category',
  'amount',
  'affectedCount',
  'demand',
  'product',
  'batchNo',
  'orderNo',
  'respondentDepartment',
  'respondent',
  'conduct',
  'confirmation',
  'particulars',
  'liability',
]

/** The columns that follow from the state after the event. */
function derivedColumns(before: Context | null, after: Context, event: Accepted): ComplaintRow {
  return {
    ...(event.computed.grading && { proposedLevel: after.proposedLevel, scopeFlags: after.scopeFlags }),
    ...(event.type === 'plan' && { compensation: after.compensation }),
    ...(event.type === 'perform' && { paid: cents(after.paid) > 0n ? after.paid : null }),
    ...(before?.resolvedAt !== after.resolvedAt && { resolvedAt: after.resolvedAt }),
    ...(before && before.mergedInto !== after.mergedInto && { mergedInto: after.mergedInto }),
  }
}

function customerFields(customer: {
  name?: string | undefined
  phone?: string | undefined
  email?: string | undefined
}) {
  return {
    ...(customer.name !== undefined && { customerName: customer.name }),
    ...(customer.phone !== undefined && { phone: customer.phone, phoneTail: customer.phone.slice(-4) }),
    ...(customer.email !== undefined && { email: customer.email }),
  }
}

function present(fields: object, columns: string[]): ComplaintRow {
  return Object.fromEntries(
    Object.entries(fields).filter(([key, value]) => columns.includes(key) && value !== undefined),
  )
}
