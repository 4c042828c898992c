import { readFileSync } from 'node:fs'
import Handlebars from 'handlebars'
import { convert } from 'html-to-text'
import type { notices } from '../../db/schema.ts'
import type { LevelName } from '../cases/level-names.ts'
import { isLanguage, translator } from '../web/i18n.ts'

type Notice = Pick<typeof notices.$inferSelect, 'kind' | 'language' | 'params'> & { seq?: number }

/** What a mail says about its case. `names` holds the people whom the notice's params mention, by log-in. */
export interface CaseFacts {
  number: string
  /** what its policy calls its level */
  level: LevelName | null
  receivedAt: string
  customerName: string | null
  department: { 'zh-CN': string; en: string } | null
  names: Record<string, string>
}

const source = readFileSync(new URL('../../views/mail/notice.hbs', import.meta.url), 'utf8')
const template = Handlebars.create().compile(source, { strict: true, knownHelpersOnly: true })

/** The subject alone, for lists; it needs no names. */
export function noticeSubject(notice: Notice, facts: Pick<CaseFacts, 'number' | 'level'>): string {
  const t = wordsOf(notice.language)
  return t('mail.subject', {
    level: levelOf(notice, facts),
    number: facts.number,
    headline: headlineOf(notice),
  })
}

/** The whole mail in its recipient's language: what happened, why they get it, what to do, and the way to the case. */
export function renderNotice(notice: Notice, facts: CaseFacts, baseUrl: string) {
  const t = wordsOf(notice.language)
  const subject = noticeSubject(notice, facts)
  const html = template({
    language: notice.language,
    subject,
    headline: headlineOf(notice),
    why: t(`mail.${notice.kind}.why`, { step: stepOf(notice) }),
    next: t(notice.params.underWay ? `mail.${notice.kind}.nextUnderWay` : `mail.${notice.kind}.next`),
    rows: rowsOf(notice, facts),
    link: linkTo(notice, facts.number, baseUrl),
    open: t('mail.open'),
    footer: t('mail.footer'),
  })
  const text = convert(html, {
    wordwrap: false,
    selectors: [
      { selector: 'h1', options: { uppercase: false } },
      { selector: 'a', options: { linkBrackets: ['', ''] } },
    ],
  })
  return { subject, html, text }
}

/** Whoever is named in a note is led to that note, whoever is to decide to the page on which it is decided. */
function linkTo({ kind, seq, params: { limit } }: Notice, number: string, baseUrl: string): string {
  const link = `${baseUrl}/complaints/${number}`
  if (kind === 'mentioned' && seq) return `${link}#event-${seq}`
  const form = formOf[kind]
  if (form) return `${link}?form=${form}#${form}`
  return kind === 'approval-asked' || limit === 'review' || limit === 'approve' ? `${link}/approval` : link
}

/** Where what is asked of the level above is decided, and where the customer's being told is recorded. */
const formOf: Record<string, string> = {
  'extension-asked': 'extend',
  'extension-granted': 'contact',
  'recusal-asked': 'decide-recusal',
  appealed: 'decide-appeal',
}

const levelOf = ({ language }: Pick<Notice, 'language'>, { level }: Pick<CaseFacts, 'level'>) =>
  level?.[language === 'en' ? 'en' : 'zh-CN'] ?? wordsOf(language)('codes.levels.none')

const wordsOf = (language: string) => translator(isLanguage(language) ? language : 'zh-CN')

function headlineOf({ kind, language, params }: Notice): string {
  const t = wordsOf(language)
  if (params.limit && params.rung) {
    return t(`mail.${kind}.headlineOfLimit`, { limit: t(`codes.limitKinds.${params.limit}`), rung: params.rung })
  }
  if (params.underWay) return t(`mail.${kind}.headlineUnderWay`)
  return t(`mail.${kind}.headline`, { step: stepOf({ language, params }) })
}

const stepOf = ({ language, params }: Pick<Notice, 'language' | 'params'>) =>
  wordsOf(language)(`codes.stepKinds.${params.step ?? 'approve'}`)

/** Label and value of each fact that is known; what is not known is left out rather than shown empty. */
function rowsOf({ language, params }: Notice, facts: CaseFacts) {
  const t = wordsOf(language)
  const person = (login: string | number | null | undefined) => login && (facts.names[login] ?? login)
  const known = {
    number: facts.number,
    level: levelOf({ language }, facts),
    customer: facts.customerName,
    department: facts.department?.[language === 'en' ? 'en' : 'zh-CN'],
    received: shownInstant(facts.receivedAt, language),
    limit: params.rung && params.limit && t(`codes.limitKinds.${params.limit}`),
    used: params.rung && `${params.rung}%`,
    until: params.until && shownInstant(String(params.until), language),
    due: params.dueAt && shownInstant(String(params.dueAt), language),
    amount: params.amount && t('mail.yuan', { amount: params.amount }),
    outcome: params.outcome && t(`codes.outcomes.${params.outcome}`),
    role: params.role && t(`codes.roles.${params.role}`),
    onBehalfOf: person(params.onBehalfOf),
    by: person(params.by),
  }
  return Object.entries(known).flatMap(([name, value]) => (value ? [{ label: t(`mail.fact.${name}`), value }] : []))
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
