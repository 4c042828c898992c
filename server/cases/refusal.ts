import type { z } from 'zod'
import type { Refused } from '../../workflows/decide.ts'

const statusOf = {
  unauthenticated: 401,
  'not-found': 404,
  invalid: 422,
  stale: 409,
  'not-in-this-stage': 409,
  'not-permitted': 403,
} as const

export type RefusalCode = keyof typeof statusOf

/** A change that was not made, with the reason: pages and API turn it into words (design.md §7). Nothing was written. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly status: (typeof statusOf)[RefusalCode]
  readonly rule?: string
  /** who or what the rule's sentence names; several stand in a list in the reader's language */
  readonly about?: string | string[]
  /** field path → name of the rule it breaks */
  readonly fields?: Record<string, string>
  /** shape errors, for messages at the fields */
  readonly issues?: z.core.$ZodIssue[]

  constructor(
    code: RefusalCode,
    detail: {
      rule?: string
      about?: string | string[]
      fields?: Record<string, string>
      issues?: z.core.$ZodIssue[]
    } = {},
  ) {
    super(detail.rule ? `${code}: ${detail.rule}` : code)
    this.code = code
    this.status = statusOf[code]
    Object.assign(this, detail)
  }
}

/** The refusal for a verdict of the rules. */
export function refusalOf(refused: Refused): Refusal {
  if ('issues' in refused) return new Refusal('invalid', { issues: refused.issues })
  if ('findings' in refused) {
    const fields = refused.findings.flatMap(finding => (finding.field ? [[finding.field, finding.rule]] : []))
    const about = refused.findings[0]?.about
    return new Refusal('invalid', {
      rule: refused.rule,
      ...(about !== undefined && { about }),
      ...(fields.length > 0 && { fields: Object.fromEntries(fields) }),
    })
  }
  return 'rule' in refused ? new Refusal('not-permitted', { rule: refused.rule }) : new Refusal(refused.code)
}
