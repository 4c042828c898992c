import { rankOf } from '../policy/grading.ts'
import { changed, opened } from './changes.ts'
import type { LimitKind } from './codes.ts'
import { computedFor } from './compute.ts'
import { type Accepted, type AcceptedOf, type Context, openStep, type Step } from './context.ts'
import { type Deadline, deadlinesOf } from './deadlines.ts'
import { decidersOf } from './deciding.ts'
import { type Notice, noticesOf } from './notices.ts'
import { decidedSteps, neverAsked, proposedAgain, type RoundRecord, roundAfter } from './rehearsal-record.ts'
import type { AskedDecision, RehearsalFacts, Rehearsed } from './rehearsed.ts'
import { endedDeadlines } from './rows.ts'
import { tellOnce } from './tell-once.ts'

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

interface Rung {
  kind: LimitKind
  entry: number
  rung: number
  /** UTC instant at which it falls due */
  due: string
}

/** What an event told, and when. */
interface Happened {
  at: string
  told: Notice[]
}

/** One case while its recorded events happen to it once more. */
class Rehearsal {
  readonly facts: RehearsalFacts
  context: Context
  now: string
  readonly rows = new Map<string, Deadline>()
  readonly rungs: Rehearsed['rungs'] = []
  readonly told: Rehearsed['told'] = []
  readonly decisions: AskedDecision[] = []
  private listed: { of: Context; deadlines: Deadline[] } | undefined

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
    this.tell(this.apply(judged))
  }

  /** Every rung that falls due up to an instant, each at its own; those of one instant tell each person once. */
  climbUntil(until: string): void {
    for (let next = this.nextRung(until); next; next = this.nextRung(until)) {
      const together: Happened[] = []
      for (let one: Rung | undefined = next; one; one = this.nextRung(next.due)) together.push(this.reach(one))
      tellOnce(together)
      this.tell(...together)
    }
  }

  result(): Rehearsed {
    const { context, rungs, told } = this
    const step = openStep(context)
    const waiting = step && step.kind !== 'consent' ? [this.asked(step, 'waiting')] : []
    return { context, deadlines: [...this.rows.values()], rungs, told, decisions: [...this.decisions, ...waiting] }
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
    this.decisions.push({ ...this.asked(own, 'given'), people: event.by ? [event.by] : [] })
    this.tell(this.apply(this.judgedAnew(event)))
  }

  /**
   * Steps that were never asked in fact, though the round went on past them, would have been asked. How long an answer
   * would have taken nobody knows, so they are noted and no clock runs for them.
   */
  private askable(steps: Step[], record: RoundRecord, event: Accepted): Step[] {
    const unasked = neverAsked(steps, record)
    const round = event.type === 'plan' ? this.context.round + 1 : this.context.round
    for (const step of unasked) this.note({ ...this.asked(step, 'would-have-been-asked'), round }, event.at)
    const left = steps.filter(one => !unasked.includes(one))
    const first = left.find(one => one.by === null)
    return withOpen(left, first)
  }

  /** Whoever would have been asked would have been told so. A regrade asks anew for the same: it is one decision. */
  private note(decision: AskedDecision, at: string): void {
    const { round, role, kind, people } = decision
    if (this.decisions.some(one => one.round === round && one.role === role && one.kind === kind)) return
    this.decisions.push(decision)
    this.told.push(...people.map(to => ({ kind: 'approval-asked' as const, to, params: { step: kind, role }, at })))
  }

  private asked(step: Step, how: AskedDecision['how']): AskedDecision {
    const { role, kind } = step
    const people = decidersOf(this.context, this.facts.organisation, step, this.now).map(one => one.person)
    return { round: this.context.round, role, kind, people, how }
  }

  private nextRung(until: string): Rung | undefined {
    const next = this.deadlines()
      .filter(one => one.nextRungAt !== null && one.nextRungAt <= until)
      .sort((one, other) => ((one.nextRungAt ?? '') < (other.nextRungAt ?? '') ? -1 : 1))[0]
    if (!next?.nextRungAt || next.nextRung === null) return undefined
    return { kind: next.kind, entry: next.entry, rung: next.nextRung, due: next.nextRungAt }
  }

  private reach({ kind, entry, rung, due }: Rung): Happened {
    // on one case time never stands still (design.md §4)
    const at = new Date(Math.max(Date.parse(due), Date.parse(this.now) + 1)).toISOString()
    this.rungs.push({ kind, entry, rung, at })
    const event = { type: 'deadline-reach', kind, entry, rung, by: null, capacity: null, at, computed: {} } as const
    return this.apply(this.judgedAnew(event))
  }

  private apply(event: Accepted): Happened {
    const before = this.context
    const deadlinesBefore = this.deadlines()
    this.context = changed(before, event)
    this.now = event.at
    const deadlines = this.deadlines()
    for (const one of [...deadlines, ...endedDeadlines(deadlinesBefore, deadlines, event.at)]) this.keep(one)
    const { version, organisation } = this.facts
    return { at: event.at, told: noticesOf({ before, after: this.context, event, version, organisation, deadlines }) }
  }

  private tell(...list: Happened[]): void {
    this.told.push(...list.flatMap(({ at, told }) => told.map(one => ({ ...one, at }))))
  }

  private keep(deadline: Deadline): void {
    this.rows.set(`${deadline.kind}/${deadline.entry}`, deadline)
  }

  /** Asked several times for one context, which never changes; and working time takes long to count. */
  private deadlines(): Deadline[] {
    if (this.listed?.of !== this.context) {
      const { version, calendars } = this.facts
      this.listed = { of: this.context, deadlines: deadlinesOf(this.context, version, calendars) }
    }
    return this.listed.deadlines
  }
}

/** The steps with this one open and no other. */
function withOpen(steps: Step[], open: Step | undefined): Step[] {
  return steps.map(one => {
    if (one === open) return { ...one, status: 'open' }
    return one.status === 'open' ? { ...one, status: 'pending' } : one
  })
}
