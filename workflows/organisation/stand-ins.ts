import { actingFor, delegationsOf } from './deputies.ts'
import {
  holdersOf,
  isActive,
  nextUp,
  type Organisation,
  pathOf,
  peersOf,
  postsOf,
  type Seat,
  seatOf,
} from './organisation.ts'
import type { Role } from './roles.ts'

/** What a person acts as. `onBehalfOf` names the absent holder whose delegate acts. */
export interface Capacity {
  role: Role
  department: string
  onBehalfOf: string | null
}
export interface StandIn extends Capacity {
  person: string
}
const leading: Role[] = ['director', 'board', 'unit-leader']
const lastResort: Role[] = [...leading, 'service-head', 'head']

/**
 * Who may answer for a role in a department (design.md §3 People): the present holders, else their dated delegates,
 * else the next level up, and never nobody: before a stranger is asked, an
 * absent holder is. Excluded people, and the delegates of excluded people, pass it upwards.
 * @param excluded log-ins that must stay away @param at UTC instant that decides which delegations run
 */
export function standIns(
  organisation: Organisation,
  role: Role,
  department: string,
  excluded: readonly string[],
  at: string,
): StandIn[] {
  const asked = seatOf(organisation, role, department)
  const line = lineFrom(organisation, asked)
  const present = firstAnswering(organisation, line, excluded, at)
  if (present.length > 0) return present
  const absent = line.map(seat => absentFrom(organisation, seat, excluded)).find(found => found.length > 0)
  return absent ?? topMost(organisation, excluded, at)
}

/** People whom a seat of a round has to do without. */
export interface Apart {
  /** must stay away from the case */
  excluded: readonly string[]
  /** have decided another step already */
  decided: readonly string[]
  /** another step waits for them alone */
  reserved: readonly string[]
}

/**
 * Who may answer for a seat where several decide one after another, so that nobody decides twice while somebody else
 * may: the seat itself, the next level up, its peers, the line further up; then whoever of the line has a step of their
 * own, or has decided one, for nobody approves above their purse while somebody with that purse is there; where nobody
 * is, the highest leader left, also a second time. Where no money is decided leaders elsewhere go before a second word of
 * the same person. Never nobody, as `standIns`.
 * @param approves whether the seat decides on money, or above somebody @param at UTC instant
 */
export function fourEyes(
  organisation: Organisation,
  asked: Seat,
  { excluded, decided, reserved }: Apart,
  approves: boolean,
  at: string,
): StandIn[] {
  const others = [...excluded, ...decided]
  const free = [...others, ...reserved]
  const line = lineFrom(organisation, asked)
  const above = line.slice(1)
  const first = (seats: Seat[], without: string[]) => () => firstAnswering(organisation, seats, without, at)
  const all = (seats: Seat[], without: string[]) => () =>
    unique(seats.flatMap(seat => answering(organisation, seat, without, at)))
  const leaders = leading.map(role => postsOf(organisation).filter(post => post.role === role))
  const elsewhere = leaders.map(seats => all(seats, free))
  // nobody is left with that purse: the highest who is there, a second time rather than somebody below them
  const highest = leaders.flatMap(seats => [all(seats, others), all(seats, [...excluded])])
  const again = first(line, [...excluded])
  const peers = peersOf(organisation, asked)
  const unit = pathOf(organisation, asked.department)[1]
  const next = above.filter(seat => answering(organisation, seat, excluded, at).length > 0)
  const tiers = [
    ...[first([asked], others), first(next.slice(0, 1), free), () => absentFrom(organisation, asked, others)],
    all(
      peers.filter(one => pathOf(organisation, one.department)[1] === unit),
      free,
    ),
    ...[all(peers, free), first(next, free), first(next, others)],
    ...(approves ? [again, ...highest] : [...elsewhere, again]),
    ...leaders.map(seats => all(seats, others)),
    () => standIns(organisation, asked.role, asked.department, excluded, at),
  ]
  for (const tier of tiers) {
    const found = tier()
    if (found.length > 0) return found
  }
  return []
}

/** A seat and those above it, the highest last. */
function lineFrom(organisation: Organisation, asked: Seat): Seat[] {
  const above = nextUp(organisation, asked)
  return [asked, ...(above ? lineFrom(organisation, above) : [])]
}

function firstAnswering(organisation: Organisation, seats: Seat[], excluded: readonly string[], at: string): StandIn[] {
  for (const seat of seats) {
    const found = answering(organisation, seat, excluded, at)
    if (found.length > 0) return found
  }
  return []
}

/** Holders of a seat who are away, and whose deputies cannot answer either. */
function absentFrom(organisation: Organisation, asked: Seat, excluded: readonly string[]): StandIn[] {
  const absent = holdersOf(organisation, asked).filter(login => !excluded.includes(login))
  return absent.map(person => ({ person, ...asked, onBehalfOf: null }))
}

function unique(list: StandIn[]): StandIn[] {
  return list.filter((one, index) => list.findIndex(other => other.person === one.person) === index)
}

/** Everything a person is now, by post or by delegation; staff with a working post are receivers as well. */
export function capacitiesOf(organisation: Organisation, login: string, at: string): Capacity[] {
  if (!isActive(organisation, login)) return []
  const own = postsOf(organisation, login).map(post => ({ ...seatIn(post), onBehalfOf: null }))
  const lent = postsOf(organisation).flatMap(post =>
    actingFor(organisation, post, post.person, at)
      .filter(one => one.delegate === login)
      .map(one => ({ ...seatIn(post), onBehalfOf: one.delegator })),
  )
  return [...own, ...lent]
}

/** Those of a seat who are there now, else their deputies. */
export function answering(organisation: Organisation, seat: Seat, excluded: readonly string[], at: string): StandIn[] {
  const holders = holdersOf(organisation, seat).filter(login => !excluded.includes(login))
  const present = holders.filter(login => delegationsOf(organisation, seat, login, at).length === 0)
  if (present.length > 0) return present.map(person => ({ person, ...seat, onBehalfOf: null }))
  return holders.flatMap(holder =>
    actingFor(organisation, seat, holder, at)
      .map(one => one.delegate)
      .filter(one => !excluded.includes(one) && isActive(organisation, one))
      .map(person => ({ person, ...seat, onBehalfOf: holder })),
  )
}

function topMost(organisation: Organisation, excluded: readonly string[], at: string): StandIn[] {
  for (const role of lastResort) {
    const found = postsOf(organisation)
      .filter(post => post.role === role)
      .flatMap(post => answering(organisation, post, excluded, at))
    if (found.length > 0) return unique(found)
  }
  return []
}

const seatIn = ({ role, department }: Seat): Seat => ({ role, department })
