import { type SQL, sql } from 'drizzle-orm'
import { type Database, rowsOf } from '../../db/client.ts'
import type { Policy, PolicyVersion } from '../../workflows/policy/policy.ts'
import { parsedJson } from './parsed-json.ts'
import { ownPolicySql, policyAt } from './policies.ts'

/** SQL for the version of each policy that would open a case. @param at UTC instant */
const newestSql = (at: string): SQL => sql`
  select distinct on (code) code, version from policy_versions
  where status = 'published' and (starts_at is null or starts_at <= ${at}::timestamptz)
  order by code, starts_at desc nulls last, version desc`

/** SQL for what `policiesIn` reads: the version of each policy that would open a case, the organisation's own first. */
export const policiesInForceSql = (at: Date): SQL => sql`(
  select json_agg(json_build_object('code', code, 'version', version) order by code <> ${ownPolicySql}, code)
  from (${newestSql(at.toISOString())}) newest)`

/** Their documents; a process reads each version once. */
export async function policiesIn(db: Database, inForce: unknown): Promise<Policy[]> {
  const found = await read(db, (parsedJson(inForce) ?? []) as Named[])
  return found.map(one => one.policy)
}

/** The version of each policy that would open a case, by the policies' codes. @param at UTC instant */
export async function versionsInForce(db: Database, at: string): Promise<PolicyVersion[]> {
  return await read(db, rowsOf<Named>(await db.execute(newestSql(at))))
}

interface Named {
  code: string
  version: number
}

const read = (db: Database, versions: Named[]) =>
  Promise.all(versions.map(({ code, version }) => policyAt(db, code, version)))
