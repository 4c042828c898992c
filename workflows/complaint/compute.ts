import { type Calendars, labelOf } from '../calendar/calendars.ts'
import { type Organisation, pathOf, seatOf } from '../organisation/organisation.ts'
import { grade, isPausable, lowestLevel } from '../policy/grading.ts'
import { limitOf } from '../policy/limits.ts'
import { sumOf } from '../policy/money.ts'
import type { PolicyVersion } from '../policy/policy.ts'
import type { Computed } from './accepted.ts'
import { appealNamed, firstInstance, secondInstance } from './appeals.ts'
import type { Level, LimitKind } from './codes.ts'
import { type Context, isPaused, openStep, runningClock } from './context.ts'
import { deadlinesOf, newlyMissed } from './deadlines.ts'
import { decidersOf, seatsAnswered, votersOf } from './deciding.ts'
import type { ComplaintEvent, ComplaintEventType, EventOf } from './events.ts'
import { type GradingFields, groundsOf } from './grounds.ts'
import { asksBothSides } from './heard.ts'
import { mentionsIn } from './mentions.ts'
import { aboveThePerson } from './next-instance.ts'
import { pauseCap } from './pause-cap.ts'
import { recusalNamed } from './requests.ts'
import { roundOf } from './rounds.ts'

export interface ComputeFacts {
  context: Context
  at: string
  organisation: Organisation
  version: PolicyVersion
  calendars: Calendars
  /** who sends the event; nobody known where it is rehearsed */
  actor?: string | null
  /** `appeal` only: who has decided the case in its earlier rounds too */
  decidedBefore?: readonly string[]
}

/** Step 5 of deciding: everything policy and organisation add to an event, to be stored with it (design.md §3). */
export function computedFor(facts: ComputeFacts, event: ComplaintEvent): Computed {
  const own = byType(facts, event)
  const calendar = calendarAfter(facts, event)
  const missed = missedBy(facts, levelAfter(facts.context, event, own), calendar)
  const inform = informedNow(facts, event, own)
  return {
    ...own,
    ...(calendar && { calendar }),
    ...(missed.length > 0 && { missed }),
    ...(inform.length > 0 && { inform }),
    ...decidedSoFar(facts, event),
  }
}

const endsRound: ReadonlySet<ComplaintEventType> = new Set(['plan', 'call-back', 'reopen', 'decide-appeal'])

/** Whoever decided stays on the case (design.md §3 People), also when another round takes the place of theirs. */
function decidedSoFar({ context }: ComputeFacts, { type }: ComplaintEvent): Computed {
  const voters = votersOf(context)
  if (!endsRound.has(type) || voters.length === 0) return {}
  return { deciders: [...new Set([...(context.deciders ?? []), ...voters])] }
}

/**
 * The calendar in force, where the case follows another one. Whatever happens to a case moves it on, so that limits
 * which start later are counted in it; the clock's rungs alone change nothing but themselves.
 */
function calendarAfter({ context, calendars }: ComputeFacts, event: ComplaintEvent): string | undefined {
  const { version } = calendars.inForce
  return event.type === 'deadline-reach' || version === labelOf(context) ? undefined : version
}

/**
 * The limits that are past due now, by level and calendar before and after: a new level or calendar may find the case
 * late at once.
 */
function missedBy({ context, version, calendars, at }: ComputeFacts, after: Level | null, calendar?: string) {
  const standings = [{}, { level: after }, ...(calendar ? [{ level: after, calendar }] : [])]
  const found = standings.flatMap(change =>
    newlyMissed(deadlinesOf({ ...context, ...change }, version, calendars), at, isPaused(context)),
  )
  const isSame = (one: Missed, other: Missed) => one.kind === other.kind && one.entry === other.entry
  return found.filter((one, index) => found.findIndex(other => isSame(one, other)) === index)
}

type Missed = ReturnType<typeof newlyMissed>[number]

function byType(facts: ComputeFacts, event: ComplaintEvent): Computed {
  const { context, version, organisation } = facts
  switch (event.type) {
    case 'register':
      return { grading: gradingOf(facts, event) }
    case 'amend':
      return { grading: gradingOf(facts, event.fields) }
    case 'dispatch':
    case 'transfer':
      return { path: pathOf(organisation, event.department) }
    case 'plan':
      return planned(facts, event)
    case 'approve':
    case 'return':
      return { ...jointSeat(facts), ...steppingIn(facts) }
    case 'settle':
      return version.policy.closing.outside.includes(levelOf(facts)) ? { outside: true } : {}
    case 'regrade':
      return {
        ...(openStep(context) && roundOf(facts, event.level, context.compensation, context.steps)),
        ...(!isPausable(version.policy, event.level) && { resumes: true }),
      }
    case 'note': {
      const { people } = mentionsIn(event.text, organisation)
      return people.length > 0 ? { mentions: people } : {}
    }
    case 'call-back':
      return reachedBy(facts, event)
    case 'close': {
      const days = context.level ? version.policy.secondFollowUp[context.level] : undefined
      return days === undefined || context.concluded ? {} : { againAfterDays: days }
    }
    case 'pause':
      return event.reasonCode === 'testing' || event.reasonCode === 'mediation' ? { tells: 'pause' } : {}
    case 'resume': {
      const end = pauseCap(context, version.policy)
      return end && end.at <= facts.at ? { capped: end } : {}
    }
    case 'extend':
      return { tells: 'extension', extensions: (context.extensions ?? 0) + 1 }
    case 'recuse':
      return { own: true }
    case 'decide-recusal': {
      const asked = recusalNamed(context, event)
      return asked ? { recusalOf: asked.person } : {}
    }
    case 'ask-recusal':
      return { decider: aboveThePerson(context, organisation, event.person) }
    case 'decide-appeal': {
      const appeal = appealNamed(context, event)
      if (!appeal) return {}
      const { against, person, first = [] } = appeal
      return {
        judged: { against, person },
        ...(facts.actor && first.includes(facts.actor) && { reconsiders: true }),
      }
    }
    case 'appeal': {
      const first = firstInstance(context, facts.decidedBefore ?? [])
      return { decider: secondInstance(context, organisation, version.policy, first), first }
    }
    default:
      return {}
  }
}

/** A call that did not reach everybody who is asked is tried again, as often as the policy says. */
function reachedBy({ context, version }: ComputeFacts, event: EventOf<'call-back'>): Computed {
  const half = event.respondentOutcome === 'unreached' && asksBothSides(context, version.policy)
  if (event.outcome !== 'unreached' && !half) return {}
  const last = context.unreached + 1 >= version.policy.caps.unreached
  if (event.outcome === 'unreached') return last ? { passOn: true } : {}
  return last ? {} : { halfReached: true }
}

/** A new round: the proposer is whoever plans, and stays out of deciding. */
function planned(facts: ComputeFacts, { measures }: EventOf<'plan'>): Computed {
  const context = { ...facts.context, proposer: facts.actor ?? null }
  return roundOf({ ...facts, context }, levelOf(facts), sumOf(measures.map(one => one.amount)), [])
}

/** For which of several seats somebody answers; see `seatsAnswered`. */
function jointSeat({ context, organisation, actor, at }: ComputeFacts): Computed {
  if (!actor) return {}
  const [seat, ...also] = seatsAnswered(context, organisation, actor, at).map(one => one.role)
  return seat ? { seat, ...(also.length > 0 && { also }) } : {}
}

/** Whose step somebody decides who holds another post: the seat is empty, or its holder is away or must stay away. */
function steppingIn({ context, organisation, actor, at }: ComputeFacts): Computed {
  const step = openStep(context)
  if (!step || step.joint || !actor) return {}
  const found = decidersOf(context, organisation, step, at).find(one => one.person === actor)
  const { role } = seatOf(organisation, step.role, step.department)
  return found && found.role !== role ? { insteadOf: role } : {}
}

function gradingOf({ context, version }: ComputeFacts, fields: GradingFields & { level?: Level | undefined }) {
  const { level: proposed, reasons, flags } = grade(version.policy, groundsOf(context, fields))
  return { level: fields.level ?? proposed, proposed, reasons, flags }
}

/** The inform-* limits whose notices this event writes: as soon as level and department are known. */
function informedNow(facts: ComputeFacts, event: ComplaintEvent, own: Computed): LimitKind[] {
  const level = levelAfter(facts.context, event, own)
  if (level === null) return []
  const department = event.type === 'dispatch' ? event.department : facts.context.department
  const due = (kind: LimitKind) =>
    runningClock(facts.context, kind) !== undefined && limitOf(facts.version.policy, kind, level) !== undefined
  const reachable = (kind: LimitKind) => kind !== 'inform-leader' || department !== null
  return (['inform-leader', 'inform-centre', 'inform-director'] as const).filter(one => due(one) && reachable(one))
}

function levelOf({ context, version }: ComputeFacts): Level {
  return context.level ?? lowestLevel(version.policy)
}

function levelAfter(context: Context, event: ComplaintEvent, own: Computed): Level | null {
  if (event.type === 'register') return own.grading?.level ?? null
  return event.type === 'regrade' ? event.level : context.level
}
