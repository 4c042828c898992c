import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { cases, complaints, notices } from '../../db/schema.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { capacitiesOf } from '../../workflows/organisation/stand-ins.ts'
import { iso, isoOrNull } from '../cases/instant.ts'
import { levelNameIn } from '../cases/level-names.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { policyAt } from '../cases/policies.ts'
import type { Deps } from '../deps.ts'
import type { MailFacts } from '../mail/mail-facts.ts'
import { noticeSubject, renderNotice } from '../mail/render-notice.ts'
import { cursorOf, pageOf, pageSize } from '../web/cursor.ts'
import { seenNotices, subjectOf } from './sight.ts'

/** The query of GET /notices and of the outbox page; `case` may also be the number of a corrective action. */
export const noticeFilter = z.object({
  case: z.string().max(30).optional(),
  status: z.enum(['queued', 'sent', 'failed', 'suppressed']).optional(),
  limit: pageSize,
  cursor: cursorOf(z.int().min(0)).optional(),
})

export type NoticeItem = Awaited<ReturnType<typeof listNotices>>['items'][number]

/**
 * Notices, newest first. The administrator looks after delivery and sees all of them, without their text; everybody
 * else sees those of their cases and corrective actions and their own, the auditor with the text.
 */
export async function listNotices(deps: Deps, login: string, filter: z.output<typeof noticeFilter>) {
  const at = deps.now().toISOString()
  const organisation = await loadOrganisation(deps.db)
  const roles = capacitiesOf(organisation, login, at).map(one => one.role)
  const seen = roles.includes('admin') ? undefined : seenNotices(organisation, login, at)
  const rows = await readPage(deps, [seen, ...conditions(filter)], filter.limit)
  const { items: found, nextCursor } = pageOf(rows, filter.limit, row => row.notice.id)
  const withText = roles.includes('auditor')
  const names = Object.fromEntries(organisation.people.map(one => [one.login, one.name]))
  const items: Item[] = []
  for (const row of found) {
    const facts = await factsOf(deps, row, organisation, names)
    items.push(itemOf(row.notice, facts, withText && deps.config.baseUrl))
  }
  return { items, nextCursor }
}

function conditions({ case: number, status, cursor }: z.output<typeof noticeFilter>): (SQL | undefined)[] {
  return [
    number === undefined ? undefined : sql`${notices.id} = any(array(${idsAbout(number)}))`,
    status && eq(notices.status, status),
    cursor === undefined ? undefined : lt(notices.id, cursor),
  ]
}

/**
 * The notices of one case or corrective action. As an array it is read first and by index; as a plain condition under
 * `limit` the database would look for them among all notices from the newest backwards.
 */
const idsAbout = (number: string) => sql`
  select one.id from notices as one join cases on cases.id = one.case_id where cases.number = ${number}
  union all
  select one.id from notices as one
    where one.case_id is null and one.about = 'corrective-action' and one.key = ${number}`

function readPage({ db }: Deps, all: (SQL | undefined)[], limit: number) {
  return db
    .select({
      notice: notices,
      number: cases.number,
      level: cases.level,
      policyCode: cases.policyCode,
      policyVersion: cases.policyVersion,
      receivedAt: cases.receivedAt,
      department: cases.department,
      customerName: complaints.customerName,
    })
    .from(notices)
    .leftJoin(cases, eq(cases.id, notices.caseId))
    .leftJoin(complaints, eq(complaints.caseId, notices.caseId))
    .where(and(...all))
    .orderBy(desc(notices.id))
    .limit(limit + 1)
}

type Row = Awaited<ReturnType<typeof readPage>>[number]
type Item = ReturnType<typeof itemOf>

/** A notice as it was sent, or as it would be sent now. @param baseUrl false: leave the text out */
function itemOf(notice: Row['notice'], facts: MailFacts, baseUrl: string | false) {
  const { id, kind, recipient, address, status, attempts, error, seq } = notice
  return {
    ...{ id, ...subjectOf(facts), seq, kind, to: recipient, address },
    subject: notice.subject ?? noticeSubject(notice, facts),
    ...(baseUrl !== false && { text: notice.text ?? renderNotice(notice, facts, baseUrl).text }),
    ...{ status, attempts, error },
    createdAt: iso(notice.createdAt),
    sentAt: isoOrNull(notice.sentAt),
  }
}

async function factsOf(
  { db }: Deps,
  row: Row,
  organisation: Organisation,
  names: MailFacts['names'],
): Promise<MailFacts> {
  const { about, key } = row.notice
  const { number, policyCode, policyVersion, receivedAt } = row
  if (about !== 'case') return { about, number: key ?? '', names }
  if (!number || !policyCode || !policyVersion || !receivedAt) throw new Error(`notice ${row.notice.id} has no case`)
  const { policy } = await policyAt(db, policyCode, policyVersion)
  const found = organisation.departments.find(one => one.code === row.department)
  return {
    ...{ about, number, receivedAt, names, customerName: row.customerName },
    level: levelNameIn(policy, row.level),
    policy,
    department: found ? { 'zh-CN': found.nameZh, en: found.nameEn } : null,
  }
}
