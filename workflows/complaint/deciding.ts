import { holdersOf, type Organisation, type Seat, seatOf } from '../organisation/organisation.ts'
import { type Apart, answering, fourEyes, type StandIn } from '../organisation/stand-ins.ts'
import { excludedFromDeciding } from './away.ts'
import { type Context, kindFor, openStep, type Step, seatsAsked } from './context.ts'

/** A seat that still has a say in a step, with those who may answer for it. */
interface Answering {
  seat: Seat
  people: StandIn[]
}

/**
 * Who may decide a step of the round as it stands, seat by seat: nobody who must stay away, and nobody who has decided
 * another step or has one waiting for them alone, as long as somebody else may (domain.md §2.4).
 * @param at UTC instant that decides which delegations run
 */
export function answeringFor(context: Context, organisation: Organisation, step: Step, at: string): Answering[] {
  return seatsAsked(step).map(seat => {
    const asked = seatOf(organisation, seat.role, seat.department)
    const apart = apartFrom(context, organisation, asked, at)
    const approves = kindFor(step, seat.role) === 'approve'
    const others = { ...apart, excluded: [...apart.excluded, ...holding(step)] }
    const besides = fourEyes(organisation, asked, others, approves, at)
    return { seat, people: besides.length > 0 ? besides : fourEyes(organisation, asked, apart, approves, at) }
  })
}

/** Who holds a meeting so far: nobody is one alone while anybody else may join, also who has decided another step. */
const holding = ({ kind, joint }: Step): string[] =>
  kind === 'meeting' ? (joint?.seats ?? []).flatMap(seat => seat.by ?? []) : []

/** The same people, each once, in the first seat that is theirs. */
export function decidersOf(context: Context, organisation: Organisation, step: Step, at: string): StandIn[] {
  const found = answeringFor(context, organisation, step, at).flatMap(one => one.people)
  return found.filter((one, index) => found.findIndex(other => other.person === one.person) === index)
}

/** For whom somebody would decide the open step as a deputy; null for a seat of their own, and for none. */
export function decidesFor(context: Context, organisation: Organisation, actor: string, at: string): string | null {
  const step = openStep(context)
  if (!step || step.kind === 'consent') return null
  return decidersOf(context, organisation, step, at).find(one => one.person === actor)?.onBehalfOf ?? null
}

/** Whoever has decided a step of this round, as one of several seats too. */
export function votersOf({ steps }: Context): string[] {
  const decided = steps.filter(step => step.kind !== 'consent')
  return decided.flatMap(step => [step.by, ...(step.joint?.seats ?? []).map(one => one.by)]).filter(one => one !== null)
}

/**
 * The seats of a joint step for which one answer counts: the person's own, and those that nobody else may answer for
 * once they have answered, so that no step waits for a second word of the same person.
 */
export function seatsAnswered(context: Context, organisation: Organisation, actor: string, at: string): Seat[] {
  const step = openStep(context)
  if (!step?.joint) return []
  const holds = (seat: Seat) =>
    holdersOf(organisation, seatOf(organisation, seat.role, seat.department)).includes(actor)
  const open = answeringFor(context, organisation, step, at)
  const theirs = open.find(({ people }) => people.some(one => one.person === actor))
  const own = (theirs ?? open.find(one => holds(one.seat)))?.seat
  if (!own) return []
  const seats = step.joint.seats.map(one => (one === own ? { ...one, by: actor } : one))
  const answered = { ...step, joint: { ...step.joint, seats } }
  const after = { ...context, steps: context.steps.map(one => (one === step ? answered : one)) }
  const left = answeringFor(after, organisation, answered, at)
  return [own, ...left.filter(({ people }) => people.every(one => one.person === actor)).map(one => one.seat)]
}

function apartFrom(context: Context, organisation: Organisation, own: Seat, at: string): Apart {
  const excluded = excludedFromDeciding(context, organisation)
  const decided = votersOf(context)
  const waiting = context.steps.filter(one => one.by === null && one.kind !== 'consent').flatMap(seatsAsked)
  const others = waiting
    .map(({ role, department }) => seatOf(organisation, role, department))
    .filter(({ role, department }) => role !== own.role || department !== own.department)
  const reserved = others.flatMap(seat => {
    const [alone, ...more] = answering(organisation, seat, [...excluded, ...decided], at)
    return alone && more.length === 0 ? [alone.person] : []
  })
  return { excluded, decided, reserved }
}
