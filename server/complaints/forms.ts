import type { ComplaintEventType } from '../../workflows/complaint/events.ts'
import { Refusal } from '../cases/refusal.ts'
import { type Form, form, given, type Refused } from '../web/forms.ts'

/** Events that end something for somebody; their forms ask once more. */
export const harmful: ReadonlySet<ComplaintEventType> = new Set([
  'withdraw',
  'decline',
  'merge',
  'close',
  'hand-back',
  'conclude',
  'recuse',
  'reopen',
  'decide-appeal',
])

/** A posted event form, taken apart. */
export interface PostedForm {
  type: string
  /** what was filled in, for showing it again */
  typed: Record<string, unknown>
  event: Record<string, unknown>
  revision: number | undefined
  /** `seq` of the case as the page showed it */
  seen: number | undefined
  key: string
  confirmed: boolean
}

/** Reads an event form: blank inputs and rows left empty are not there. */
export function postedForm(body: unknown): PostedForm {
  const {
    type = '',
    revision,
    seen,
    key = '',
    confirm,
    ...typed
  } = withoutEmptyRows(given(body)) as Record<string, unknown>
  const event = { type, ...(type === 'amend' ? onlyCorrections(typed) : type === 'register' ? unticked(typed) : typed) }
  return {
    type: String(type),
    typed,
    event,
    // whatever is no number is no revision of this case either, and is refused as stale
    revision: revision === undefined ? undefined : Number(revision),
    seen: Number.isInteger(Number(seen ?? '-')) ? Number(seen) : undefined,
    key: String(key),
    confirmed: confirm === 'yes',
  }
}

/** @throws Refusal when a harmful event comes without its confirmation */
export function requireConfirmation({ type, confirmed }: PostedForm): void {
  if (!confirmed && harmful.has(type as ComplaintEventType)) {
    throw new Refusal('invalid', { rule: 'not-confirmed', fields: { confirm: 'not-confirmed' } })
  }
}

/** The form of one event. Its labels are flat: `measures.0.amount` is called `forms.plan.measures-amount`. */
export function eventForm(type: string, typed: unknown, refused: Refused = {}): Form {
  const made = form(type, typed, refused)
  return { ...made, errorList: made.errorList.map(error => ({ ...error, field: error.field.replaceAll('.', '-') })) }
}

/** Rows of measures or penalties in which nothing but a preselected kind was filled in are spare rows. */
function withoutEmptyRows(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, Array.isArray(inner) ? filled(inner) : inner]),
  )
}

function filled(rows: unknown[]): unknown[] {
  return rows.filter(row => typeof row !== 'object' || row === null || Object.keys(row).length > 0)
}

/** Circumstances and conduct are ticked already; they count as a correction only when they were changed. */
function onlyCorrections({ was, wasConduct, fields, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const { scopeFlags = [], conduct = [], ...others } = (fields ?? {}) as Record<string, unknown>
  return { ...rest, fields: { ...others, ...changed({ scopeFlags }, was), ...changed({ conduct }, wasConduct) } }
}

/** Boxes that were ticked already when the form was opened, and are not any more, are no longer so. */
function unticked({ was, wasConduct, scopeFlags, conduct, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const told = (name: string, value: unknown, before: unknown) =>
    value !== undefined || before !== undefined ? { [name]: value ?? [] } : {}
  return { ...rest, ...told('scopeFlags', scopeFlags, was), ...told('conduct', conduct, wasConduct) }
}

function changed(ticked: Record<string, unknown>, was: unknown): Record<string, unknown> {
  const [[name, value] = ['', []]] = Object.entries(ticked)
  const list = [value].flat()
  return list.toSorted().join(' ') === String(was ?? '') ? {} : { [name]: list }
}
