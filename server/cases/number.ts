import { sql } from 'drizzle-orm'
import { rowsOf, type Transaction } from '../../db/client.ts'

const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })

/** The Asia/Shanghai day of an instant as case numbers have it: YYYYMMDD. */
export const numberDay = (at: Date): string => shanghai.format(at).replaceAll('-', '')

/** The next `TS-YYYYMMDD-NNNN` of the Asia/Shanghai day; taken back when the transaction is. */
export async function nextNumber(tx: Transaction, now: Date): Promise<string> {
  const day = shanghai.format(now)
  const counted = await tx.execute(sql`insert into case_numbers values (${day}, 1)
    on conflict (day) do update set last = case_numbers.last + 1 returning last`)
  const [row] = rowsOf<{ last: number }>(counted)
  return `TS-${numberDay(now)}-${String(row?.last ?? 1).padStart(4, '0')}`
}
