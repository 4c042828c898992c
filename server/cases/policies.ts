import { and, desc, eq } from 'drizzle-orm'
import type { Database, Transaction } from '../../db/client.ts'
import { policyVersions } from '../../db/schema.ts'
import { digestOf } from '../../workflows/evidence/chain.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import { type PolicyVersion, policySchema } from '../../workflows/policy/policy.ts'
import type { Deps } from '../deps.ts'

const packs = [winery]

/** The organisation's own policy; a complaint may name another one. */
export const defaultPolicy = winery.code

/** A stored version never changes, so each process parses it once. */
const parsed = new WeakMap<Database, Map<string, PolicyVersion>>()

/** Stores each built-in pack that differs from its newest stored version as a new version, never as an update. */
export async function syncPolicies(deps: Pick<Deps, 'db' | 'now'>): Promise<void> {
  for (const pack of packs) {
    const document = policySchema.parse(pack)
    const digest = digestOf(document)
    const newest = await newestRow(deps.db, document.code)
    if (newest?.digest === digest) continue
    const version = (newest?.version ?? 0) + 1
    const row = { code: document.code, version, document, digest, createdAt: deps.now().toISOString() }
    await deps.db.insert(policyVersions).values(row).onConflictDoNothing()
  }
}

/** The newest version of a policy; undefined when there is no such policy. */
export async function currentPolicy(db: Database, code: string, reader: Database | Transaction = db) {
  const row = await newestRow(reader, code)
  return row && policyAt(db, code, row.version, reader)
}

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
  return { code, version, policy: policySchema.parse(row.document) }
}

function newestRow(db: Database | Transaction, code: string) {
  return db
    .select({ version: policyVersions.version, digest: policyVersions.digest })
    .from(policyVersions)
    .where(eq(policyVersions.code, code))
    .orderBy(desc(policyVersions.version))
    .limit(1)
    .then(rows => rows[0])
}
