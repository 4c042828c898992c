import type { Seat } from '../organisation/organisation.ts'
import type { Role } from '../organisation/roles.ts'
import type { Capacity } from '../organisation/stand-ins.ts'
import type { GradingReason } from '../policy/grading.ts'
import type { PauseCap } from '../policy/limits.ts'
import type { Level, LimitKind, ScopeFlag } from './codes.ts'
import type { Step } from './context.ts'
import type { ComplaintEvent } from './events.ts'
import type { Appeal } from './waiting.ts'

/** What policy and organisation computed for an event; stored with it, so a replay needs neither. */
export interface Computed {
  /** open limits found to be past due when this event came */
  missed?: { kind: LimitKind; entry: number }[]
  grading?: { level: Level; proposed: Level; reasons: GradingReason[]; flags: ScopeFlag[] }
  path?: string[]
  /** the round's steps, at `plan` and when a regrade changes them */
  steps?: Step[]
  /** inform-* limits met by the notices that this event writes */
  inform?: LimitKind[]
  /** a regrade to a level that knows no pause ends the running one */
  resumes?: boolean
  /** the pause had reached its cap: it ends there, also where that is noticed later */
  capped?: PauseCap
  /** the unreached call-back that reaches the cap passes the case on */
  passOn?: boolean
  /** the customer was reached, the respondent whom the policy asks too was not: they are called again */
  halfReached?: boolean
  /** settled on the spot at a level outside the procedure: closed at once */
  outside?: boolean
  /** who is named in a note with @, by log-in */
  mentions?: string[]
  againAfterDays?: number
  /** the calendar in force, where the case followed another one until now */
  calendar?: string
  /** who decides what is asked for: the next level up */
  decider?: Seat
  /** the decision on a recusal: of whom */
  recusalOf?: string
  /** a recusal that somebody declared of themselves, and may take back */
  own?: true
  /** a decision on an appeal: which one it was about */
  judged?: Pick<Appeal, 'against' | 'person'>
  /** by the last instance, which had decided the case: nobody is above it */
  reconsiders?: true
  /** an appeal: who has decided the case until then */
  first?: string[]
  /** another round may begin: who has decided until now, in all of them */
  deciders?: string[]
  /** which of the seats that decide together has answered */
  seat?: Role
  /** further seats of the step for which nobody else can answer: this answer counts for them too */
  also?: Role[]
  /** the step was that of another post, which nobody could answer for */
  insteadOf?: Role
  /** the customer must hear of it */
  tells?: 'pause' | 'extension'
  /** how many there are with this one; events from before they were counted count none */
  extensions?: number
  /** who held a seat of the round and was left out of deciding, and why */
  leftOut?: { person: string; role: Role; why: WhyLeftOut }[]
}

export type WhyLeftOut = 'handler' | 'proposer' | 'respondent' | 'recused' | 'superior'

/** An accepted event: its own fields, who, as what, when, and what was computed. */
export type Accepted<E extends ComplaintEvent = ComplaintEvent> = E & {
  by: string | null
  capacity: Capacity | null
  /** UTC instant */
  at: string
  computed: Computed
}

export type AcceptedOf<T extends ComplaintEvent['type']> = Accepted<Extract<ComplaintEvent, { type: T }>>

export interface OpeningInput {
  number: string
  event: AcceptedOf<'open'>
}
