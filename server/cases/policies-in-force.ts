import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { parsedJson } from './parsed-json.ts'
import { ownPolicySql, policyAt } from './policies.ts'

/** SQL for what `policiesIn` reads: the version of each policy that would open a case, the organisation's own first. */
export const policiesInForceSql = (at: Date): SQL => sql`(
  select json_agg(json_build_object('code', code, 'version', version) order by code <> ${ownPolicySql}, code) from (
    select distinct on (code) code, version from policy_versions
    where status = 'published' and (starts_at is null or starts_at <= ${at.toISOString()}::timestamptz)
    order by code, starts_at desc nulls last, version desc) newest)`

/** Their documents; a process reads each version once. */
export async function policiesIn(db: Database, inForce: unknown): Promise<Policy[]> {
  const versions = (parsedJson(inForce) ?? []) as { code: string; version: number }[]
  const found = await Promise.all(versions.map(({ code, version }) => policyAt(db, code, version)))
  return found.map(one => one.policy)
}
