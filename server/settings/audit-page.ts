import type { Response } from 'express'
import { z } from 'zod'
import { iso } from '../cases/instant.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { policyNames } from '../cases/policy-names.ts'
import { dayOf, lastDayBefore } from '../cases/shanghai.ts'
import type { Deps } from '../deps.ts'
import { calendarWords } from '../web/calendar-words.ts'
import { type Choice, choices } from '../web/choices.ts'
import { cursorOf, pageOf } from '../web/cursor.ts'
import { type Form, form } from '../web/forms.ts'
import { dateTime } from '../web/helpers.ts'
import { hasWords, type Translate } from '../web/i18n.ts'
import { type Names, namesIn } from '../web/names.ts'
import { render } from '../web/render.ts'
import { type DeedOnRecord, deedsOnRecord } from './queries.ts'

const subjects = ['policy', 'calendar', 'person', 'department', 'settings'] as const

/** How instants stand in what was put on record. */
const instant = z.iso.datetime()

export const auditQuery = z.object({
  subject: z.enum(subjects).optional().catch(undefined),
  cursor: cursorOf(z.int().min(0)).optional(),
})

interface AuditLine {
  at: string
  by: string
  subject: string
  what: string
  href: string
  action: string
  details: string[]
}

declare module '../web/render.ts' {
  interface Views {
    'settings/audit': {
      title: string
      form: Form
      subjects: Choice[]
      lines: AuditLine[]
      firstPage: string
      nextPage: string
    }
  }
}

const perPage = 50

/** Who changed rules, calendar, people, departments and settings, newest first. */
export async function showAudit(
  { db }: Deps,
  response: Response,
  { subject, cursor }: z.output<typeof auditQuery>,
): Promise<void> {
  const { t, language } = response.locals
  const rows = await deedsOnRecord(db, subject, cursor, perPage + 1)
  const { items, nextCursor } = pageOf(rows, perPage, row => row.id)
  const names = namesIn(await loadOrganisation(db), language)
  const policies = namesByKey(await policyNames(db, language))
  const here = subject ? `/settings/audit?subject=${subject}` : '/settings/audit'
  render(response, 'settings/audit', {
    title: t('settings.audit.title'),
    form: form('audit', { subject: subject ?? '' }),
    subjects: choices(subjects, 'settings.audit.subjects', t),
    lines: items.map(row => lineOf(row, { names, policies, t })),
    firstPage: cursor === undefined ? '' : here,
    nextPage: nextCursor ? `${here}${subject ? '&' : '?'}cursor=${nextCursor}` : '',
  })
}

/** People, departments, policies and words, to say what an entry is about. */
interface Words {
  names: Names
  /** what each version is called, by code and number; and each policy, by its code */
  policies: Map<string, string>
  t: Translate
}

/** A policy is called as its newest version. */
function namesByKey(versions: { code: string; version: number; name: string }[]): Map<string, string> {
  return new Map(
    versions.flatMap(({ code, version, name }) => [
      [`${code}/${version}`, name],
      [code, name],
    ]),
  )
}

function lineOf(row: DeedOnRecord, words: Words): AuditLine {
  const { names, t } = words
  const { at, person, subject, key, action } = row
  const [code, version] = key.split('/')
  const said = `settings.audit.actions.${action}`
  return {
    at: iso(at),
    by: person ? names.person(person) : t('settings.audit.program'),
    subject: t(`settings.audit.subjects.${subject}`),
    what: whatOf(subject, key, words),
    href: { policy: version ? `/policies/${code}/versions/${version}` : '', person: `/people/${key}` }[subject] ?? '',
    action: hasWords(said) ? t(said) : action,
    details: detailsOf(row, words),
  }
}

function whatOf(subject: string, key: string, { names, policies, t }: Words): string {
  if (subject === 'person') return names.person(key)
  if (subject === 'department') return names.department(key)
  if (subject === 'calendar') return calendarWords(key, t)
  if (subject === 'settings') return t(`settings.audit.keys.${key}`)
  const [code = '', version] = key.split('/')
  const name = policies.get(key) ?? policies.get(code) ?? code
  return version ? t('policies.versionTitle', { name, version }) : name
}

const starts = new Set(['from', 'startsAt'])

/** What was recorded with the deed, where it is a word or a number, a start before its end; codes by their names. */
function detailsOf({ action, details }: DeedOnRecord, { names, policies, t }: Words): string[] {
  return Object.entries(details)
    .filter(([field, value]) => field !== 'rehearsal' && (typeof value === 'string' || typeof value === 'number'))
    .sort(([one], [other]) => Number(starts.has(other)) - Number(starts.has(one)))
    .map(([field, value]) => {
      if (field === 'role') return t(`codes.roles.${value}`)
      if (field === 'department') return names.department(String(value))
      if (field === 'delegate') return names.person(String(value))
      if (field === 'code') return policies.get(String(value)) ?? String(value)
      const said = instant.safeParse(value).success ? timeWords(action, field, String(value)) : String(value)
      return hasWords(`settings.audit.details.${field}`) ? t(`settings.audit.details.${field}`, { value: said }) : said
    })
}

/** A period that was rehearsed is days, the last one included; everything else is an instant. */
function timeWords(action: string, field: string, at: string): string {
  if (action !== 'rehearsed') return dateTime(at)
  return field === 'to' ? lastDayBefore(at) : dayOf(at)
}
