import type { z } from 'zod'
import { instant } from '../../workflows/complaint/fields.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { openingSchema } from '../cases/opening.ts'
import { Refusal } from '../cases/refusal.ts'
import { form, given } from '../web/forms.ts'
import { type DraftValues, draftValues } from './drafts.ts'

/** The form for a new complaint as it was sent: its buttons and marks, and apart from them what was typed. */
export interface Posted {
  action: string
  /** makes a form that is sent twice count once */
  key: string
  draft: { id: string; base: string }
  /** the customer whose name is taken over, and the one whose contact is to be shown in full */
  take: number
  reveal: number
  /** the case that what was typed is put on */
  addTo: string
  /** as the schemas read it */
  typed: Record<string, unknown>
  /** the same by input name */
  values: DraftValues
}

/** Takes the form apart; marks that are missing or are no text are empty. @throws ZodError when it is far too much */
export function postedComplaint(body: Record<string, unknown>): Posted {
  const { _csrf, action, idempotencyKey, draft, savedAt, take, reveal, addTo, ...rest } = body
  const typed = given(rest) as Record<string, unknown>
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const base = instant.safeParse(savedAt).data ?? ''
  return {
    action: text(action),
    key: /^\w{8,100}$/.test(text(idempotencyKey)) ? text(idempotencyKey) : '',
    draft: { id: /^\w{8,64}$/.test(text(draft)) ? text(draft) : '', base },
    take: wholeNumber(take),
    reveal: wholeNumber(reveal),
    addTo: text(addTo),
    typed,
    values: draftValues.parse(form('', typed).values),
  }
}

/** What is sent through the door for each way of logging: only, with dispatch, or settled on the spot. */
export type Way = 'log' | 'dispatch' | 'settle'

/** The parts of the form that each way leaves out. */
const leftOut: Record<Way, string[]> = {
  log: ['department', 'handler', 'settle'],
  dispatch: ['settle'],
  settle: ['department', 'handler'],
}

/** What cannot be said of a complaint before its category is known. */
const judged = ['level', 'levelReason']

/** The parts of this form that its way of logging leaves out. */
function leftOutOf(way: Way, typed: Record<string, unknown>): string[] {
  return [...leftOut[way], ...(way === 'log' && typed.category === undefined ? judged : [])]
}

/** What was typed and is no part of a complaint that is only logged: it goes on the case as a note. */
export function besides(way: Way, { typed, values }: Posted): [name: string, value: string | string[]][] {
  const parts = leftOutOf(way, typed)
  return way === 'log'
    ? Object.entries(values).filter(([name, value]) => value !== '' && parts.includes(name.replace(/\[.*/, '')))
    : []
}

/** And the parts that it cannot do without, beyond what every complaint needs. */
const needed: Record<Way, string[]> = { log: [], dispatch: ['category', 'department'], settle: ['category'] }

/** The body of the opening. @throws Refusal with every fault of the form at once */
export function openingOf(way: Way, typed: Record<string, unknown>, organisation: Organisation) {
  const entries = Object.entries(withNamedRespondent(typed, organisation)).filter(
    ([key]) => !leftOutOf(way, typed).includes(key),
  )
  const body: Record<string, unknown> = Object.fromEntries(entries)
  if (way === 'settle') body.settle = withoutSpareLines(body.settle)
  const missing = needed[way].filter(field => body[field] === undefined).map(missed)
  const { policy: _, ...complaint } = body
  const issues = [...(openingSchema.safeParse(complaint).error?.issues ?? []), ...missing]
  if (missing.length > 0) throw new Refusal('invalid', { issues })
  return body
}

const missed = (field: string): z.core.$ZodIssue => ({
  code: 'custom',
  path: [field],
  message: '',
  params: { code: 'required' },
  input: undefined,
})

/** A respondent may be typed by name, as customers tell it; the rules know people by log-in. */
export function withNamedRespondent(typed: Record<string, unknown>, { people }: Organisation): Record<string, unknown> {
  const meant = people.filter(({ name, active }) => active && name === typed.respondent)
  return meant.length === 1 ? { ...typed, respondent: meant[0]?.login } : typed
}

/** Lines of measures in which nothing was filled in are spare lines. */
function withoutSpareLines(settle: unknown): unknown {
  const { measures, ...rest } = (settle ?? {}) as { measures?: unknown }
  const lines = typeof measures === 'object' && measures !== null ? Object.values(measures) : []
  const filled = lines.filter(line => typeof line === 'object' && line !== null && Object.keys(line).length > 0)
  return { ...rest, ...(filled.length > 0 && { measures: filled }) }
}

/** Where the words of a field stand below `newComplaint.fields`; those of a line beside those of the whole list. */
export const labelOf = (path: string): string => path.replace(/^(settle\.measures)\./, '$1-')

const wholeNumber = (value: unknown): number => (/^\d{1,15}$/.test(String(value)) ? Number(value) : 0)
