import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import { type Database, rowsOf, type Transaction } from '../../db/client.ts'
import { policyVersions } from '../../db/schema.ts'
import { digestOf } from '../../workflows/evidence/chain.ts'
import { distribution } from '../../workflows/policy/packs/distribution.ts'
import { iso } from '../../workflows/policy/packs/iso.ts'
import { manufacturer } from '../../workflows/policy/packs/manufacturer.ts'
import { professional } from '../../workflows/policy/packs/professional.ts'
import { technicalService } from '../../workflows/policy/packs/technical-service.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import { type Policy, type PolicyVersion, storedPolicy } from '../../workflows/policy/policy.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'
import type { Deps } from '../deps.ts'
import { parsedJson } from './parsed-json.ts'

const packs = [winery, iso, professional, manufacturer, technicalService, distribution]

/** The organisation's own policy as long as nobody has chosen another one. */
const shipped = winery.code
const chosen = 'default-policy'

/** SQL for the code of the organisation's own policy. */
export const ownPolicySql = sql`coalesce((select value #>> '{}' from settings where name = ${chosen}), ${shipped})`

/** A stored version never changes, so each process parses it once. */
const parsed = new WeakMap<Database, Map<string, PolicyVersion>>()

/**
 * Stores each built-in pack that differs from its newest built-in version as a new version, never as an update. Where
 * the owner has published rules of their own under that code, ours come as a draft for them to look at.
 */
export async function syncPolicies(deps: Pick<Deps, 'db' | 'now'>): Promise<void> {
  for (const pack of packs) await syncPack(deps, policySchema.parse(pack))
}

async function syncPack({ db, now }: Pick<Deps, 'db' | 'now'>, document: Policy): Promise<void> {
  const digest = digestOf(document)
  const stored = await db
    .select({ version: policyVersions.version, digest: policyVersions.digest, createdBy: policyVersions.createdBy })
    .from(policyVersions)
    .where(eq(policyVersions.code, document.code))
    .orderBy(desc(policyVersions.version))
  if (stored.find(one => one.createdBy === null)?.digest === digest) return
  const at = now().toISOString()
  const version = (stored[0]?.version ?? 0) + 1
  const status = stored.some(one => one.createdBy !== null) ? 'draft' : 'published'
  // the first version has always been in force: a demo or an import opens cases in the past
  const startsAt = version === 1 ? null : at
  const row = { code: document.code, version, document, digest, createdAt: at, status, startsAt } as const
  await db.insert(policyVersions).values(row).onConflictDoNothing()
}

/**
 * The version that opens new cases at an instant: of the policy named, else of the organisation's own.
 * @param at UTC instant @returns undefined when no such policy is in force
 */
export async function policyInForce(
  db: Database,
  code: string | null,
  at: string,
  reader: Database | Transaction = db,
): Promise<PolicyVersion | undefined> {
  const [row] = rowsOf<{ policy: unknown }>(await reader.execute(sql`select ${policyInForceSql(code, at)} as policy`))
  const policy = parsedJson(row?.policy) as { code: string; version: number } | null
  return policy ? policyAt(db, policy.code, policy.version, reader) : undefined
}

/** SQL for the code and number of that version as JSON, to be selected along with other things. */
export const policyInForceSql = (code: string | null, at: string): SQL => sql`(
  select json_build_object('code', code, 'version', version) from policy_versions
  where code = coalesce(${code}::text, ${ownPolicySql})
    and status = 'published' and (starts_at is null or starts_at <= ${at}::timestamptz)
  order by starts_at desc nulls last, version desc limit 1)`

/**
 * A version that a case was opened under.
 * @throws Error when it is not stored or not a valid document
 */
export async function policyAt(
  db: Database,
  code: string,
  version: number,
  reader: Database | Transaction = db,
): Promise<PolicyVersion> {
  const known = parsed.get(db) ?? new Map<string, PolicyVersion>()
  parsed.set(db, known)
  const key = `${code}/${version}`
  const found = known.get(key) ?? (await readVersion(reader, code, version))
  known.set(key, found)
  return found
}

async function readVersion(reader: Database | Transaction, code: string, version: number): Promise<PolicyVersion> {
  const [row] = await reader
    .select({ document: policyVersions.document })
    .from(policyVersions)
    .where(and(eq(policyVersions.code, code), eq(policyVersions.version, version)))
  if (!row) throw new Error(`policy ${code}/${version} is not stored`)
  return { code, version, policy: storedPolicy.parse(row.document) }
}
