/**
 * How far limits reach: about ten years of each unit. Documents and questions that ask for more are told so at their
 * field; the arithmetic itself refuses, so that no stored document can keep it counting.
 */
export const longestLimit = {
  minute: 5_256_000,
  hour: 87_600,
  day: 3650,
  work_minute: 100_000,
  work_day: 2500,
  month: 120,
  'month-end': 31,
} as const

/** A limit that ends where no calendar reaches. */
export class BeyondHorizon extends Error {
  constructor() {
    super('the limit ends beyond what a calendar can tell')
  }
}
