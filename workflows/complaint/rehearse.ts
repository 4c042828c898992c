import type { Calendars } from '../calendar/calendars.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { standIns } from '../organisation/stand-ins.ts'
import { rankOf } from '../policy/grading.ts'
import type { PolicyVersion } from '../policy/policy.ts'
import { changed, opened } from './changes.ts'
import type { LimitKind } from './codes.ts'
import { computedFor } from './compute.ts'
import { type Accepted, type AcceptedOf, type Context, openStep, type Step } from './context.ts'
import { type Deadline, deadlinesOf } from './deadlines.ts'
import { excludedFromDeciding } from './duties.ts'
import { type Notice, noticesOf } from './notices.ts'
import { rowsOf } from './rows.ts'

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
  department: string
  /** who would have been asked, by log-in */
  people: string[]
  /** given in fact; else it would have been asked, and nobody knows how long it would have taken */
  given: boolean
}

/** What would have been, had a case been judged by another version: the facts stay, no durations are invented. */
export interface Rehearsed {
  context: Context
  deadlines: Deadline[]
  rungs: { kind: LimitKind; entry: number; rung: number; at: string }[]
  told: (Notice & { at: string })[]
  decisions: AskedDecision[]
  /** CNY, the sum of each round's plan */
  sums: string[]
}

/**
 * Applies a version's grading, steps, deadlines and ladders to the recorded events of one case. Pure; nothing is
 * written. Of the version that really ran it gives what was recorded.
 * @param recorded the case's events in order, the opening first, with what was computed for them then
 */
export function rehearse(number: string, recorded: readonly Accepted[], facts: RehearsalFacts): Rehearsed {
  const [first] = recorded
  if (first?.type !== 'open') throw new Error(`${number} does not begin with its opening`)
  const run = new Rehearsal(number, first, facts)
  const decided = decidedSteps(number, recorded, first)
  for (const [index, event] of recorded.entries()) {
    if (index === 0 || event.type === 'deadline-reach') continue
    run.live(event, decided[index] ?? null, roundAfter(recorded, decided, index))
  }
  run.climbUntil(facts.until)
  return run.result()
}

/** For each recorded event the step that it decided, as the case stood then. */
function decidedSteps(number: string, recorded: readonly Accepted[], first: AcceptedOf<'open'>): (Step | null)[] {
  let context = opened({ number, event: first })
  return recorded.map((event, index) => {
    if (index === 0) return null
    const before = context
    context = changed(before, event)
    return event.type === 'approve' || event.type === 'return' ? (openStep(before) ?? null) : null
  })
}

/** What is on record of the round after one of its events: who decided, and whether it went on to the customer. */
interface RoundRecord {
  roles: Set<Step['role']>
  passed: boolean
}

const beyondDecisions: ReadonlySet<string> = new Set(['consent', 'perform', 'resolve', 'conclude', 'call-back'])

function roundAfter(recorded: readonly Accepted[], decided: (Step | null)[], index: number): RoundRecord {
  const rest = recorded.slice(index + 1)
  const end = rest.findIndex(one => one.type === 'plan')
  const round = end < 0 ? rest : rest.slice(0, end)
  const roles = round.flatMap((_, at) => decided[index + 1 + at]?.role ?? [])
  return { roles: new Set(roles), passed: round.some(one => beyondDecisions.has(one.type)) }
}

/** One case while its recorded events happen to it once more. */
class Rehearsal {
  readonly facts: RehearsalFacts
  context: Context
  now: string
  seq = 1
  readonly rows = new Map<string, Deadline>()
  readonly rungs: Rehearsed['rungs'] = []
  readonly told: Rehearsed['told'] = []
  readonly decisions: AskedDecision[] = []
  readonly sums: string[] = []

  constructor(number: string, event: AcceptedOf<'open'>, facts: RehearsalFacts) {
    this.facts = facts
    this.context = opened({ number, event })
    this.now = event.at
    for (const one of this.deadlines()) this.keep(one)
  }

  live(event: Accepted, decided: Step | null, round: RoundRecord): void {
    this.climbUntil(event.at)
    if (event.type === 'regrade' && rankOf(this.facts.version.policy, event.level) === 0) return
    if (event.type === 'approve' || event.type === 'return') {
      this.decide(event, decided)
      return
    }
    const judged = this.judgedAnew(event)
    const { steps } = judged.computed
    if (steps) judged.computed.steps = this.askable(steps, round, event)
    this.apply(judged)
  }

  /** Every rung that falls due up to an instant, each at its own. */
  climbUntil(until: string): void {
    for (;;) {
      const next = this.deadlines()
        .filter(one => one.nextRungAt !== null && one.nextRungAt <= until)
        .sort((one, other) => ((one.nextRungAt ?? '') < (other.nextRungAt ?? '') ? -1 : 1))[0]
      if (!next?.nextRungAt || next.nextRung === null) return
      const { kind, entry, nextRung: rung } = next
      // on one case time never stands still (design.md §4)
      const at = new Date(Math.max(Date.parse(next.nextRungAt), Date.parse(this.now) + 1)).toISOString()
      this.rungs.push({ kind, entry, rung, at })
      this.apply(
        this.judgedAnew({ type: 'deadline-reach', kind, entry, rung, by: null, capacity: null, at, computed: {} }),
      )
    }
  }

  result(): Rehearsed {
    const { context, rungs, told, decisions, sums } = this
    return { context, deadlines: [...this.rows.values()], rungs, told, decisions, sums }
  }

  /** The event as recorded, with what this version computes for it; what was found in the world stays found. */
  private judgedAnew(event: Accepted): Accepted {
    const { path, mentions, calendar } = event.computed
    const fields = proposedAgain(event)
    const { calendar: _inForce, ...computed } = computedFor(
      { ...this.facts, context: this.context, at: event.at },
      fields,
    )
    const found = { ...(path && { path }), ...(mentions && { mentions }), ...(calendar && { calendar }) }
    return { ...fields, computed: { ...computed, ...found } }
  }

  /** A recorded decision finds its step; where this version asks nobody in that seat it was not needed. */
  private decide(event: AcceptedOf<'approve'> | AcceptedOf<'return'>, decided: Step | null): void {
    const own = this.context.steps.find(one => one.by === null && one.role === decided?.role && one.kind !== 'consent')
    if (!own) return
    this.context = { ...this.context, steps: withOpen(this.context.steps, own) }
    this.decisions.push({ ...this.asked(own), given: true })
    this.apply(this.judgedAnew(event))
  }

  /**
   * Steps that were never asked in fact, though the round went on past them, would have been asked. How long an answer
   * would have taken nobody knows, so they are noted and no clock runs for them.
   */
  private askable(steps: Step[], { roles, passed }: RoundRecord, event: Accepted): Step[] {
    const waiting = steps.filter(one => one.by === null && one.kind !== 'consent')
    const last = waiting.findLastIndex(one => roles.has(one.role))
    const unasked = waiting.filter((one, index) => !roles.has(one.role) && (passed || index < last))
    const round = event.type === 'plan' ? this.context.round + 1 : this.context.round
    for (const step of unasked) this.decisions.push({ ...this.asked(step), round, given: false })
    const left = steps.filter(one => !unasked.includes(one))
    return withOpen(
      left,
      left.find(one => one.by === null),
    )
  }

  private asked({ role, kind, department }: Step): Omit<AskedDecision, 'given'> {
    const { organisation } = this.facts
    const excluded = excludedFromDeciding(this.context, organisation)
    const people = standIns(organisation, role, department, excluded, this.now).map(one => one.person)
    return { round: this.context.round, role, kind, department, people }
  }

  private apply(event: Accepted): void {
    const before = this.context
    const deadlinesBefore = this.deadlines()
    this.context = changed(before, event)
    this.now = event.at
    this.seq += 1
    const deadlines = this.deadlines()
    const { version, organisation } = this.facts
    const told = noticesOf({ before, after: this.context, event, version, organisation, deadlines })
    this.told.push(...told.map(one => ({ ...one, at: event.at })))
    if (event.type === 'plan') this.sums.push(this.context.compensation)
    const happened = {
      seq: this.seq,
      event,
      before,
      after: this.context,
      deadlinesBefore,
      deadlines,
      told,
      asked: null,
    }
    for (const one of rowsOf(happened).deadlines) this.keep(one)
  }

  private keep(deadline: Deadline): void {
    this.rows.set(`${deadline.kind}/${deadline.entry}`, deadline)
  }

  private deadlines(): Deadline[] {
    return deadlinesOf(this.context, this.facts.version, this.facts.calendars)
  }
}

/** The steps with this one open and no other. */
function withOpen(steps: Step[], open: Step | undefined): Step[] {
  return steps.map(one => {
    if (one === open) return { ...one, status: 'open' }
    return one.status === 'open' ? { ...one, status: 'pending' } : one
  })
}

/** A level that was only the proposal is proposed anew; one that a person chose against it stays chosen. */
function proposedAgain(event: Accepted): Accepted {
  if (event.type !== 'register' || event.level !== event.computed.grading?.proposed) return event
  const { level: _proposed, ...rest } = event
  return rest as Accepted
}
