import { and, eq, type SQL } from 'drizzle-orm'
import { cases, notices } from '../../db/schema.ts'
import { capacitiesOf } from '../../workflows/organisation/stand-ins.ts'
import { iso, isoOrNull } from '../cases/instant.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { loadNotice } from '../mail/load-notice.ts'
import { noticeSubject, renderNotice } from '../mail/render-notice.ts'
import { seenNotices, subjectOf } from './sight.ts'

/**
 * One notice, for whoever got it, may see what it is about, or looks after delivery; undefined for everybody else. Its
 * text is for whoever got it and for the auditor: a mail is read by those to whom it was written.
 */
export async function noticeForPage(deps: Deps, login: string, id: number) {
  const at = deps.now().toISOString()
  const [organisation, loaded] = await Promise.all([loadOrganisation(deps.db), loadNotice(deps.db, id)])
  if (!loaded) return undefined
  const { notice, facts } = loaded
  const readable = await isSeen(deps, id, seenNotices(organisation, login, at))
  const roles = capacitiesOf(organisation, login, at).map(one => one.role)
  if (!readable && !roles.includes('admin')) return undefined
  const { kind, recipient, address, status, attempts, error } = notice
  return {
    ...{ id, kind, address, status, attempts, error, ...subjectOf(facts) },
    to: recipient,
    readable,
    subject: notice.subject ?? noticeSubject(notice, facts),
    text:
      recipient === login || (readable && roles.includes('auditor'))
        ? (notice.text ?? renderNotice(notice, facts, deps.config.baseUrl).text)
        : undefined,
    createdAt: iso(notice.createdAt),
    sentAt: isoOrNull(notice.sentAt),
  }
}

async function isSeen({ db }: Deps, id: number, seen: SQL): Promise<boolean> {
  const found = await db
    .select({ id: notices.id })
    .from(notices)
    .leftJoin(cases, eq(cases.id, notices.caseId))
    .where(and(eq(notices.id, id), seen))
  return found.length > 0
}

/** Puts a failed notice back into the queue; one that has not failed stays as it is. */
export async function queueAgain(deps: Deps, id: number): Promise<void> {
  await deps.db.transaction(async tx => {
    const failed = await tx
      .update(notices)
      .set({ status: 'queued', error: null })
      .where(and(eq(notices.id, id), eq(notices.status, 'failed')))
      .returning({ id: notices.id })
    await deps.jobs.enqueueNotices(
      tx,
      failed.map(one => one.id),
    )
  })
}
