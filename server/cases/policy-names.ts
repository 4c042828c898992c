import { asc, sql } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { policyVersions } from '../../db/schema.ts'

/** What every version of every policy is called, drafts too; a policy's versions in their order. */
export async function policyNames(db: Database, language: 'zh-CN' | 'en') {
  const { code, version, status, document } = policyVersions
  const name = sql<string>`${document}->'name'->>${language}`
  return await db.select({ code, version, status, name }).from(policyVersions).orderBy(asc(code), asc(version))
}
