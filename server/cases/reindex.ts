import { type SQL, sql } from 'drizzle-orm'
import { rowsOf, type Transaction } from '../../db/client.ts'
import type { ComplaintRow } from '../../workflows/complaint/complaint-row.ts'
import type { Deps } from '../deps.ts'
import { startWorker, type Worker } from '../worker.ts'
import { searched, searchVector, searchVersion } from './search-text.ts'

const batchSize = 100
const pause = 50
const told = 5000
const aDay = 24 * 3_600_000

/** Brings the search words of older rows up to date, a few at a time, until there are none; the search works meanwhile. */
export function startReindexing(deps: Deps): Worker {
  let done = 0
  return startWorker(async () => {
    try {
      const count = await reindexSome(deps)
      if (Math.floor((done + count) / told) > Math.floor(done / told))
        deps.log.info({ done: done + count }, 'reindexing')
      done += count
      if (count > 0) return pause
      if (done > 0) deps.log.info({ done, searchVersion }, 'reindexed')
      done = 0
    } catch (error) {
      deps.log.error(error, 'reindexing')
    }
    return aDay
  })
}

/**
 * Writes the search words of some rows that an older tokenizer wrote. A row that somebody changes just now is left
 * for a later turn.
 * @returns how many rows were written
 */
export function reindexSome({ db }: Pick<Deps, 'db'>): Promise<number> {
  return db.transaction(async tx => {
    const rows = await outdated(tx)
    const vectors = rows.map(({ caseId, number, ...row }) => ({ id: caseId, vector: searchVector(number, row) }))
    if (rows.length > 0) await tx.execute(writing(vectors))
    return rows.length
  })
}

async function outdated(tx: Transaction) {
  const columns = sql.raw([...searched, 'phoneTail' as const].map(key => `${snake(key)} as "${key}"`).join(', '))
  const found = await tx.execute(sql`select case_id::int as "caseId", number, ${columns}
    from complaints join cases on cases.id = case_id where search_version < ${searchVersion}
    order by search_version limit ${batchSize} for update of complaints skip locked`)
  return rowsOf<ComplaintRow & { caseId: number; number: string }>(found)
}

const writing = (vectors: { id: number; vector: string }[]): SQL => sql`
  update complaints set search = vector::tsvector, search_version = ${searchVersion}
  from jsonb_to_recordset(${JSON.stringify(vectors)}::jsonb) as written (id bigint, vector text)
  where case_id = written.id`

const snake = (key: string) => key.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
