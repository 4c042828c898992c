import {
  type Delegation,
  holdersOf,
  isActive,
  nextUp,
  type Organisation,
  parkWide,
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
const lastResort: Role[] = ['director', 'board', 'unit-leader', 'service-head', 'head']

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
  for (let seat: Seat | null = asked; seat; seat = nextUp(organisation, seat)) {
    const found = answering(organisation, seat, excluded, at)
    if (found.length > 0) return found
  }
  const absent = holdersOf(organisation, asked).filter(login => !excluded.includes(login))
  if (absent.length > 0) return absent.map(person => ({ person, ...asked, onBehalfOf: null }))
  return topMost(organisation, excluded, at)
}

/** Delegations that run at an instant and hand over that seat. */
function delegationsOf(organisation: Organisation, seat: Seat, delegator: string, at: string): Delegation[] {
  return organisation.delegations.filter(
    one =>
      one.delegator === delegator &&
      one.startsAt <= at &&
      at <= one.endsAt &&
      (one.role === null || one.role === seat.role) &&
      (one.department === null || one.department === seat.department || parkWide.has(seat.role)),
  )
}

/** Everything a person is now, by post or by delegation; staff with a working post are receivers as well. */
export function capacitiesOf(organisation: Organisation, login: string, at: string): Capacity[] {
  if (!isActive(organisation, login)) return []
  const own = organisation.posts
    .filter(post => post.person === login)
    .map(post => ({ role: post.role, department: post.department, onBehalfOf: null }))
  const lent = organisation.posts.flatMap(post =>
    delegationsOf(organisation, post, post.person, at)
      .filter(one => one.delegate === login)
      .map(one => ({ role: post.role, department: post.department, onBehalfOf: one.delegator })),
  )
  return [...own, ...lent]
}

function answering(organisation: Organisation, seat: Seat, excluded: readonly string[], at: string): StandIn[] {
  const holders = holdersOf(organisation, seat).filter(login => !excluded.includes(login))
  const present = holders.filter(login => delegationsOf(organisation, seat, login, at).length === 0)
  if (present.length > 0) return present.map(person => ({ person, ...seat, onBehalfOf: null }))
  return holders.flatMap(holder =>
    delegationsOf(organisation, seat, holder, at)
      .map(one => one.delegate)
      .filter(delegate => !excluded.includes(delegate) && isActive(organisation, delegate))
      .map(person => ({ person, ...seat, onBehalfOf: holder })),
  )
}

function topMost(organisation: Organisation, excluded: readonly string[], at: string): StandIn[] {
  for (const role of lastResort) {
    const found = organisation.posts
      .filter(post => post.role === role)
      .flatMap(post => answering(organisation, post, excluded, at))
    if (found.length > 0) return found
  }
  return []
}
