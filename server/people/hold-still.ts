import { sql } from 'drizzle-orm'
import { sqlState, type Transaction } from '../../db/client.ts'
import { caseNumbers, cases } from '../../db/schema.ts'
import { Problem } from '../web/problem.ts'

const lockNotAvailable = '55P03'

/**
 * Lets every change of a case that is under way be finished, and keeps new ones waiting until the transaction ends: what
 * is read of the cases stays true while somebody or a department goes. Every change locks one of these tables as it
 * begins, before it reads the organisation, so it pays nothing for this.
 * @param tx a transaction that has written nothing yet, or two could wait for each other
 * @throws Problem `cases-busy` when something else keeps the tables for three seconds, for meanwhile nobody could work
 */
export async function holdStill(tx: Transaction): Promise<void> {
  await tx.execute(sql`set local lock_timeout = '3s'`)
  try {
    await tx.execute(sql`lock table ${caseNumbers}, ${cases} in exclusive mode`)
  } catch (error) {
    throw sqlState(error).code === lockNotAvailable ? new Problem(503, 'cases-busy') : error
  }
  await tx.execute(sql`set local lock_timeout to default`)
}
