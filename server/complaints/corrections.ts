import type { ComplaintEventType } from '../../workflows/complaint/events.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { dateTime, money } from '../web/helpers.ts'
import type { Language } from '../web/i18n.ts'
import { conductName } from '../web/level-words.ts'
import { maskedEmail, maskedPhone } from '../web/masks.ts'
import type { PastEvent } from './case-events.ts'
import type { HistoryWords } from './history-sentences.ts'

/** A field of the record that an event gave another value. */
export interface Corrected {
  field: string
  was: unknown
  is: unknown
}

/** Conduct and levels are called what the policy calls them. */
export interface CorrectionWords extends HistoryWords {
  policy: Policy
  language: Language
}

/** What corrects the record, and says what it said before only by what came before. */
export const correctiveTypes: readonly ComplaintEventType[] = ['amend', 'regrade']

/**
 * What each correction changed, by its `seq`.
 * @param events everything that gave or corrected the record, oldest first
 */
export function correctionsOf(events: PastEvent[]): Map<number, Corrected[]> {
  const record = new Map<string, unknown>()
  const found = new Map<number, Corrected[]>()
  for (const event of events) {
    const given = Object.entries(givenBy(event))
    if (correctiveTypes.includes(event.type)) {
      found.set(
        event.seq,
        given.map(([field, is]) => ({ field, was: record.get(field), is })),
      )
    }
    for (const [field, value] of given) record.set(field, value)
  }
  return found
}

/** The fields of the record as an event gives them, under the names that a correction has for them. */
function givenBy({ type, fields }: PastEvent): Record<string, unknown> {
  if (type === 'amend') return { ...(fields.fields as object | undefined) }
  if (type === 'open') return { ...(fields.customer as object | undefined), ...fields }
  const { grading } = (fields.computed ?? {}) as { grading?: { level?: string } }
  return type === 'register' ? { ...fields, level: grading?.level } : { level: fields.level }
}

/** What a field said before and what it says now, contacts masked: 客户诉求：原“退款”，改为“换货”. */
export function correctionWords({ field, was, is }: Corrected, words: CorrectionWords): string {
  const { t } = words
  const before = valueWords(field, was, words)
  const after = valueWords(field, is, words)
  const label = t(field === 'level' ? 'case.grading.level' : `forms.amend.fields-${field}`)
  const context = before ? undefined : 'nothing'
  return t('case.changed.from', { label, context, was: before, is: after || t('case.changed.nothing') })
}

type Shown = (value: string, words: CorrectionWords) => string

const code =
  (list: string): Shown =>
  (value, { t }) =>
    t(`codes.${list}.${value}`)

/** How a field is told; those not named here are told as they were typed. */
const shown: Record<string, Shown> = {
  phone: maskedPhone,
  email: maskedEmail,
  channel: code('channels'),
  category: code('categories'),
  level: code('levels'),
  scopeFlags: code('scopeFlags'),
  conduct: (value, { policy, language }) => conductName(policy, value, language),
  amount: value => money(value),
  occurredAt: value => dateTime(value),
  respondentDepartment: (value, { names }) => names.department(value),
  respondent: (value, { names }) => names.person(value),
}

function valueWords(field: string, value: unknown, words: CorrectionWords): string {
  const values = [value ?? []].flat().map(String)
  return values.map(one => shown[field]?.(one, words) ?? one).join(words.t('history.and'))
}
