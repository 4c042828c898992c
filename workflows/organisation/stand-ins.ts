import type { DepartmentKind, Role } from './roles.ts'

export interface Department {
  code: string
  nameZh: string
  nameEn: string
  kind: DepartmentKind
  parent: string | null
  active: boolean
}
export interface Person {
  login: string
  name: string
  email: string
  language: 'zh-CN' | 'en'
  active: boolean
}
export interface Post {
  person: string
  role: Role
  department: string
}
export interface Delegation {
  delegator: string
  delegate: string
  role: Role | null
  department: string | null
  /** UTC instants, both inclusive */
  startsAt: string
  endsAt: string
}
export interface Organisation {
  version: number
  departments: Department[]
  people: Person[]
  posts: Post[]
  delegations: Delegation[]
}

/** What a person acts as. `onBehalfOf` names the absent holder whose delegate acts. */
export interface Capacity {
  role: Role
  department: string
  onBehalfOf: string | null
}
export interface StandIn extends Capacity {
  person: string
}
export interface Seat {
  role: Role
  department: string
}

/** Roles that exist once for the whole organisation, wherever their holders sit. */
const parkWide: ReadonlySet<Role> = new Set(['director', 'board', 'finance', 'quality', 'legal', 'pr'])
const lastResort: Role[] = ['director', 'board', 'unit-leader', 'service-head', 'head']

/** The department codes from `code` up to the root: department, unit, park. Empty for an unknown code. */
export function pathOf(organisation: Organisation, code: string): string[] {
  const path: string[] = []
  let next = organisation.departments.find(department => department.code === code)
  while (next && !path.includes(next.code)) {
    path.push(next.code)
    const parent = next.parent
    next = organisation.departments.find(department => department.code === parent)
  }
  return path
}

/** Codes of a department and all below it. */
export function subtreeOf(organisation: Organisation, code: string): string[] {
  return organisation.departments.filter(one => pathOf(organisation, one.code).includes(code)).map(one => one.code)
}

/** Where the service centre is: the department that has a post of service head (else of a service rep). */
export function serviceCentre(organisation: Organisation): string {
  const seat =
    organisation.posts.find(post => post.role === 'service-head') ??
    organisation.posts.find(post => post.role === 'service-rep')
  return seat?.department ?? rootOf(organisation)
}

/** The seat of a role for work of that department: its own head, its unit's leader, the park's director … */
export function seatOf(organisation: Organisation, role: Role, department: string): Seat {
  if (role === 'unit-leader') {
    const path = pathOf(organisation, department)
    const unit = path.find(code => kindOf(organisation, code) === 'unit')
    return { role, department: unit ?? path.at(-1) ?? rootOf(organisation) }
  }
  const centre = serviceCentre(organisation)
  if (role === 'service-rep' || role === 'service-head') return { role, department: centre }
  if (role === 'head' && department === centre) return { role: headOfCentre(organisation, centre), department }
  if (parkWide.has(role)) return { role, department: rootOf(organisation) }
  return { role, department }
}

/** The service centre is led by its service head, unless it has a head of its own. */
function headOfCentre(organisation: Organisation, centre: string): Role {
  return organisation.posts.some(post => post.role === 'head' && post.department === centre) ? 'head' : 'service-head'
}

/**
 * Who may answer for a role in a department (design.md §3 People): the present holders, else their dated delegates,
 * else the next level up, and never nobody. Excluded people, and the delegates of excluded people, pass it upwards.
 * @param excluded log-ins that must stay away @param at UTC instant that decides which delegations run
 */
export function standIns(
  organisation: Organisation,
  role: Role,
  department: string,
  excluded: readonly string[],
  at: string,
): StandIn[] {
  let seat: Seat | null = seatOf(organisation, role, department)
  while (seat) {
    const found = answering(organisation, seat, excluded, at)
    if (found.length > 0) return found
    seat = nextUp(organisation, seat)
  }
  return topMost(organisation, excluded, at)
}

/** The seat above: handler → head → unit leader → director → board; service and staff roles go to the director. */
export function nextUp(organisation: Organisation, seat: Seat): Seat | null {
  const above: Partial<Record<Role, Role>> = {
    receiver: 'head',
    handler: 'head',
    head: 'unit-leader',
    'unit-leader': 'director',
    'service-rep': 'service-head',
    'service-head': 'director',
    finance: 'director',
    quality: 'director',
    legal: 'director',
    pr: 'director',
    director: 'board',
  }
  const role = above[seat.role]
  return role ? seatOf(organisation, role, seat.department) : null
}

/** The active holders of a seat, absent ones included, in the order of their posts. */
export function holdersOf(organisation: Organisation, seat: Seat): string[] {
  const holders = organisation.posts
    .filter(post => post.role === seat.role && (parkWide.has(seat.role) || post.department === seat.department))
    .map(post => post.person)
  return [...new Set(holders)].filter(login => isActive(organisation, login))
}

/** Delegations that run at an instant and hand over that seat. */
export function delegationsOf(organisation: Organisation, seat: Seat, delegator: string, at: string): Delegation[] {
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

/** The people straight above a person: heads of their department, or the next level up of a head or leader. */
export function superiorsOf(organisation: Organisation, login: string): string[] {
  const posts = organisation.posts.filter(post => post.person === login)
  const above = posts.flatMap(post => {
    const seat = nextUp(organisation, post)
    return seat ? holdersOf(organisation, seat) : []
  })
  return [...new Set(above)].filter(person => person !== login)
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

function rootOf(organisation: Organisation): string {
  return organisation.departments.find(department => department.parent === null)?.code ?? ''
}

function kindOf(organisation: Organisation, code: string): DepartmentKind | undefined {
  return organisation.departments.find(department => department.code === code)?.kind
}

function isActive(organisation: Organisation, login: string): boolean {
  return organisation.people.some(person => person.login === login && person.active)
}
