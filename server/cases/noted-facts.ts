import { sql } from 'drizzle-orm'
import { rowsOf, type Transaction } from '../../db/client.ts'
import type { NotedFacts } from '../../workflows/complaint/finding.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { parsedJson } from './parsed-json.ts'

const asking: ReadonlySet<unknown> = new Set(['register', 'amend', 'find', 'settle'])

/** What the case has noted beyond the form, read where its policy asks for such things and the event may answer. */
export async function notedFacts(
  tx: Transaction,
  number: string,
  event: unknown,
  { particulars = [] }: Policy,
): Promise<NotedFacts | undefined> {
  const { type } = (event ?? {}) as { type?: unknown }
  if (particulars.length === 0 || !asking.has(type)) return undefined
  const found = await tx.execute(sql`
    select complaints.particulars, complaints.liability from complaints join cases on cases.id = complaints.case_id
    where cases.number = ${number}`)
  const [row] = rowsOf<{ particulars: unknown; liability: NotedFacts['liability'] }>(found)
  return {
    particulars: parsedJson(row?.particulars ?? {}) as NotedFacts['particulars'],
    liability: row?.liability ?? null,
  }
}

/** The same of a complaint that is opened and settled in one: what its registration says. */
export function registeredWith(events: readonly { type: string }[]): NotedFacts | undefined {
  const registration = events.find(({ type }) => type === 'register') as Partial<NotedFacts> | undefined
  return registration && { particulars: registration.particulars ?? {}, liability: registration.liability ?? null }
}
