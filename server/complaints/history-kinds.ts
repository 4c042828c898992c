import { type ComplaintEventType, complaintEventTypes } from '../../workflows/complaint/events.ts'

/** The kinds by which a history can be narrowed down. */
export const historyKinds = ['decisions', 'contacts', 'clock', 'notes'] as const
export type HistoryKind = (typeof historyKinds)[number]

const listed: Partial<Record<ComplaintEventType, HistoryKind>> = {
  open: 'contacts',
  arrive: 'contacts',
  contact: 'contacts',
  consent: 'contacts',
  'call-back': 'contacts',
  'deadline-reach': 'clock',
  recalendar: 'clock',
  pause: 'clock',
  resume: 'clock',
  extend: 'clock',
  'ask-extension': 'clock',
  'refuse-extension': 'clock',
  note: 'notes',
  attach: 'notes',
}

/** Whatever is not talk with the customer, time or a note is somebody's decision. */
export const kindOf = (type: ComplaintEventType): HistoryKind => listed[type] ?? 'decisions'

export const typesOf = (kind: HistoryKind): ComplaintEventType[] =>
  complaintEventTypes.filter(type => kindOf(type) === kind)

/** The kind that an address asks for; anything else asks for all of them. */
export const historyKind = (value: unknown): HistoryKind | undefined => historyKinds.find(kind => kind === value)
