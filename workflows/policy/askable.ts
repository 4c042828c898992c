import type { ComplaintEventType } from '../complaint/events.ts'

/**
 * Fields that a policy can ask everybody for, by event: their forms do without them, and they make sense in every case.
 * What only some cases have, as a waiver's reason or the minutes of a meeting, is asked for by rules of its own.
 */
export const askable = {
  register: [
    ...['amount', 'affectedCount', 'scopeFlags', 'demand', 'product', 'batchNo', 'orderNo'],
    ...['respondentDepartment', 'respondent', 'conduct', 'confirmation', 'liability'],
  ],
  dispatch: ['handler'],
  find: ['files'],
  approve: ['opinion'],
  consent: ['comment'],
  perform: ['evidence', 'files', 'paidAmount'],
  'call-back': ['satisfaction', 'comment'],
  close: ['rootCause', 'causeCode', 'liability'],
  pause: ['note'],
  contact: ['clear'],
  externalise: ['reference'],
} satisfies Partial<Record<ComplaintEventType, string[]>>
