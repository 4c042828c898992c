import type { Calendars } from '../calendar/calendars.ts'
import type { Organisation } from '../organisation/organisation.ts'
import type { Limit, PolicyVersion } from '../policy/policy.ts'
import type { LimitKind } from './codes.ts'
import type { Context, Step } from './context.ts'
import type { Deadline } from './deadlines.ts'
import type { Notice } from './notice.ts'

/** What a rehearsal works with beside the recorded events. */
export interface RehearsalFacts {
  version: PolicyVersion
  organisation: Organisation
  calendars: Calendars
  /** UTC instant up to which rungs go off */
  until: string
}

/** A decision that a version asks for. */
export interface AskedDecision {
  round: number
  role: Step['role']
  kind: Step['kind']
  /** who gave it, else who is or would have been asked, by log-in */
  people: string[]
  /** what was never asked in fact would have been; nobody knows how long the answer would have taken */
  how: 'given' | 'waiting' | 'would-have-been-asked'
  /** of one that was never asked: the limit that would have run for it, neither met nor missed */
  limit?: { kind: LimitKind; rule: Limit }
}

/** What would have been, had a case been judged by another version: the facts stay, no durations are invented. */
export interface Rehearsed {
  context: Context
  deadlines: Deadline[]
  /** it was settled on the spot, which this version would have refused by that rule */
  settle?: 'approval-needed'
  rungs: { kind: LimitKind; entry: number; rung: number; at: string }[]
  told: (Notice & { at: string })[]
  decisions: AskedDecision[]
}
