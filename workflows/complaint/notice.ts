import type { Organisation } from '../organisation/organisation.ts'
import type { PolicyVersion } from '../policy/policy.ts'
import type { Accepted } from './accepted.ts'
import type { NoticeKind } from './codes.ts'
import type { Context } from './context.ts'
import type { Deadline } from './deadlines.ts'

export type NoticeParams = Record<string, string | number | null>

/** One message that an event causes: to one person, for one reason. */
export interface Notice {
  kind: NoticeKind
  to: string
  params: NoticeParams
}

export interface NoticeFacts {
  before: Context
  after: Context
  event: Accepted
  version: PolicyVersion
  organisation: Organisation
  /** as they stand after the event */
  deadlines: readonly Deadline[]
}
