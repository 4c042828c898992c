import { asc, sql } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { calendarVersions, policyVersions } from '../../db/schema.ts'
import { calendarSchema } from '../../workflows/calendar/calendar.ts'
import { digestOf } from '../../workflows/evidence/chain.ts'
import { storedPolicy } from '../../workflows/policy/policy.ts'
import { compared, type Difference, type Found } from './compare.ts'

interface StoredDocument {
  name: string
  document: unknown
  digest: string
}

/** Every stored document of rules and calendars against the digest it was stored under, and whether it can be read. */
export async function comparedVersions(db: Database): Promise<Difference | null> {
  const { document, digest, code, version } = policyVersions
  const name = sql<string>`${code} || '/' || ${version}`
  const policies = await db.select({ name, document, digest }).from(policyVersions).orderBy(asc(code), asc(version))
  const { label, version: order, ...calendar } = calendarVersions
  const calendars = await db
    .select({ name: label, document: calendar.document, digest: calendar.digest })
    .from(calendarVersions)
    .orderBy(asc(order))
  return (
    firstDifference('policy', policies, document => storedPolicy.safeParse(document).success) ??
    firstDifference('calendar', calendars, document => calendarSchema.safeParse(document).success)
  )
}

function firstDifference(
  kind: string,
  stored: StoredDocument[],
  readable: (document: unknown) => boolean,
): Difference | null {
  for (const { name, document, digest } of stored) {
    const found: Found | null =
      compared('digest of the document', digest, digestOf(document)) ??
      (readable(document) ? null : { where: 'document', expected: 'one that can be read', found: 'another' })
    if (found) return { number: `${kind} ${name}`, ...found }
  }
  return null
}
