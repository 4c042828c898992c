import { sql } from 'drizzle-orm'
import { rowsOf, type Transaction } from '../../db/client.ts'
import { parsedJson } from './parsed-json.ts'

/** What an `appeal` needs to know of the case's past. */
export interface AppealFacts {
  /** on whom a penalty was laid, by log-in */
  penalised?: string[]
  /** who has decided the case, in every round */
  decidedBefore?: string[]
}

const deciding = ['approve', 'conclude', 'settle']

/** Read for an `appeal` alone: names, and nothing personal. Whoever closed the case has laid its penalties. */
export async function appealFacts(tx: Transaction, number: string, event: unknown): Promise<AppealFacts> {
  const appeal = event as { type?: unknown; against?: unknown } | null
  if (appeal?.type !== 'appeal') return {}
  const types = appeal.against === 'penalty' ? [...deciding, 'close'] : deciding
  const found = await tx.execute(sql`
    select coalesce(complaints.penalties, '[]'::jsonb) as penalties,
      array(select distinct by from case_events where case_id = cases.id and by is not null
        and type in (${sql.join(
          types.map(one => sql`${one}`),
          sql`, `,
        )})) as deciders
    from cases join complaints on complaints.case_id = cases.id where cases.number = ${number}`)
  const [row] = rowsOf<{ penalties: unknown; deciders: string[] }>(found)
  const penalties = parsedJson(row?.penalties ?? []) as { person: string }[]
  return { penalised: penalties.map(one => one.person), decidedBefore: row?.deciders ?? [] }
}
