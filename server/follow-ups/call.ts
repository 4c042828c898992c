import { sql } from 'drizzle-orm'
import { disclosures } from '../../db/schema.ts'
import { type CaseAtHand, caseAtHand } from '../cases/case-at-hand.ts'
import { isHeld } from '../cases/task-rows.ts'
import type { Deps } from '../deps.ts'

/** What a caller must know before dialling. Money in CNY as text, instants as the database writes them in JSON. */
interface Story {
  customer: string
  phone: string
  narrative: string
  demand: string | null
  result: string | null
  resolvedAt: string | null
  handler: string | null
  /** when the case is due next: its place in the call list */
  place: string | null
  closed: boolean
  measures: { kind: string; description: string; paid: string | null; performedAt: string | null }[]
  calls: { outcome: string; satisfaction: number | null; comment: string | null; by: string; at: string }[]
  /** the limit of the call; null when none is to be made */
  limit: { dueAt: string; held: boolean } | null
}

export type CallAtHand = CaseAtHand<Story>

/** The call about a case, for whoever may see it. */
export const callAbout = (deps: Deps, number: string, login: string): Promise<CallAtHand | undefined> =>
  caseAtHand<Story>(deps, number, login, story)

/** A customer is to be called after settling, and a grave case's once more after it was closed. */
export const isToBeCalled = ({ state, record }: CallAtHand): boolean => state === 'follow-up' || record.limit !== null

/** Puts on record who was shown the customer's number (domain.md §1.7). */
export async function recordDisclosure(deps: Deps, caseId: number, person: string): Promise<void> {
  await deps.db.insert(disclosures).values({ caseId, person, at: deps.now().toISOString() })
}

const story = sql`json_build_object(
  'customer', complaints.customer_name, 'phone', complaints.phone, 'narrative', complaints.narrative,
  'demand', complaints.demand, 'result', complaints.result, 'resolvedAt', complaints.resolved_at,
  'handler', cases.handler, 'place', cases.due_at, 'closed', cases.closed_at is not null,
  'measures', (select coalesce(json_agg(json_build_object('kind', kind, 'description', description,
      'paid', paid_amount::text, 'performedAt', performed_at) order by number), '[]')
    from measures where measures.case_id = cases.id and round = (cases.snapshot #>> '{context,round}')::int),
  'calls', (select coalesce(json_agg(json_build_object('outcome', outcome, 'satisfaction', satisfaction,
      'comment', comment, 'by', by, 'at', at) order by seq desc), '[]') from follow_ups where follow_ups.case_id = cases.id),
  'limit', (select json_build_object('dueAt', due_at, 'held', ${isHeld()}) from deadlines
    where deadlines.case_id = cases.id and kind = 'follow-up' and met_at is null and ended_at is null
    order by entry desc limit 1))`
