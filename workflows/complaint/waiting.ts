import type { Seat } from '../organisation/organisation.ts'
import type { AppealTarget, LimitKind } from './codes.ts'

/** Something wanted of a seat: who answers was found when it was asked. */
interface Request {
  by: string | null
  decider: Seat
}

/** Somebody whom the customer, or who asks, wants kept off the case. */
export interface RecusalRequest extends Request {
  person: string
}

/** More time for a limit. */
export interface ExtensionRequest {
  kind: LimitKind
  until: string
  by: string | null
}

/** An appeal that waits for its decision. */
export interface Appeal extends Request {
  against: AppealTarget
  /** on whom the penalty was laid */
  person: string | null
  /** who decided the case before, and does not decide again; missing with appeals from before this was noted */
  first?: string[]
}
