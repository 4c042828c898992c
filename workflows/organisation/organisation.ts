import type { DepartmentKind, Role } from './roles.ts'

interface Department {
  code: string
  nameZh: string
  nameEn: string
  kind: DepartmentKind
  parent: string | null
  active: boolean
}
interface Person {
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

/** The little that tells which posts count. */
export interface Posted {
  departments: Pick<Department, 'code' | 'kind'>[]
  posts: Post[]
}

export interface Seat {
  role: Role
  department: string
}

/** Roles that exist once for the whole organisation, wherever their holders sit. */
export const parkWide: ReadonlySet<Role> = new Set(['director', 'board', 'finance', 'quality', 'legal', 'pr'])
/** Roles that belong to one level of the tree. */
const levelsOf: Partial<Record<Role, readonly DepartmentKind[]>> = {
  director: ['park'],
  board: ['park'],
  'unit-leader': ['unit', 'park'],
}

/** Whether a department is of the level that a role belongs to: a director is one of the park, never of a department. */
export function isInPlace(organisation: Pick<Posted, 'departments'>, { role, department }: Seat): boolean {
  const kinds = levelsOf[role]
  const kind = kinds && organisation.departments.find(one => one.code === department)?.kind
  return !kinds || kind === undefined || kinds.includes(kind)
}

/** The posts that count, of somebody or of everybody; one that is out of its place in the tree confers nothing. */
export function postsOf(organisation: Posted, login?: string): Post[] {
  return organisation.posts.filter(
    post => (login === undefined || post.person === login) && isInPlace(organisation, post),
  )
}

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

/**
 * Where the service centre is: the department of the service head, else of a service rep. Somebody who has left tells
 * where it was, as long as nobody has come after them.
 */
function serviceCentre(organisation: Organisation): string {
  const { posts } = organisation
  const present = posts.filter(one => centreRoles.has(one.role) && isActive(organisation, one.person))
  const heldBy = (role: Role) => present.find(one => one.role === role) ?? posts.find(one => one.role === role)
  return (heldBy('service-head') ?? heldBy('service-rep'))?.department ?? rootOf(organisation)
}

const centreRoles: ReadonlySet<Role> = new Set(['service-head', 'service-rep'])

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
  const heads = organisation.posts.filter(post => post.role === 'head' && post.department === centre)
  return heads.some(post => isActive(organisation, post.person)) ? 'head' : 'service-head'
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

/** The same role elsewhere: leaders of other units, heads of other departments. Park-wide roles have no peers. */
export function peersOf(organisation: Organisation, { role, department }: Seat): Seat[] {
  if (parkWide.has(role)) return []
  const kind = kindOf(organisation, department)
  return postsOf(organisation).filter(
    post => post.role === role && post.department !== department && kindOf(organisation, post.department) === kind,
  )
}

/** The active holders of a seat, absent ones included, in the order of their posts. */
export function holdersOf(organisation: Organisation, seat: Seat): string[] {
  const holders = organisation.posts
    .filter(post => post.role === seat.role && (parkWide.has(seat.role) || post.department === seat.department))
    .filter(post => isInPlace(organisation, post))
    .map(post => post.person)
  return [...new Set(holders)].filter(login => isActive(organisation, login))
}

/** The organisation as it is once somebody has left. */
export function withoutPerson(organisation: Organisation, login: string): Organisation {
  const people = organisation.people.map(one => (one.login === login ? { ...one, active: false } : one))
  return { ...organisation, people }
}

/** The people straight above a person: heads of their department, or the next level up of a head or leader. */
export function superiorsOf(organisation: Organisation, login: string): string[] {
  const above = postsOf(organisation, login).flatMap(post => {
    const seat = nextUp(organisation, post)
    return seat ? holdersOf(organisation, seat) : []
  })
  return [...new Set(above)].filter(person => person !== login)
}

function rootOf(organisation: Organisation): string {
  return organisation.departments.find(department => department.parent === null)?.code ?? ''
}

function kindOf(organisation: Organisation, code: string): DepartmentKind | undefined {
  return organisation.departments.find(department => department.code === code)?.kind
}

export function isActive(organisation: Organisation, login: string): boolean {
  return organisation.people.some(person => person.login === login && person.active)
}
