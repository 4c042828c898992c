import { and, asc, eq, gt } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { cases, policyVersions } from '../../db/schema.ts'
import { loadCalendars } from './calendars.ts'
import type { Difference } from './compare.ts'
import { comparedCase } from './compare-case.ts'
import { comparedCustomers } from './compare-customers.ts'
import { comparedVersions } from './compare-versions.ts'
import { readHanging } from './hanging.ts'
import { policyAt } from './policies.ts'
import { removedCase } from './removed-case.ts'

const batchSize = 200

/**
 * Proves the whole database (design.md §5): compares the documents of the rules with their digests, looks for cases that
 * were removed, plays every case again from its events and compares state digests, the hash chain and every projected
 * row, and at last the customers with what the openings say of them.
 * @param progress told how many cases are proven
 * @returns the first difference, or null when there is none
 */
export async function verifyAll(
  db: Database,
  progress: (cases: number) => void = () => {},
): Promise<Difference | null> {
  return (
    (await comparedVersions(db)) ??
    (await removedCase(db)) ??
    (await comparedCases(db, progress)) ??
    (await comparedCustomers(db))
  )
}

async function comparedCases(db: Database, progress: (cases: number) => void): Promise<Difference | null> {
  let last = 0
  for (let done = 0; ; progress(done)) {
    const batch = await provenAfter(db, last)
    if (batch.difference) return batch.difference
    if (batch.last === undefined) return null
    last = batch.last
    done += batch.count
  }
}

/** Proves the next cases on one snapshot of the database, so that changes made meanwhile do not look like faults. */
function provenAfter(db: Database, after: number) {
  const settings = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const
  const itsPolicy = and(eq(policyVersions.code, cases.policyCode), eq(policyVersions.version, cases.policyVersion))
  return db.transaction(async tx => {
    const batch = await tx
      .select({ row: cases, policy: policyVersions.code })
      .from(cases)
      .leftJoin(policyVersions, itsPolicy)
      .where(gt(cases.id, after))
      .orderBy(asc(cases.id))
      .limit(batchSize)
    const ids = batch.map(({ row }) => row.id)
    const hanging = await readHanging(tx, ids)
    const calendars = await loadCalendars(db, tx)
    for (const { row, policy } of batch) {
      const { id, number, policyCode, policyVersion } = row
      const found =
        policy === null
          ? { where: 'cases.policyVersion', expected: 'a stored policy', found: `${policyCode}/${policyVersion}` }
          : comparedCase(row, hanging(id), {
              version: await policyAt(db, policyCode, policyVersion, tx),
              calendars,
            })
      if (found) return { difference: { number, ...found }, count: 0, last: id }
    }
    return { difference: null, count: batch.length, last: ids.at(-1) }
  }, settings)
}
