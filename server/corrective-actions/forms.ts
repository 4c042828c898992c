import { Temporal } from 'temporal-polyfill'
import type { CorrectiveAction } from '../../workflows/corrective-action/action.ts'
import { causeKinds, effectDays } from '../../workflows/corrective-action/codes.ts'
import type { ActionEventType } from '../../workflows/corrective-action/events.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { type Choice, choices } from '../web/choices.ts'
import { type Form, form, given, type Refused } from '../web/forms.ts'
import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import type { CaseFile } from './queries.ts'

/** One form that this person may send now. */
export interface ActionForm {
  type: ActionEventType
  number: string
  revision: number
  form: Form
  choices: Record<string, Choice[]>
  open: boolean
}

/** A form that came back: what was typed, and why it was not taken. */
export interface RefusedForm {
  type: string
  typed: unknown
  refused: Refused
}

/** A posted form, blank inputs left out; complaints are typed as one line of numbers. */
export function postedEvent(body: unknown): { typed: Record<string, unknown>; event: Record<string, unknown> } {
  const { revision: _, key: __, ...typed } = given(body) as Record<string, unknown>
  if (typeof typed.complaints !== 'string') return { typed, event: typed }
  return { typed, event: { ...typed, complaints: typed.complaints.split(/[\s,，、;；]+/).filter(Boolean) } }
}

/** The lists of a plan: who, what kind of cause, when the effect is looked at. */
export function planChoices(organisation: Organisation, names: Names, t: Translate): Record<string, Choice[]> {
  return {
    cause: choices(causeKinds, 'codes.causeKinds', t),
    people: staff(organisation, names),
    effectDays: effectDays.map(days => ({ value: String(days), label: t('correctiveActions.days', { count: days }) })),
  }
}

/** What may be chosen in the form of an event. */
export function eventChoices(
  type: ActionEventType,
  plan: Record<string, Choice[]>,
  files: CaseFile[],
  t: Translate,
): Record<string, Choice[]> {
  const fileChoices = files.map(({ reference, name }) => ({ value: reference, label: `${reference} ${name}` }))
  if (type === 'revise' || type === 'reopen' || type === 'adjust') return plan
  const outcome = choices(['effective', 'ineffective'], 'codes.effectOutcomes', t)
  return { files: fileChoices, outcome }
}

/** What a form starts with: a plan as it is; whoever changes only a part of it finds the rest as it stands. */
export function filledIn(type: ActionEventType, action: CorrectiveAction): Record<string, unknown> {
  const { title, cause, rootCause, correction, corrective, preventive, owner, verifier } = action
  const plan = { title, cause, rootCause, correction, corrective, preventive, owner, verifier }
  if (type === 'revise') return { ...plan, due: dayOf(action.due), effectDays: String(action.effectDays) }
  if (type === 'reopen') return { ...plan, effectDays: String(action.effectDays) }
  return {}
}

/** A form of this page, to fill in or to correct. */
export function actionForm(type: string, typed: unknown, refused?: Refused): Form {
  return form(type, typed, refused)
}

/** The Shanghai day of an instant, as a date input has it. */
export function dayOf(instant: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()
}

/** Everybody with a post, and where; those who only keep the house do no such work. */
function staff(organisation: Organisation, names: Names): Choice[] {
  const active = new Map(organisation.people.filter(one => one.active).map(one => [one.login, one.name]))
  const seats = organisation.posts.filter(post => active.has(post.person) && post.role !== 'admin')
  const labels = new Map(
    seats.map(post => [post.person, `${active.get(post.person)} · ${names.department(post.department)}`]),
  )
  return [...labels]
    .map(([value, label]) => ({ value, label }))
    .sort((one, other) => one.label.localeCompare(other.label))
}
