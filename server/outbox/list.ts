import { and, desc, eq, lt, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { cases, complaints, notices } from '../../db/schema.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { capacitiesOf } from '../../workflows/organisation/stand-ins.ts'
import { iso, isoOrNull } from '../cases/instant.ts'
import { type LevelName, withLevelNames } from '../cases/level-names.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { sightOf, visibleTo } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { type CaseFacts, noticeSubject, renderNotice } from '../mail/render-notice.ts'
import { cursorOf, pageOf, pageSize } from '../web/cursor.ts'

/** The query of GET /notices and of the outbox page. */
export const noticeFilter = z.object({
  case: z.string().max(30).optional(),
  status: z.enum(['queued', 'sent', 'failed', 'suppressed']).optional(),
  limit: pageSize,
  cursor: cursorOf(z.int().min(0)).optional(),
})

export type NoticeItem = Awaited<ReturnType<typeof listNotices>>['items'][number]

/**
 * Notices, newest first. The administrator looks after delivery and sees all of them, without their text; everybody
 * else sees those of their cases, the auditor with the text.
 */
export async function listNotices(deps: Deps, login: string, filter: z.output<typeof noticeFilter>) {
  const at = deps.now().toISOString()
  const organisation = await loadOrganisation(deps.db)
  const roles = capacitiesOf(organisation, login, at).map(one => one.role)
  const seen = roles.includes('admin') ? undefined : visibleTo(sightOf(organisation, login, at))
  const rows = await readPage(deps, [seen, ...conditions(filter)], filter.limit)
  const { items: found, nextCursor } = pageOf(rows, filter.limit, row => row.notice.id)
  const items = await withLevelNames(deps.db, found.map(underPolicy))
  const withText = roles.includes('auditor')
  return { items: items.map(row => itemOf(row, organisation, withText && deps.config.baseUrl)), nextCursor }
}

function conditions({ case: number, status, cursor }: z.output<typeof noticeFilter>): (SQL | undefined)[] {
  return [
    number === undefined ? undefined : eq(cases.number, number),
    status && eq(notices.status, status),
    cursor === undefined ? undefined : lt(notices.id, cursor),
  ]
}

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
    .innerJoin(cases, eq(cases.id, notices.caseId))
    .innerJoin(complaints, eq(complaints.caseId, notices.caseId))
    .where(and(...all))
    .orderBy(desc(notices.id))
    .limit(limit + 1)
}

function underPolicy({ policyCode: code, policyVersion: version, ...row }: Found) {
  return { ...row, policy: { code, version } }
}

type Found = Awaited<ReturnType<typeof readPage>>[number]
type Row = ReturnType<typeof underPolicy> & { levelName: LevelName | null }

/** A notice as it was sent, or as it would be sent now. @param baseUrl false: leave the text out */
function itemOf(row: Row, organisation: Organisation, baseUrl: string | false) {
  const { notice } = row
  const { id, kind, recipient, address, status, attempts, error, seq } = notice
  return {
    ...{ id, case: row.number, seq, kind, to: recipient, address },
    subject: notice.subject ?? noticeSubject(notice, { number: row.number, level: row.levelName }),
    ...(baseUrl !== false && { text: notice.text ?? renderNotice(notice, factsOf(row, organisation), baseUrl).text }),
    ...{ status, attempts, error },
    createdAt: iso(notice.createdAt),
    sentAt: isoOrNull(notice.sentAt),
  }
}

function factsOf(
  { number, levelName: level, receivedAt, customerName, department }: Row,
  organisation: Organisation,
): CaseFacts {
  const found = organisation.departments.find(one => one.code === department)
  const names = Object.fromEntries(organisation.people.map(one => [one.login, one.name]))
  const shown = found ? { 'zh-CN': found.nameZh, en: found.nameEn } : null
  return { number, level, receivedAt, customerName, department: shown, names }
}
