import type { Calendars } from '../calendar/calendars.ts'
import { type Finding, when } from '../complaint/finding.ts'
import { unknownPerson } from '../complaint/named.ts'
import type { Organisation } from '../organisation/organisation.ts'
import type { CorrectiveAction } from './action.ts'
import type { ActionEvent, ActionEventOf } from './events.ts'
import { moveOf } from './recalendar.ts'
import { dueReminder } from './reminders.ts'

/** What the rules may look at besides the corrective action. */
export interface ActionFacts {
  actor: string
  /** UTC instant */
  at: string
  organisation: Organisation
  calendars: Calendars
  /** those of the complaints named that are there and in the actor's sight */
  known: readonly string[]
  /** files of its complaints, as TS-20261121-0001/3 */
  files: readonly string[]
  /** `withdraw` only: a complaint was closed on the strength of this one alone */
  needed?: boolean
}

/** Every rule that speaks against this event, by name. */
export function actionFindings(action: CorrectiveAction | null, event: ActionEvent, facts: ActionFacts): Finding[] {
  return against(action, event, facts).filter(one => one !== null)
}

function against(action: CorrectiveAction | null, event: ActionEvent, facts: ActionFacts): (Finding | null)[] {
  switch (event.type) {
    case 'propose':
      return [...unknownCases(event.complaints, 'complaints', facts), ...people(event, facts), late(event.due, facts)]
    case 'revise':
    case 'reopen':
      return [...people(event, facts), late(event.due, facts)]
    case 'adjust': {
      const { owner = action?.owner ?? '', verifier = action?.verifier ?? '', due } = event
      return [
        ...people({ owner, verifier }, facts),
        when(verifier === action?.implementedBy, 'verifier-is-owner', 'verifier'),
        when(due !== undefined && action?.implementedAt !== null, 'implemented-already', 'due'),
        due === undefined ? null : late(due, facts),
      ]
    }
    case 'hand-over': {
      const { owner = '', verifier = '', implementedBy } = action ?? {}
      const next = (person: string) => (person === event.from ? event.to : person)
      return [
        unknownPerson(facts.organisation, event.to, 'to'),
        when(event.to === event.from, 'successor-is-leaver', 'to'),
        when(next(owner) === next(verifier) || next(verifier) === implementedBy, 'verifier-is-owner', 'to'),
      ]
    }
    case 'implement':
    case 'verify':
      return [unknownFiles(event.files, facts)]
    case 'check-effect': {
      const early = event.outcome === 'effective' && facts.at < (action?.effectFrom ?? '')
      return [when(early, 'effect-too-early', 'outcome'), unknownFiles(event.files, facts)]
    }
    case 'link':
      return [
        ...unknownCases([event.complaint], 'complaint', facts),
        when(action?.complaints.includes(event.complaint) ?? false, 'already-linked', 'complaint'),
      ]
    case 'withdraw':
      return [when(facts.needed ?? false, 'needed-for-closing', 'reason')]
    case 'recalendar':
    case 'remind':
      return action ? [tooLate(action, event, facts)] : []
    default:
      return []
  }
}

/** What the clock does once only: another node was faster, or the matter has moved on. */
function tooLate(
  action: CorrectiveAction,
  event: ActionEventOf<'recalendar' | 'remind'>,
  { at, calendars }: ActionFacts,
): Finding | null {
  if (event.type === 'remind')
    return when(dueReminder(action, calendars.inForce, at)?.kind !== event.kind, 'rung-done', 'kind')
  return (
    when(event.calendar !== calendars.inForce.version, 'calendar-not-in-force', 'calendar') ??
    when(moveOf(action, calendars) === null, 'same-calendar', 'calendar')
  )
}

function unknownCases(numbers: string[], field: string, { known }: ActionFacts): (Finding | null)[] {
  return [
    when(
      numbers.some(number => !known.includes(number)),
      'no-such-case',
      field,
    ),
  ]
}

function people({ owner, verifier }: { owner: string; verifier: string }, { organisation }: ActionFacts) {
  return [
    unknownPerson(organisation, owner, 'owner'),
    unknownPerson(organisation, verifier, 'verifier'),
    when(owner === verifier, 'verifier-is-owner', 'verifier'),
  ]
}

/** Years in which whatever is planned must be done. */
const longestPlan = 2

function yearsLater(at: string, years: number): string {
  return `${Number(at.slice(0, 4)) + years}${at.slice(4)}`
}

function late(due: string, { at }: ActionFacts): Finding | null {
  return when(due < at, 'due-in-the-past', 'due') ?? when(due > yearsLater(at, longestPlan), 'due-too-far', 'due')
}

function unknownFiles(named: string[] = [], { files }: ActionFacts): Finding | null {
  return when(
    named.some(one => !files.includes(one)),
    'unknown-file',
    'files',
  )
}
