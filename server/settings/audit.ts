import { and, desc, eq, lt } from 'drizzle-orm'
import type { Response } from 'express'
import { z } from 'zod'
import { auditLog } from '../../db/schema.ts'
import { iso } from '../cases/instant.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { type Choice, choices } from '../web/choices.ts'
import { cursorOf, pageOf } from '../web/cursor.ts'
import { type Form, form } from '../web/forms.ts'
import { dateTime } from '../web/helpers.ts'
import { hasWords, type Translate } from '../web/i18n.ts'
import { type Names, namesIn } from '../web/names.ts'
import { render } from '../web/render.ts'

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
  details: string
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
  const rows = await db
    .select()
    .from(auditLog)
    .where(
      and(
        subject ? eq(auditLog.subject, subject) : undefined,
        cursor === undefined ? undefined : lt(auditLog.id, cursor),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(perPage + 1)
  const { items, nextCursor } = pageOf(rows, perPage, row => row.id)
  const names = namesIn(await loadOrganisation(db), language)
  const here = subject ? `/settings/audit?subject=${subject}` : '/settings/audit'
  render(response, 'settings/audit', {
    title: t('settings.audit.title'),
    form: form('audit', { subject: subject ?? '' }),
    subjects: choices(subjects, 'settings.audit.subjects', t),
    lines: items.map(row => lineOf(row, names, t)),
    firstPage: cursor === undefined ? '' : here,
    nextPage: nextCursor ? `${here}${subject ? '&' : '?'}cursor=${nextCursor}` : '',
  })
}

function lineOf(row: typeof auditLog.$inferSelect, names: Names, t: Translate): AuditLine {
  const { at, person, subject, key, action, details } = row
  const [code, version] = key.split('/')
  const said = `settings.audit.actions.${action}`
  return {
    at: iso(at),
    by: person ? names.person(person) : t('settings.audit.program'),
    subject: t(`settings.audit.subjects.${subject}`),
    what:
      subject === 'policy' && version ? t('settings.audit.version', { code, version }) : whatOf(subject, key, names),
    href: { policy: version ? `/policies/${code}/versions/${version}` : '', person: `/people/${key}` }[subject] ?? '',
    action: hasWords(said) ? t(said) : action,
    details: detailsOf(details, names, t),
  }
}

function whatOf(subject: string, key: string, names: Names): string {
  if (subject === 'person') return names.person(key)
  return subject === 'department' ? names.department(key) : key
}

const starts = new Set(['from', 'startsAt'])

/** What was recorded with the deed, where it is a word or a number, a start before its end; codes by their names. */
function detailsOf(details: Record<string, unknown>, names: Names, t: Translate): string {
  return Object.entries(details)
    .filter(([field, value]) => field !== 'rehearsal' && (typeof value === 'string' || typeof value === 'number'))
    .sort(([one], [other]) => Number(starts.has(other)) - Number(starts.has(one)))
    .map(([field, value]) => {
      if (field === 'role') return t(`codes.roles.${value}`)
      if (field === 'department') return names.department(String(value))
      if (field === 'delegate') return names.person(String(value))
      const said = instant.safeParse(value).success ? dateTime(String(value)) : String(value)
      return hasWords(`settings.audit.details.${field}`) ? t(`settings.audit.details.${field}`, { value: said }) : said
    })
    .join(' · ')
}
