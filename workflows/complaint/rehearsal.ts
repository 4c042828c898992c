import { rankOf } from '../policy/grading.ts'
import type { Accepted, AcceptedOf } from './accepted.ts'
import { changed, opened } from './changes.ts'
import { computedFor } from './compute.ts'
import { type Context, isPaused, openStep, type Step } from './context.ts'
import { type Deadline, deadlinesOf } from './deadlines.ts'
import type { Notice } from './notice.ts'
import { noticesOf } from './notices.ts'
import { pauseCap } from './pause-cap.ts'
import { byClock, latestOf, nextRungOf, type Rung, sinceAsked } from './rehearsal-clocks.ts'
import { AskedDecisions, waitingFor } from './rehearsal-decisions.ts'
import { proposedAgain, type RoundRecord, type Turn } from './rehearsal-record.ts'
import { askedInstead, nobodyAsked, withoutPlan } from './rehearsal-settled.ts'
import { arranged, isAlone, isSpared, whoIn, withOpen } from './rehearsal-steps.ts'
import type { RehearsalFacts, Rehearsed } from './rehearsed.ts'
import { endedDeadlines } from './rows.ts'
import { tellOnce } from './tell-once.ts'

/** What an event told, and when. */
interface Happened {
  at: string
  told: Notice[]
}

/** One case while its recorded events happen to it once more. */
export class Rehearsal {
  readonly facts: RehearsalFacts & { firstRing: string }
  context: Context
  now: string
  readonly rows = new Map<string, Deadline>()
  readonly rungs: Rehearsed['rungs'] = []
  readonly told: Rehearsed['told'] = []
  readonly decisions = new AskedDecisions()
  /** who was asked in this round, in fact */
  private turns: Turn[] = []
  /** when it was settled on the spot although this version asks for decisions */
  private settledAgainst: string | null = null
  private listed: { of: Context; deadlines: Deadline[] } | undefined

  constructor(number: string, event: AcceptedOf<'open'>, facts: Rehearsal['facts']) {
    this.facts = facts
    this.context = opened({ number, event })
    this.now = event.at
    for (const one of this.deadlines()) this.keep(one)
  }

  /** @param who whose answer it was, in fact @param record of its round from this event on */
  live(event: Accepted, who: Turn['who'][], record: () => RoundRecord): void {
    this.climbUntil(event.at)
    if (event.type === 'regrade' && rankOf(this.facts.version.policy, event.level) === 0) return
    // by this version the pause had ended by itself
    if (event.type === 'resume' && !isPaused(this.context)) return
    if (event.type === 'approve' || event.type === 'return') {
      this.decide(event, who)
      return
    }
    // seats that were asked one by one are asked together again, as far as they have not answered
    if (event.type === 'regrade') this.arrange(this.context.steps.filter(one => one.by === null || !isAlone(one)))
    if (event.type === 'consent') this.openFor('customer')
    if (event.type === 'settle') this.askInstead(event)
    const judged = this.judgedAnew(event)
    const { steps } = judged.computed
    if (steps) judged.computed.steps = this.asInFact(steps, record(), event)
    this.tell(this.apply(judged))
  }

  /** Whatever the clock does up to an instant: a pause that is used up ends, and what falls due is told. */
  climbUntil(until: string): void {
    const end = pauseCap(this.context, this.facts.version.policy)
    if (end && end.at <= until) {
      this.climb(end.at)
      this.tell(this.apply(this.judgedAnew(byClock({ type: 'resume' }, end.at, this.now))))
    }
    this.climb(until)
  }

  /**
   * Every rung that falls due up to an instant, each at its own; those of one instant tell each person once. What is
   * past when it begins to run, as on a complaint that is entered late, goes off together, and not before it is known.
   */
  private climb(until: string): void {
    const { firstRing } = this.facts
    if (until < firstRing) return
    for (let next = nextRungOf(this.deadlines(), until); next; next = nextRungOf(this.deadlines(), until)) {
      const together: Happened[] = []
      const edge = latestOf(next.due, firstRing, this.now)
      for (let one: Rung | undefined = next; one; one = nextRungOf(this.deadlines(), edge))
        together.push(this.reach({ ...one, due: latestOf(one.due, firstRing) }))
      tellOnce(together)
      this.tell(...together)
    }
  }

  result(): Rehearsed {
    const { context, rungs, decisions, facts } = this
    const step = openStep(context)
    const waiting = step && step.kind !== 'consent' ? waitingFor(context, facts.organisation, step, this.now) : []
    const told = [...this.told, ...decisions.told].toSorted((one, other) =>
      one.at < other.at ? -1 : Number(one.at > other.at),
    )
    const deadlines = withoutPlan([...this.rows.values()], this.settledAgainst)
    const settled = this.settledAgainst !== null && ({ settle: 'approval-needed' } as const)
    return { context, deadlines, ...settled, rungs, told, decisions: [...decisions.list, ...waiting] }
  }

  /** The event as recorded, with what this version computes for it; what was found in the world stays found. */
  private judgedAnew(event: Accepted): Accepted {
    const { path, mentions, calendar } = event.computed
    const fields = proposedAgain(event, this.facts.version.policy)
    const { calendar: _inForce, ...computed } = computedFor(
      { ...this.facts, context: this.context, at: event.at, actor: event.by },
      fields,
    )
    const found = { ...(path && { path }), ...(mentions && { mentions }), ...(calendar && { calendar }) }
    return { ...fields, computed: { ...computed, ...found } }
  }

  /** A recorded decision finds its steps; where this version asks nobody in that seat only its time goes by. */
  private decide(event: AcceptedOf<'approve'> | AcceptedOf<'return'>, who: Turn['who'][]): void {
    for (const seat of who) {
      const own = seat === 'customer' ? undefined : this.openFor(seat)
      if (!own || seat === 'customer') continue
      const judged = this.judgedAnew(event)
      const also = own.joint ? who.filter(one => one !== seat && whoIn(own).includes(one)) : []
      const answers = own.joint ? { seat, ...(also.length > 0 && { also }) } : {}
      const { at, told } = this.apply({ ...judged, computed: { ...judged.computed, ...answers } } as Accepted)
      if (!isSpared(own)) this.decisions.given(this.context, own, seat, event.by ?? '')
      // what nobody decided is told to nobody; whoever is asked next is
      this.tell({ at, told: isSpared(own) ? told.filter(one => one.kind === 'approval-asked') : told })
    }
  }

  /** Opens the step that waits for a seat or for the customer. */
  private openFor(who: Turn['who']): Step | undefined {
    const own = this.context.steps.find(one => whoIn(one).includes(who))
    if (own && own.status !== 'open') this.arrange(withOpen(this.context.steps, own))
    return own && openStep(this.context)
  }

  private arrange(steps: Step[]): void {
    this.context = { ...this.context, steps }
  }

  /** The round as this version asks it, in the order in which it went in fact. */
  private asInFact(round: Step[], record: RoundRecord, event: Accepted): Step[] {
    const { steps, kept, unasked } = arranged(round, record)
    const begins = event.type === 'plan' || event.type === 'settle'
    const planned = begins && { round: this.context.round + 1, proposer: event.by }
    const context = { ...this.context, ...planned, steps: round }
    const { organisation, version } = this.facts
    for (const { step, role, by } of kept) this.decisions.kept(context, step, role, by)
    for (const step of unasked) {
      this.decisions.unasked(context, step, { organisation, policy: version.policy, at: event.at })
    }
    this.turns = record.turns
    return steps
  }

  /** By this version it was not to be settled on the spot: whoever would have been asked about it is named. */
  private askInstead(event: AcceptedOf<'settle'>): void {
    const steps = askedInstead(this.facts, this.context, event)
    if (steps.length === 0) return
    this.settledAgainst = event.at
    this.asInFact(steps, nobodyAsked, event)
  }

  private reach({ kind, entry, rung, due }: Rung): Happened {
    const event = byClock({ type: 'deadline-reach', kind, entry, rung }, due, this.now)
    this.rungs.push({ kind, entry, rung, at: event.at })
    return this.apply(this.judgedAnew(event))
  }

  private apply(event: Accepted): Happened {
    const before = this.context
    const deadlinesBefore = this.deadlines()
    this.context = sinceAsked(changed(before, event), this.turns, event.at)
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
