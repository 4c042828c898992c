import { isLanguage, type Translate, translator } from '../web/i18n.ts'
import type { CaseFacts, MailFacts, Notice } from './mail-facts.ts'

type Param = string | number | null | undefined

export const wordsOf = (language: string): Translate => translator(isLanguage(language) ? language : 'zh-CN')

export const levelOf = ({ language }: Pick<Notice, 'language'>, { level }: Pick<CaseFacts, 'level'>): string =>
  level?.[language === 'en' ? 'en' : 'zh-CN'] ?? wordsOf(language)('codes.levels.none')

export const stepOf = ({ language, params }: Pick<Notice, 'language' | 'params'>): string =>
  wordsOf(language)(`codes.stepKinds.${params.step ?? 'approve'}`)

/** The name of a log-in that the notice mentions; empty for nobody. */
export const personIn =
  ({ names }: Pick<MailFacts, 'names'>) =>
  (login: Param): string =>
    login ? (names[login] ?? String(login)) : ''

/** What a delegation hands over: one role, or all of them. */
export const roleIn = (role: Param, language: string): string =>
  wordsOf(language)(role ? `codes.roles.${role}` : 'delegations.everything')

/** Label and value of each fact that is known; what is not known is left out rather than shown empty. */
export function mailRows(notice: Notice, facts: MailFacts): { label: string; value: string }[] {
  const t = wordsOf(notice.language)
  const known = facts.about === 'case' ? caseRows(notice, facts, t) : besideRows(notice, facts, t)
  return Object.entries(known).flatMap(([name, value]) =>
    value ? [{ label: t(`mail.fact.${name}`), value: String(value) }] : [],
  )
}

function caseRows({ kind, language, params }: Notice, facts: CaseFacts, t: Translate): Record<string, Param> {
  const person = personIn(facts)
  return {
    number: facts.number,
    level: [levelOf({ language }, facts), facts.rank && t('codes.levelRank', { ...facts.rank })]
      .filter(Boolean)
      .join(' · '),
    customer: facts.customerName,
    department: facts.department?.[language === 'en' ? 'en' : 'zh-CN'],
    received: shownInstant(facts.receivedAt, language),
    limit: params.rung && params.limit && t(`codes.limitKinds.${params.limit}`),
    used: params.rung && `${params.rung}%`,
    until: params.until && shownInstant(String(params.until), language),
    due: params.dueAt && shownInstant(String(params.dueAt), language),
    amount: params.amount && t('mail.yuan', { amount: params.amount }),
    ...(kind === 'approval-asked' && planRows(facts, t)),
    outcome: params.outcome && t(`codes.outcomes.${params.outcome}`),
    role: params.role && t(`codes.roles.${params.role}`),
    onBehalfOf: person(params.onBehalfOf),
    by: person(params.by),
  }
}

/** What is to be decided on, as far as it says nothing of a person. */
function planRows({ plan }: CaseFacts, t: Translate): Record<string, Param> {
  if (!plan) return {}
  const kinds = [...new Set(plan.remedies)].map(kind => t(`codes.measureKinds.${kind}`))
  return {
    amount: Number(plan.compensation) > 0 ? t('mail.yuan', { amount: plan.compensation }) : t('approvals.noSum'),
    remedies: kinds.join(t('history.and')),
  }
}

function besideRows({ language, params }: Notice, facts: MailFacts, t: Translate): Record<string, Param> {
  const person = personIn(facts)
  const instant = (at: Param) => at && shownInstant(String(at), language)
  const isAction = facts.about === 'corrective-action'
  return {
    actionNumber: isAction && facts.number ? facts.number : null,
    title: params.title,
    task: params.task && t(`myWork.corrective.tasks.${params.task}`),
    due: instant(params.dueAt),
    owner: person(params.owner),
    verifier: person(params.verifier),
    delegator: person(params.delegator),
    delegate: person(params.delegate),
    scope: isAction ? null : roleIn(params.role, language),
    startsAt: instant(params.startsAt),
    endsAt: instant(params.endsAt),
    by: person(params.by),
  }
}

function shownInstant(instant: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'long',
    timeStyle: 'short',
    hourCycle: 'h23',
  })
  return wordsOf(language)('mail.beijingTime', { time: format.format(new Date(instant)) })
}
