import { asc, eq, gt } from 'drizzle-orm'
import { cases, files } from '../../db/schema.ts'
import type { Difference } from '../cases/compare.ts'
import type { Deps } from '../deps.ts'
import { fileStore, type Place, sha256Of } from './store.ts'

const batch = 200

/**
 * Proves the bytes of every file against the SHA-256 that its event has written down. The rows themselves are proven
 * with their cases.
 * @param progress told how many files are proven
 * @returns the first file that is missing or not as it was, or null
 */
export async function verifyFiles(
  deps: Pick<Deps, 'db'> & Place,
  progress: (files: number) => void = () => {},
): Promise<Difference | null> {
  const store = fileStore(deps)
  let last = ''
  for (let done = 0; ; progress(done)) {
    const rows = await deps.db
      .select({ case: cases.number, number: files.number, key: files.key, sha256: files.sha256 })
      .from(files)
      .innerJoin(cases, eq(cases.id, files.caseId))
      .where(gt(files.key, last))
      .orderBy(asc(files.key))
      .limit(batch)
    for (const row of rows) {
      const found = await sha256Of(store, row.key)
      if (found !== row.sha256) {
        const where = `file ${row.number} (${row.key})`
        return { number: row.case, where, expected: row.sha256, found: found ?? 'no such file in the store' }
      }
    }
    if (rows.length === 0) return null
    last = rows.at(-1)?.key ?? ''
    done += rows.length
  }
}
