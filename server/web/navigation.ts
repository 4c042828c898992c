import { type Role, roles } from '../../workflows/organisation/roles.ts'
import { hasRole, type Person } from './person.ts'

export interface NavigationItem {
  key: string
  href: string
  icon: string
  current: boolean
}

interface Entry {
  key: string
  href: string
  icon: string
  roles?: Role[]
  /** of use only to those who see cases */
  cases?: true
}

/** Who logs complaints: everyone with a post, but for those who only read or only keep the house. */
const working = roles.filter(role => role !== 'auditor' && role !== 'admin')

/** Whether somebody ever has a case before them: administrators without another post have none. */
export const seesCases = (person: Person): boolean =>
  !hasRole(person, 'admin') || hasRole(person, ...working, 'auditor')

const entries: Entry[] = [
  { key: 'work', href: '/', icon: 'inbox' },
  { key: 'complaints', href: '/complaints', icon: 'list-details', cases: true },
  { key: 'new', href: '/complaints/new', icon: 'phone-plus', roles: working },
  { key: 'approvals', href: '/approvals', icon: 'rubber-stamp', cases: true },
  {
    key: 'followUps',
    href: '/follow-ups',
    icon: 'phone-check',
    roles: ['service-rep', 'service-head', 'director', 'auditor'],
  },
  { key: 'correctiveActions', href: '/corrective-actions', icon: 'clipboard-check', roles: [...working, 'auditor'] },
  { key: 'outbox', href: '/outbox', icon: 'mail-forward', roles: ['admin', 'auditor', 'service-head'] },
  { key: 'people', href: '/people', icon: 'users' },
  { key: 'policies', href: '/policies', icon: 'book-2' },
  { key: 'rehearsals', href: '/rehearsals', icon: 'player-play', roles: ['admin', 'director', 'auditor'] },
  { key: 'settings', href: '/settings', icon: 'adjustments', roles: ['admin'] },
  { key: 'audit', href: '/settings/audit', icon: 'history', roles: ['auditor'] },
]

/** Pages that belong to an entry though their address begins like another's. */
const elsewhere: [RegExp, href: string][] = [
  [/^\/complaints\/[^/]+\/approval$/, '/approvals'],
  [/^\/calendars(\/|$)|^\/due$/, '/policies'],
]

/** The menu of this person; the entry whose address is the longest beginning of the path is the current one. */
export function navigation(person: Person | undefined, path: string): NavigationItem[] {
  if (!person) return []
  const mine = entries
    .filter(entry => !entry.roles || hasRole(person, ...entry.roles))
    .filter(entry => !entry.cases || seesCases(person))
  const place = elsewhere.find(([shape]) => shape.test(path))?.[1] ?? path
  const current = mine
    .filter(({ href }) => place === href || (href !== '/' && place.startsWith(`${href}/`)))
    .sort((one, other) => other.href.length - one.href.length)[0]
  return mine.map(({ key, href, icon }) => ({ key, href, icon, current: href === current?.href }))
}
