import type { Response } from 'express'
import type { z } from 'zod'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { type Choice, choices } from '../web/choices.ts'
import { type Form, form } from '../web/forms.ts'
import type { Translate } from '../web/i18n.ts'
import { type Names, namesIn } from '../web/names.ts'
import { hasRole, personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { render } from '../web/render.ts'
import { listNotices, type NoticeItem, type noticeFilter } from './list.ts'
import { noticeForPage } from './notice.ts'

interface NoticeLine {
  id: number
  /** what it is about, its number and where that is; a delegation has no number */
  about: string
  number: string
  href: string
  kind: string
  recipient: string
  address: string
  subject: string
  status: string
  statusWords: string
  attempts: number
  error: string | null
  createdAt: string
  sentAt: string | null
}

declare module '../web/render.ts' {
  interface Views {
    'outbox/list': {
      title: string
      filter: Form
      filtered: boolean
      notices: NoticeLine[]
      mayQueue: boolean
      statusChoices: Choice[]
      firstPage: string
      nextPage: string
    }
    'outbox/notice': {
      title: string
      notice: NoticeLine
      /** the subject around the number that it names */
      heading: { before: string; named: string; after: string }
      text: string | undefined
      /** the reader may open what it is about */
      linked: boolean
      mayQueue: boolean
    }
  }
}

const statuses = ['queued', 'sent', 'failed', 'suppressed']

/** All notices that the reader may know of, newest first. */
export async function showOutbox(deps: Deps, response: Response, filter: z.output<typeof noticeFilter>): Promise<void> {
  const { t, language } = response.locals
  const person = personOf(response)
  const [page, organisation] = await Promise.all([listNotices(deps, person.login, filter), loadOrganisation(deps.db)])
  const names = namesIn(organisation, language)
  const { case: number, status, cursor } = filter
  const narrowed = { ...(number && { case: number }), ...(status && { status }) }
  const asked = new URLSearchParams(narrowed)
  const at = (more: Record<string, string>) => `/outbox?${new URLSearchParams({ ...narrowed, ...more })}`
  render(response, 'outbox/list', {
    title: t('outbox.title'),
    filter: form('filter', narrowed),
    filtered: asked.size > 0,
    notices: page.items.map(item => lineOf(item, names, t)),
    mayQueue: hasRole(person, 'admin', 'service-head'),
    statusChoices: choices(statuses, 'codes.noticeStatuses', t),
    firstPage: cursor === undefined ? '' : at({}),
    nextPage: page.nextCursor ? at({ cursor: page.nextCursor }) : '',
  })
}

/** One notice, as it was sent or as it would be sent now. */
export async function showNotice(deps: Deps, response: Response, id: number): Promise<void> {
  const { t, language } = response.locals
  const person = personOf(response)
  const [notice, organisation] = await Promise.all([noticeForPage(deps, person.login, id), loadOrganisation(deps.db)])
  if (!notice) throw new Problem(404, 'not-found')
  const line = lineOf(notice, namesIn(organisation, language), t)
  const [before = '', ...after] = line.number ? notice.subject.split(line.number) : [notice.subject]
  render(response, 'outbox/notice', {
    title: notice.subject,
    notice: line,
    heading: { before, named: after.length > 0 ? line.number : '', after: after.join(line.number) },
    text: notice.text,
    linked: notice.readable,
    mayQueue: notice.status === 'failed' && hasRole(person, 'admin', 'service-head'),
  })
}

function lineOf(item: Omit<NoticeItem, 'seq' | 'text'>, names: Names, t: Translate): NoticeLine {
  const {
    id,
    case: caseNumber,
    correctiveAction,
    kind,
    to,
    address,
    subject,
    status,
    attempts,
    error,
    createdAt,
    sentAt,
  } = item
  return {
    ...{ id, address, subject, status, attempts, error, createdAt, sentAt },
    ...subjectWords(caseNumber, correctiveAction, t),
    kind: t(`codes.noticeKinds.${kind}`),
    recipient: names.person(to),
    statusWords: t(`codes.noticeStatuses.${status}`),
  }
}

function subjectWords(caseNumber: string | null, action: string | null, t: Translate) {
  if (caseNumber) return { about: t('outbox.fields.case'), number: caseNumber, href: `/complaints/${caseNumber}` }
  if (action) return { about: t('correctiveActions.title'), number: action, href: `/corrective-actions/${action}` }
  return { about: '', number: '', href: '' }
}
