import { and, desc, eq, lt } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { auditLog } from '../../db/schema.ts'

/** What was put on record, newest first. @param older than the entry of this id */
export async function deedsOnRecord(
  db: Database,
  subject: string | undefined,
  older: number | undefined,
  limit: number,
) {
  const about = subject ? eq(auditLog.subject, subject) : undefined
  const before = older === undefined ? undefined : lt(auditLog.id, older)
  return await db.select().from(auditLog).where(and(about, before)).orderBy(desc(auditLog.id)).limit(limit)
}

export type DeedOnRecord = Awaited<ReturnType<typeof deedsOnRecord>>[number]
