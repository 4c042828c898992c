import type { Role } from '../../workflows/organisation/roles.ts'
import type { TourStep } from '../web/locals.ts'
import { hasRole, type Person } from '../web/person.ts'

/** What a card of the tour can be about; the words are in the locale files. */
const cards = {
  work: { icon: 'inbox', href: '' },
  log: { icon: 'phone-plus', href: '/complaints/new' },
  handle: { icon: 'clipboard-check', href: '/complaints' },
  calls: { icon: 'phone-check', href: '/follow-ups' },
  approve: { icon: 'rubber-stamp', href: '/approvals' },
  deadlines: { icon: 'clock', href: '' },
  queue: { icon: 'list-details', href: '/complaints' },
  proof: { icon: 'fingerprint', href: '/complaints' },
  mails: { icon: 'mail-forward', href: '/outbox' },
  directory: { icon: 'users', href: '/people' },
  access: { icon: 'user-plus', href: '/people/new' },
  programs: { icon: 'key', href: '/account' },
  help: { icon: 'help-circle', href: '/help' },
} as const

type Card = keyof typeof cards

/** Five cards for each way of working; who works in several ways gets those of the first. */
const tours: { roles: Role[]; cards: [Card, Card, Card, Card, Card] }[] = [
  { roles: ['service-rep', 'service-head'], cards: ['work', 'log', 'deadlines', 'calls', 'help'] },
  { roles: ['head', 'handler'], cards: ['work', 'handle', 'deadlines', 'queue', 'help'] },
  {
    roles: ['unit-leader', 'director', 'board', 'finance', 'quality', 'legal', 'pr'],
    cards: ['work', 'approve', 'deadlines', 'queue', 'help'],
  },
  { roles: ['admin'], cards: ['directory', 'access', 'mails', 'programs', 'help'] },
  { roles: ['auditor'], cards: ['queue', 'proof', 'mails', 'directory', 'help'] },
]

const anybody: Card[] = ['work', 'log', 'deadlines', 'queue', 'help']

/**
 * The card of the tour that a person sees above their work.
 * @param asked the step in the address; without one the tour begins by itself until it was put away
 */
export function tourStep(person: Person, asked: number | undefined): TourStep | undefined {
  if (asked === undefined && person.toured) return undefined
  const mine = tours.find(({ roles }) => hasRole(person, ...roles))?.cards ?? anybody
  const number = Math.min(asked ?? 1, mine.length)
  const key = mine[number - 1] ?? 'work'
  const at = (step: number) => (step >= 1 && step <= mine.length ? `/?tour=${step}` : '')
  return { key, ...cards[key], number, of: mine.length, back: at(number - 1), next: at(number + 1) }
}
