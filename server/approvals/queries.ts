import { sql } from 'drizzle-orm'
import type { Level } from '../../workflows/complaint/codes.ts'
import { openStep } from '../../workflows/complaint/context.ts'
import { sumOf } from '../../workflows/policy/money.ts'
import { bears } from '../../workflows/policy/purses.ts'
import { type CaseAtHand, caseAtHand } from '../cases/case-at-hand.ts'
import { policyAt } from '../cases/policies.ts'
import { dayOf, startOf } from '../cases/shanghai.ts'
import { isHeld } from '../cases/task-rows.ts'
import type { Deps } from '../deps.ts'

/** What an approver reads before deciding. Money in CNY as text, instants as the database writes them in JSON. */
export interface Plan {
  customer: string
  narrative: string
  demand: string | null
  amount: string | null
  category: string | null
  facts: string | null
  cause: string | null
  causeCode: string | null
  liability: string | null
  explanation: string | null
  compensation: string | null
  receivedAt: string
  measures: { number: number; kind: string; description: string; amount: string | null }[]
  /** every decision of every round, in the order in which they were given */
  decided: Decided[]
  asked: { purpose: string; people: string[] }[]
  /** what was paid on this case in each of its earlier rounds, CNY; rounds in which nothing was are left out */
  paidBefore: { round: number; paid: string }[]
  /**
   * what this seat has agreed to this month in other cases, opinions aside, plan by plan: its sum, and what counts of that,
   * CNY. A plan that holds counts whole; of what is still in review, or was replaced by another round, what was paid
   */
  agreed: { policy: string; version: number; sum: string; counts: string }[]
  /** CNY of those that are spent out of the purse of this seat */
  promised: string
  /** the limit of the open step */
  limit: { kind: string; dueAt: string; held: boolean } | null
}

interface Decided {
  round: number
  kind: string
  role: string
  department: string
  decision: 'approve' | 'return'
  opinion: string | null
  by: string
  onBehalfOf: string | null
  at: string
}

export type PlanAtHand = CaseAtHand<Plan> & { level: Level | null }

/** The plan of a case for whoever may see it. */
export async function planOf(deps: Deps, number: string, login: string): Promise<PlanAtHand | undefined> {
  const plan = await caseAtHand<Plan>(deps, number, login, planRecord(monthStart(deps.now())))
  return plan && { ...plan, record: { ...plan.record, promised: await promisedIn(deps, plan) } }
}

/** Each plan is judged by the rules of its own case. */
async function promisedIn(deps: Deps, { context, record }: CaseAtHand<Plan>): Promise<string> {
  const role = openStep(context)?.role
  if (!role) return sumOf([])
  const borne = await Promise.all(
    record.agreed.map(async ({ policy: code, version, sum, counts }) => {
      const { policy } = await policyAt(deps.db, code, version)
      return bears(policy, role, sum) ? counts : null
    }),
  )
  return sumOf(borne)
}

/** The first instant of the month in Shanghai. */
const monthStart = (now: Date): string => startOf(`${dayOf(now).slice(0, 7)}-01`).toISOString()

const openStepSql = sql`jsonb_path_query_first(cases.snapshot, '$.context.steps[*] ? (@.status == "open")')`

/** SQL for the plan of a round `given` of a case `other`: approved, and neither replaced nor given up. */
const holds = sql.raw(`(other.state not in ('propose.draft', 'propose.review')
  and coalesce(other.outcome, 'resolved') in ('resolved', 'unresolved')
  and given.round = (select max(latest.round) from measures as latest where latest.case_id = other.id))`)

const planRecord = (since: string) => sql`json_build_object(
  'customer', complaints.customer_name, 'narrative', complaints.narrative, 'demand', complaints.demand,
  'amount', complaints.amount::text, 'category', complaints.category, 'facts', complaints.facts,
  'cause', complaints.cause, 'causeCode', complaints.cause_code, 'liability', complaints.liability,
  'explanation', complaints.explanation, 'compensation', complaints.compensation::text, 'receivedAt', cases.received_at,
  'measures', (select coalesce(json_agg(json_build_object('number', number, 'kind', kind, 'description', description,
      'amount', measures.amount::text) order by number), '[]')
    from measures where measures.case_id = cases.id and round = (cases.snapshot #>> '{context,round}')::int),
  'decided', (select coalesce(json_agg(json_build_object('round', round, 'kind', kind, 'role', role, 'department',
      approvals.department, 'decision', decision, 'opinion', opinion, 'by', by, 'onBehalfOf', on_behalf_of, 'at', at)
      order by seq), '[]') from approvals where approvals.case_id = cases.id),
  'asked', (select coalesce(json_agg(json_build_object('purpose', purpose, 'people', people)), '[]')
    from asks where asks.case_id = cases.id),
  'paidBefore', (select coalesce(json_agg(json_build_object('round', round, 'paid', paid::text) order by round), '[]') from (
    select round, sum(paid_amount) as paid from measures
    where measures.case_id = cases.id and round < (cases.snapshot #>> '{context,round}')::int group by round) as before
    where paid > 0),
  'agreed', (select coalesce(json_agg(json_build_object('policy', other.policy_code, 'version', other.policy_version,
      'sum', plan.sum::text, 'counts', plan.counts::text)), '[]')
    from (select distinct approvals.case_id, approvals.round from approvals
      where approvals.kind <> 'opinion' and approvals.decision = 'approve' and approvals.case_id <> cases.id
        and approvals.role = ${openStepSql} ->> 'role' and approvals.department = ${openStepSql} ->> 'department'
        and approvals.at >= ${since}) as given
    join cases as other on other.id = given.case_id
    cross join lateral (
      select sum(amount) as sum, sum(case when ${holds} then amount when performed_at is not null
        then coalesce(paid_amount, amount) end) as counts
      from measures where measures.case_id = other.id and measures.round = given.round) as plan
    where plan.counts is not null),
  'limit', (select json_build_object('kind', kind, 'dueAt', due_at, 'held', ${isHeld()}) from deadlines
    where deadlines.case_id = cases.id and kind in ('review', 'approve') and met_at is null and ended_at is null
    order by due_at limit 1))`
