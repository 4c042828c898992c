import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../db/client.ts'
import { auditLog, policyVersions } from '../../db/schema.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { storedPolicy } from '../../workflows/policy/policy.ts'
import { iso, isoOrNull } from '../cases/instant.ts'
import { policyInForce } from '../cases/policies.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'

export interface StoredVersion {
  code: string
  version: number
  status: 'draft' | 'published' | 'retired'
  /** UTC; null: always */
  startsAt: string | null
  createdAt: string
  /** null: built in */
  createdBy: string | null
  policy: Policy
}

/** Every version of every policy, oldest first. */
export async function allVersions({ db }: Pick<Deps, 'db'>): Promise<StoredVersion[]> {
  const rows = await db.select().from(policyVersions).orderBy(asc(policyVersions.code), asc(policyVersions.version))
  return rows.map(storedOf)
}

/** One version. @throws Refusal `not-found` */
export async function versionNamed(
  db: Database | Transaction,
  code: string,
  version: number,
  locked = false,
): Promise<StoredVersion> {
  const query = db
    .select()
    .from(policyVersions)
    .where(and(eq(policyVersions.code, code), eq(policyVersions.version, version)))
  const [row] = await (locked ? query.for('update') : query)
  if (!row) throw new Refusal('not-found')
  return storedOf(row)
}

/** The newest that was done to a version, newest first. @param key as in `winery/1` */
export async function deedsOnVersion(db: Database, key: string) {
  const onVersion = and(eq(auditLog.subject, 'policy'), eq(auditLog.key, key))
  return await db.select().from(auditLog).where(onVersion).orderBy(desc(auditLog.id)).limit(50)
}

/** How many cases were opened under each version: `winery/1` → 77. */
export async function casesByVersion({ db }: Pick<Deps, 'db'>): Promise<Map<string, number>> {
  const rows = await db
    .select({ code: sql<string>`policy_code`, version: sql<number>`policy_version`, count: sql<number>`count(*)::int` })
    .from(sql`cases`)
    .groupBy(sql`policy_code, policy_version`)
  return new Map(rows.map(({ code, version, count }) => [`${code}/${version}`, count]))
}

/** The version of a policy that opens cases now; undefined while all are drafts, retired or still to come. */
export async function versionInForce(deps: Pick<Deps, 'db' | 'now'>, code: string | null) {
  return await policyInForce(deps.db, code, deps.now().toISOString())
}

function storedOf(row: typeof policyVersions.$inferSelect): StoredVersion {
  const { code, version, status, createdBy, document } = row
  const policy = storedPolicy.parse(document)
  return { code, version, status, createdBy, policy, startsAt: isoOrNull(row.startsAt), createdAt: iso(row.createdAt) }
}
