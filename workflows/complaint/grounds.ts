import type { Grounds } from '../policy/grading.ts'
import type { Channel, ScopeFlag } from './codes.ts'
import type { Context } from './context.ts'

export interface GradingFields {
  channel?: Channel | undefined
  amount?: string | undefined
  affectedCount?: number | undefined
  scopeFlags?: ScopeFlag[] | undefined
  conduct?: string[] | undefined
}

/** What a complaint is graded by when `fields` are added to what is known: a later word replaces an earlier one. */
export function groundsOf(context: Context, fields: GradingFields): Grounds {
  return {
    channel: fields.channel ?? context.channel,
    amount: fields.amount ?? context.amount,
    affectedCount: fields.affectedCount ?? context.affectedCount,
    scopeFlags: fields.scopeFlags ?? context.scopeFlags,
    conduct: fields.conduct ?? context.conduct ?? [],
  }
}
