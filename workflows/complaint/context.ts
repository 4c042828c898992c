import type { Seat } from '../organisation/organisation.ts'
import type { GradingReason } from '../policy/grading.ts'
import type { Pause } from '../policy/limits.ts'
import type { StepPlan } from '../policy/steps.ts'
import type {
  AppealTarget,
  Category,
  Channel,
  Level,
  LimitKind,
  MeasureKind,
  Outcome,
  ScopeFlag,
  StepKind,
} from './codes.ts'
import type { Appeal, ExtensionRequest, RecusalRequest } from './waiting.ts'

type StepStatus = 'pending' | 'open' | 'approved' | 'returned' | 'accepted' | 'refused'
/** One of several that decide together; `kind` where it decides in another way than the step as a whole. */
interface JointSeat extends Seat {
  by: string | null
  kind?: StepKind
}

export interface Step extends Omit<StepPlan, 'together'> {
  department: string
  status: StepStatus
  by: string | null
  /** seats that decide together, of which so many must agree; one return by any of them sends the plan back */
  joint?: { needed: number; seats: JointSeat[] }
}

interface Measure {
  kind: MeasureKind
  /** CNY */
  amount: string | null
  paid: string | null
  done: boolean
}

/** One run of a limit on the case: the facts from which its due instant and its rungs are computed. */
export interface Clock {
  kind: LimitKind
  entry: number
  startedAt: string
  metAt: string | null
  /** it stopped applying without being met */
  endedAt: string | null
  missedAt: string | null
  /** an extension: the new due instant, and when it was given */
  extended: { until: string; at: string } | null
  /** percentages of the rungs that went off */
  fired: number[]
  /** a policy's second call after closing (days), else null */
  againAfterDays: number | null
  /** label of the calendar in which it was met or ended, once the case follows another one */
  calendar?: string
}

/** Everything the rules need to know about a complaint. No large text, nothing personal of the customer. */
export interface Context {
  number: string
  channel: Channel
  receivedAt: string
  registrar: string
  registrarDepartment: string
  category: Category | null
  amount: string | null
  affectedCount: number | null
  scopeFlags: ScopeFlag[]
  /** listed conduct, where the policy grades by it */
  conduct?: string[]
  level: Level | null
  proposedLevel: Level | null
  gradingReasons: GradingReason[]
  department: string | null
  path: string[]
  handler: string | null
  respondent: string | null
  respondentDepartment: string | null
  recused: string[]
  /** those of them who declared it themselves; missing before the first, and events from before this was noted do not say */
  ownRecusals?: string[]
  round: number
  proposer: string | null
  steps: Step[]
  /** sum of the plan's money, CNY */
  compensation: string
  /** sum of what was paid in all rounds, CNY */
  paid: string
  measures: Measure[]
  consent: 'accepted' | 'refused' | 'unreachable' | null
  handBacks: number
  transfers: number
  unreachable: number
  unreached: number
  reopened: number
  settledBy: string | null
  resolvedAt: string | null
  closedAt: string | null
  outcome: Outcome | null
  concluded: boolean
  pauses: Pause[]
  external: boolean
  mergedInto: string | null
  /** how many files are attached; missing before the first, so that states from before there were files stay the same */
  files?: number
  /** label of the calendar that its deadlines follow; missing while that is the built-in one */
  calendar?: string
  /** how often a limit of it was extended; missing before the first time */
  extensions?: number
  /** what is asked for and not decided yet; each is missing before its first time, like `files` */
  extensionAsked?: ExtensionRequest | null
  recusalAsked?: RecusalRequest | null
  /** what was asked for while those waited; missing while there was none */
  moreExtensions?: ExtensionRequest[]
  moreRecusals?: RecusalRequest[]
  /** whose recusal was refused in which round: it is not asked for again in that */
  recusalsRefused?: { person: string; round: number }[]
  appeal?: Appeal | null
  /** appeals that came while that one waits; missing while there were none */
  moreAppeals?: Appeal[]
  /** appeals ever made: the second instance is final (domain.md §2.4) */
  appeals?: { against: AppealTarget; person: string | null; decidedAt: string | null }[]
  /** who decided in earlier rounds; missing before the second */
  deciders?: string[]
  /** what the customer has not been told yet */
  toTell?: 'pause' | 'extension' | null
  clocks: Clock[]
  late: boolean
}

/** How a role decides in a step: as one of several seats it may have a way of its own. */
export function kindFor({ kind, joint }: Step, role: Seat['role']): StepKind {
  return joint?.seats.find(seat => seat.role === role)?.kind ?? kind
}

/** The step that waits for a decision, consent included; undefined between rounds. */
export function openStep(context: Context): Step | undefined {
  return context.steps.find(step => step.status === 'open')
}

/** The seats that still have a say in a step: its own, or those that decide together and have not answered. */
export function seatsAsked({ role, department, joint }: Step): Seat[] {
  return joint ? joint.seats.filter(seat => seat.by === null) : [{ role, department }]
}

export function isPaused(context: Context): boolean {
  return context.pauses.at(-1)?.to === null
}

/** The clock of a kind that runs now. */
export function runningClock(context: Context, kind: LimitKind): Clock | undefined {
  return context.clocks.find(clock => clock.kind === kind && isRunning(clock))
}

export function isRunning(clock: Clock): boolean {
  return clock.metAt === null && clock.endedAt === null
}

/** Handler, else head (no log-in: a seat), else registrar. */
export function ownerLogin(context: Context): string | null {
  return context.handler ?? (context.department ? null : context.registrar)
}
