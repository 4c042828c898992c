import { decidesFor } from '../../workflows/complaint/deciding.ts'
import type { ComplaintEventType } from '../../workflows/complaint/events.ts'
import type { Choice } from '../web/choices.ts'
import type { Form, Refused } from '../web/forms.ts'
import type { Change } from './changes.ts'
import type { ChoiceFacts } from './choice-facts.ts'
import { filledIn } from './filled-in.ts'
import { choicesOf } from './form-choices.ts'
import { eventForm, harmful } from './forms.ts'
import { type ParticularField, particularFields } from './particulars.ts'
import { type CameBack, cameBack } from './plan-again.ts'
import { requestWords } from './request-words.ts'

/** A form to be filled in. */
export interface OpenForm {
  type: ComplaintEventType
  number: string
  revision: number
  /** `seq` of the case that its reader has seen, so that the page can tell what came later */
  seen: number
  /** makes a form that is sent twice count once */
  key: string
  busy: string
  form: Form
  choices: Record<string, Choice[]>
  /** fields that the case's policy asks for beyond what the form asks everybody for */
  wanted: string[]
  /** what the policy has noted beyond the form */
  particulars: ParticularField[]
  harmful: boolean
  /** of the button that sends it */
  tone: 'primary' | 'danger' | 'outline-danger'
  rows: Row[]
  /** something is typed in the first line of penalties, which are folded away */
  penalised: boolean
  /** what others did since the form was made that came back as stale */
  changes: Change[]
  /** for whom a deputy decides */
  behalf: string
  /** of a plan only: why the last one did not do */
  cameBack: CameBack | undefined
  /** what the record says now, beside the inputs that correct it, or what was asked for, above the decision on it */
  now: Record<string, string>
}

/** A line of a repeated input, with the names of its inputs. */
interface Row {
  number: number
  first: boolean
  /** unfolded: the first line, and those with something in them */
  open: boolean
  fields: Record<string, string>
}

/** A form that came back: what was typed, and why it was refused. */
export interface RefusedForm {
  type: string
  typed: Record<string, unknown>
  refused: Refused
  /** what others did meanwhile, when it came back as stale */
  changes?: Change[] | undefined
}

/** The form of one event as this person may send it now, with what was typed when it came back. */
export function openForm(
  type: ComplaintEventType,
  facts: ChoiceFacts,
  about: { key: string; busy: string },
  back?: RefusedForm,
): OpenForm {
  const { number, revision, seq: seen } = facts.view
  const choices = choicesOf(type, facts)
  const returned = back?.type === type ? back : undefined
  const typed = returned?.typed ?? filledIn(type, facts, choices)
  return {
    ...{ type, number, revision, seen, choices, ...about },
    changes: returned?.changes ?? [],
    wanted: facts.policy.required[type] ?? [],
    particulars: particularFields(type, facts.policy, facts.language),
    form: eventForm(type, typed, returned?.refused),
    harmful: harmful.has(type),
    tone: toneOf(type),
    rows: rowsOf(type, typed),
    penalised: Array.isArray(typed.penalties),
    behalf: type === 'approve' || type === 'return' ? behalfOf(facts) : '',
    cameBack: type === 'plan' ? cameBack(facts.view, facts.names, facts.t) : undefined,
    now: type === 'amend' ? nowOf(facts) : requestWords(type, facts),
  }
}

/** To close a case is what those who are asked work for, although it asks once more. */
function toneOf(type: ComplaintEventType): OpenForm['tone'] {
  if (type === 'return') return 'outline-danger'
  return harmful.has(type) && type !== 'close' ? 'danger' : 'primary'
}

const repeated: Partial<Record<ComplaintEventType, { list: string; fields: string[]; lines: number }>> = {
  plan: { list: 'measures', fields: ['kind', 'description', 'amount'], lines: 5 },
  settle: { list: 'measures', fields: ['kind', 'description', 'amount'], lines: 3 },
  close: { list: 'penalties', fields: ['person', 'kind', 'amount'], lines: 2 },
}

/** Enough lines for what was typed and some more; those left empty are ignored. */
function rowsOf(type: ComplaintEventType, typed: Record<string, unknown>): Row[] {
  const shape = repeated[type]
  if (!shape) return []
  const { list, fields, lines } = shape
  const filled = Array.isArray(typed[list]) ? typed[list].length : 0
  return Array.from({ length: Math.min(20, Math.max(lines, filled + 1)) }, (_, index) => ({
    number: index + 1,
    first: index === 0,
    open: index === 0 || index < filled,
    fields: Object.fromEntries(fields.map(field => [field, `${list}[${index}][${field}]`])),
  }))
}

const behalfOf = ({ context, organisation, names, login, at }: ChoiceFacts): string =>
  names.person(decidesFor(context, organisation, login, at))

function nowOf({ view, names, t }: ChoiceFacts): Record<string, string> {
  const shown: Record<string, string | null | undefined> = {
    name: view.customer.name,
    phone: view.customer.phone,
    email: view.customer.email,
    channel: t(`codes.channels.${view.channel}`),
    category: view.category && t(`codes.categories.${view.category}`),
    amount: view.amount,
    affectedCount: view.affectedCount?.toString(),
    product: view.product,
    batchNo: view.batchNo,
    orderNo: view.orderNo,
    respondentDepartment: names.department(view.respondentDepartment),
    respondent: names.person(view.respondent),
  }
  return Object.fromEntries(
    Object.entries(shown).map(([field, value]) => [field, value ? t('forms.now', { value }) : t('forms.nowNothing')]),
  )
}
