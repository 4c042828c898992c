import type { Role } from '../organisation/roles.ts'
import { type Step, seatsAsked } from './context.ts'
import type { RoundRecord, Turn } from './rehearsal-record.ts'

/** A round of a version, put into the order in which its decisions were given in fact. */
interface ArrangedRound {
  steps: Step[]
  /** decided before, by whom, and valid by this version too */
  kept: { step: Step; role: Role; by: string }[]
  /** seats that were never asked, a step each; without a limit where the answers of others decide it */
  unasked: Step[]
}

/**
 * Lays a version's round over what is on record of it. A decision that was asked and given keeps its time, in whatever
 * order the version asks; one that the version does not ask lets its time go by; how long an answer would have taken
 * that was never asked nobody knows, so it is taken out.
 */
export function arranged(steps: readonly Step[], record: RoundRecord): ArrangedRound {
  const round = steps.map(step => (step.by === null ? keptStep(step, record) : step))
  const open = round.filter(one => one.by === null)
  const missing = missingIn(round, record)
  const touched = (step: Step) => whoIn(step).some(who => turnOf(record, who) || isMissing(missing, step, who))
  const queue = [
    ...record.turns.filter(one => one.answeredAt !== null).flatMap(turn => answered(turn, open, record)),
    ...waiting(open, record),
    ...open.filter(step => !touched(step)),
  ]
  return {
    steps: inPlace(round, opened(queue)),
    kept: steps.filter(one => one.by === null).flatMap(step => keptIn(step, record)),
    unasked: missing.map(({ step, who }) => seatStep(step, who, carriersOf(step, record).unknown === who)),
  }
}

/** The time of a decision that this version does not ask goes by as a customer's does: without limit and reminder. */
export const isSpared = ({ kind, department }: Step): boolean => kind === 'consent' && department === ''

/** A seat of a joint step that was asked at another time than the rest. */
export const isAlone = ({ joint }: Step): boolean => joint?.seats.length === 1

/** Whose answers a step waits for. */
export function whoIn(step: Step): Turn['who'][] {
  if (step.by !== null) return []
  return step.kind === 'consent' && !isSpared(step) ? ['customer'] : seatsAsked(step).map(one => one.role)
}

/** The step with this one open and no other. */
export function withOpen(steps: Step[], open: Step | undefined): Step[] {
  return steps.map(one => {
    if (one === open) return { ...one, status: 'open' }
    return one.status === 'open' ? { ...one, status: 'pending' } : one
  })
}

const turnOf = ({ turns }: RoundRecord, who: Turn['who']) => turns.find(one => one.who === who)

interface Missing {
  step: Step
  who: Role
}

const isMissing = (missing: Missing[], step: Step, who: Turn['who']) =>
  missing.some(one => one.step === step && one.who === who)

/** What was decided before need not be decided again, seat by seat. */
function keptStep(step: Step, record: RoundRecord): Step {
  const given = keptIn(step, record)
  const [first] = given
  if (!first) return step
  const needed = (step.joint?.needed ?? 1) - given.length
  if (needed <= 0 || !step.joint) return { ...step, status: 'approved', by: first.by }
  const seats = step.joint.seats.filter(seat => !given.some(one => one.role === seat.role))
  return { ...step, joint: { needed, seats } }
}

function keptIn(step: Step, { kept }: RoundRecord): ArrangedRound['kept'] {
  return whoIn(step).flatMap(role => {
    const by = role === 'customer' ? undefined : kept.get(role)
    return role === 'customer' || by === undefined ? [] : [{ step, role, by }]
  })
}

/**
 * Whom the version would have asked beside those who were asked: everybody where the round went on, else everybody
 * before the last who was, and the next one where the round waits for somebody whom the version does not ask.
 */
function missingIn(round: Step[], record: RoundRecord): Missing[] {
  // the customer's answer holds others up only where it is asked for first
  const asking = round.filter((one, index) => one.kind !== 'consent' || index === 0)
  const isAsked = (step: Step) => step.by !== null || whoIn(step).some(who => turnOf(record, who))
  const isHalt = (who: Turn['who']) => who === record.endedBy || turnOf(record, who)?.answeredAt === null
  const reached = asking.findLastIndex(isAsked) + 1
  const halted = asking.flatMap(whoIn).some(isHalt)
  const due = record.passed ? asking : asking.slice(0, halted ? reached : reached + 1)
  return due
    .filter(step => step.kind !== 'consent' && !isTogether(step, record))
    .flatMap(step => whoIn(step).flatMap(who => (who === 'customer' || turnOf(record, who) ? [] : [{ step, who }])))
}

/** The step in which a seat or the customer gave an answer; by this version it may have been nobody's. */
function answered(turn: Turn, open: Step[], record: RoundRecord): Step[] {
  const step = open.find(one => whoIn(one).includes(turn.who))
  if (!step) return turn.who === 'customer' ? [] : [spared(turn.who)]
  if (turn.who === 'customer' || !step.joint) return [step]
  const given = givenIn(step, record)
  if (isTogether(step, record)) return turn === given[0] ? [step] : []
  return given.includes(turn)
    ? [seatStep(step, turn.who, carriersOf(step, record).known === turn.who)]
    : [spared(turn.who)]
}

/** Those who are asked as the record ends; where the version asks none of them, time goes by. */
function waiting(open: Step[], record: RoundRecord): Step[] {
  const turns = record.turns.filter(one => one.answeredAt === null)
  const isWaiting = (who: Turn['who']) => turns.some(one => one.who === who)
  const found = open.flatMap(step => {
    if (!whoIn(step).some(isWaiting)) return []
    if (!step.joint) return [step]
    if (isTogether(step, record)) return whoIn(step).every(isWaiting) ? [step] : []
    const seats = step.joint.seats.filter(one => isWaiting(one.role))
    const needed = Math.max(1, step.joint.needed - givenIn(step, record).length)
    const isDecisive = carriersOf(step, record).known === 'waiting'
    return [{ ...step, limit: isDecisive ? step.limit : null, joint: { needed, seats } }]
  })
  const left = turns.flatMap(({ who }) => (who === 'customer' ? [] : [who]))
  const isWanted = open.some(step => whoIn(step).some(isWaiting))
  return isWanted ? found : left.slice(0, 1).map(spared)
}

/**
 * Which answer meets the one limit of a joint step whose seats were asked at different times: of those that were needed,
 * the one that took longest. Where too few were asked nobody knows, and `unknown` names the seat that says so.
 */
function carriersOf(step: Step, record: RoundRecord): { known: Turn['who'] | 'waiting' | null; unknown: Role | null } {
  if (!step.joint) return { known: step.role, unknown: step.role }
  const given = givenIn(step, record)
  const never = step.joint.seats.filter(one => !turnOf(record, one.role))
  const isWaited = given.length + never.length < step.joint.needed
  const slowest = given.toSorted((one, other) => took(other) - took(one))[0]
  const isKnown = given.length === step.joint.needed || isWaited
  return { known: isWaited ? 'waiting' : (slowest?.who ?? null), unknown: isKnown ? null : (never[0]?.role ?? null) }
}

/** The answers of a step's seats in their order, as many as it needs. */
function givenIn(step: Step, { turns }: RoundRecord): Turn[] {
  const given = turns.filter(one => one.answeredAt !== null && whoIn(step).includes(one.who))
  return given.slice(0, step.joint?.needed ?? 1)
}

const took = ({ askedAt, answeredAt }: Turn) => Date.parse(answeredAt ?? '') - Date.parse(askedAt)

/** Whether the seats of a joint step were asked together in fact too, by the same rule. */
function isTogether(step: Step, record: RoundRecord): boolean {
  const who = whoIn(step)
  return record.turns.some(
    ({ together }) =>
      together?.needed === step.joint?.needed &&
      together?.roles.length === who.length &&
      together.roles.every(one => who.includes(one)),
  )
}

function seatStep(step: Step, who: Role, hasLimit: boolean): Step {
  const limit = hasLimit ? step.limit : null
  const seat = step.joint?.seats.find(one => one.role === who)
  if (!seat) return { ...step, limit }
  return { ...step, role: who, department: seat.department, limit, joint: { needed: 1, seats: [seat] } }
}

const spared = (role: Role): Step => ({
  ...{ kind: 'consent', role, limit: null, department: '', status: 'pending', by: null },
})

const opened = (queue: Step[]): Step[] => withOpen(queue, queue[0])

/** What is decided keeps its place; what waits takes the others in order. */
function inPlace(round: Step[], queue: Step[]): Step[] {
  const left = [...queue]
  const placed = round.flatMap(step => (step.by === null ? (left.shift() ?? []) : [step]))
  return [...placed, ...left]
}
