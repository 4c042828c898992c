import type { GradingReason } from '../../workflows/policy/grading.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { money } from '../web/helpers.ts'
import type { Language, Translate } from '../web/i18n.ts'
import { conductName } from '../web/level-words.ts'
import type { Names } from '../web/names.ts'
import type { Preview } from './preview.ts'

/** The preview as the page shows it. */
export interface ShownPreview {
  level: string
  reasons: string[]
  amountUnknown: boolean
  /** another level was chosen than the policy proposes */
  overrides: string
  limits: { name: string; rule: string; dueAt: string }[]
  approvers: { role: string; people: string }[]
  /** who decides as well when the whole amount is paid */
  payers: { role: string; people: string }[]
  amount: string
  told: string
}

interface Reader {
  names: Names
  t: Translate
  language: Language
}

/** A preview in the reader's words. @param amount CNY, when it is known */
export function shownPreview(
  preview: Preview,
  amount: string | undefined,
  policy: Policy,
  { names, t, language }: Reader,
): ShownPreview {
  const { level, grading, limits, approvers, payers, told } = preview
  const people = (logins: string[]) => logins.map(names.person).join(t('newComplaint.preview.and'))
  const inWords = (list: typeof approvers) =>
    list.map(one => ({ role: t(`codes.roles.${one.role}`), people: people(one.people) }))
  return {
    level,
    reasons: grading.reasons.map(reason => reasonInWords(reason, policy, { t, language })),
    amountUnknown: grading.amountUnknown,
    overrides: level === grading.level ? '' : t(`codes.levels.${grading.level}`),
    limits: limits.map(({ kind, limit, dueAt }) => ({
      name: t(`codes.limitKinds.${kind}`),
      rule: t('newComplaint.preview.within', {
        from: t(`newComplaint.preview.from.${limit.from === 'received' ? 'received' : 'dispatched'}`),
        span: t(`case.deadlines.units.${limit.unit}`, { count: limit.amount }),
      }),
      dueAt,
    })),
    approvers: inWords(approvers),
    payers: inWords(payers),
    amount: amount ? money(amount) : '',
    told: people(told),
  }
}

function reasonInWords(reason: GradingReason, policy: Policy, { t, language }: Pick<Reader, 't' | 'language'>): string {
  const shown = {
    ...(reason.by === 'flag' && { flag: t(`codes.scopeFlags.${reason.flag}`) }),
    ...(reason.by === 'amount' && { amount: money(reason.amount) }),
    ...(reason.by === 'conduct' && { conduct: conductName(policy, reason.conduct, language) }),
    ...(reason.by === 'count' && { people: reason.count }),
  }
  return t(`newComplaint.reasons.${reason.by}`, shown)
}
