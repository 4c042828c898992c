import { sql } from 'drizzle-orm'
import type { Transaction } from '../../db/client.ts'
import { caseNumbers } from '../../db/schema.ts'

const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })

/** The Asia/Shanghai day of an instant as case numbers have it: YYYYMMDD. */
export const numberDay = (at: Date): string => shanghai.format(at).replaceAll('-', '')

/** The next `TS-YYYYMMDD-NNNN` of the Asia/Shanghai day; taken back when the transaction is. */
export async function nextNumber(tx: Transaction, now: Date): Promise<string> {
  const day = shanghai.format(now)
  const [row] = await tx
    .insert(caseNumbers)
    .values({ day, last: 1 })
    .onConflictDoUpdate({ target: caseNumbers.day, set: { last: sql`${caseNumbers.last} + 1` } })
    .returning({ last: caseNumbers.last })
  return `TS-${numberDay(now)}-${String(row?.last ?? 1).padStart(4, '0')}`
}
