import { readFileSync } from 'node:fs'
import Handlebars from 'handlebars'
import { convert } from 'html-to-text'
import { explanationOf } from './explanation.ts'
import type { MailFacts, Notice } from './mail-facts.ts'
import { levelOf, mailRows, personIn, roleIn, stepOf, wordsOf } from './mail-rows.ts'

const source = readFileSync(new URL('../../views/mail/notice.hbs', import.meta.url), 'utf8')
const template = Handlebars.create().compile(source, { strict: true, knownHelpersOnly: true })

/** The subject alone, for lists. */
export function noticeSubject(notice: Notice, facts: MailFacts): string {
  const t = wordsOf(notice.language)
  const headline = headlineOf(notice, facts)
  const { about, number } = facts
  if (about === 'case') return t('mail.subject.case', { level: levelOf(notice, facts), number, headline })
  return t(`mail.subject.${about}`, { number, headline })
}

/** The whole mail in its recipient's language: what happened, why they get it, what to do, and the way there. */
export function renderNotice(notice: Notice, facts: MailFacts, baseUrl: string) {
  const t = wordsOf(notice.language)
  const { kind, params } = notice
  const words = { ...peopleIn(notice, facts), days: params.days }
  const subject = noticeSubject(notice, facts)
  const html = template({
    language: notice.language,
    subject,
    headline: headlineOf(notice, facts),
    why: t(`mail.${kind}.why`, { step: stepOf(notice), ...words }),
    next: t(params.underWay ? `mail.${kind}.nextUnderWay` : `mail.${kind}.next`, words),
    rows: mailRows(notice, facts),
    // a Chinese colon brings its own
    gap: notice.language === 'zh-CN' ? '' : ' ',
    explanation: explanationOf(notice, facts, t),
    link: linkTo(notice, facts, baseUrl),
    open: t(`mail.open.${facts.about}`),
    footer: t('mail.footer'),
  })
  const text = convert(html, {
    wordwrap: false,
    selectors: [
      { selector: 'h1', options: { uppercase: false } },
      { selector: 'h2', options: { uppercase: false } },
      { selector: 'a', options: { linkBrackets: ['', ''] } },
    ],
  })
  return { subject, html, text }
}

/** Whoever is named in a note is led to that note, whoever is to decide to the page on which it is decided. */
function linkTo({ kind, seq, params: { limit, task } }: Notice, { about, number }: MailFacts, baseUrl: string): string {
  if (about === 'delegation') return `${baseUrl}/delegations`
  if (about === 'corrective-action') return `${baseUrl}/corrective-actions/${number}${task ? `#${task}` : ''}`
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
  penalised: 'appeal',
}

function headlineOf(notice: Notice, facts: MailFacts): string {
  const { kind, language, params } = notice
  const t = wordsOf(language)
  if (params.limit && params.rung) {
    return t(`mail.${kind}.headlineOfLimit`, { limit: t(`codes.limitKinds.${params.limit}`), rung: params.rung })
  }
  if (params.underWay) return t(`mail.${kind}.headlineUnderWay`)
  return t(`mail.${kind}.headline`, { step: stepOf(notice), days: params.days, ...peopleIn(notice, facts) })
}

/** Whom the sentences name, and what a delegation hands over. */
function peopleIn({ language, params }: Notice, facts: MailFacts): Record<string, string> {
  const person = personIn(facts)
  if (facts.about !== 'delegation') return { person: person(params.person) }
  return {
    delegator: person(params.delegator),
    delegate: person(params.delegate),
    scope: roleIn(params.role, language),
  }
}
