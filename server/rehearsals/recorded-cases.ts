import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../db/client.ts'
import { approvals, asks, caseEvents, cases, deadlines, measures, notices } from '../../db/schema.ts'
import type { Accepted } from '../../workflows/complaint/accepted.ts'
import { type Level, type NoticeKind, stepKinds } from '../../workflows/complaint/codes.ts'
import type { Deadline } from '../../workflows/complaint/deadlines.ts'
import type { Reached } from '../../workflows/complaint/explain.ts'
import { type Course, limitsOf, purseUse } from '../../workflows/complaint/rehearsal-comparison.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { sumOf } from '../../workflows/policy/money.ts'
import type { PolicyVersion } from '../../workflows/policy/policy.ts'
import { deadlineOf } from '../cases/deadline-rows.ts'
import { levelNameIn } from '../cases/level-names.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { policyAt } from '../cases/policies.ts'
import { type ReachedRow, reachedOf } from '../cases/reached.ts'
import { recordedEvent } from '../cases/recorded.ts'
import type { Deps } from '../deps.ts'
import { givenDecision, waitingDecisions } from './recorded-decisions.ts'

/** A case as it is on record: what happened to it, and how it went by the stored rows. */
export interface RecordedCase {
  id: number
  number: string
  /** the policy by which it ran */
  version: PolicyVersion
  recorded: Accepted[]
  /** rungs that went off, with whom they told */
  reached: Reached[]
  deadlines: Deadline[]
  course: Course
  /** UTC instant up to which its rungs have gone off */
  until: string
}

/** Cases in the order in which they were logged. @param which a condition on `cases` */
export async function recordedCases({ db, now }: Deps, which: SQL | undefined, limit: number): Promise<RecordedCase[]> {
  const at = now().toISOString()
  // on one snapshot of the database, so that a change made meanwhile does not look like a difference
  const settings = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const
  const read = await db.transaction(async tx => {
    const heads = await readHeads(tx, which, limit)
    return { heads, hanging: heads.length === 0 ? null : await readHanging(tx, heads) }
  }, settings)
  const { heads, hanging } = read
  if (!hanging) return []
  const facts = { organisation: await loadOrganisation(db), now: at }
  return await Promise.all(heads.map(head => recordedCase(db, head, hanging(head), facts)))
}

/** Only this case. */
export const numbered = (number: string): SQL => eq(cases.number, number)

const askedTogether = '$.context.steps[*] ? (@.status == "open" && exists(@.joint))'

type Head = Awaited<ReturnType<typeof readHeads>>[number]
type Hanging = ReturnType<Awaited<ReturnType<typeof readHanging>>>

function readHeads(tx: Transaction, which: SQL | undefined, limit: number) {
  return tx
    .select({
      id: cases.id,
      number: cases.number,
      level: cases.level,
      policyCode: cases.policyCode,
      policyVersion: cases.policyVersion,
      round: sql<number>`coalesce((${cases.snapshot} #>> '{context,round}')::int, 0)`,
      /** the context, where several seats are asked together */
      together: sql<unknown>`case when ${cases.snapshot} @? ${askedTogether}::jsonpath then ${cases.snapshot} -> 'context' end`,
    })
    .from(cases)
    .where(and(eq(cases.workflow, 'complaint'), which))
    .orderBy(asc(cases.id))
    .limit(limit)
}

/** What hangs on some cases, in a fixed number of statements; the answer gives each case its own. */
async function readHanging(tx: Transaction, heads: Head[]) {
  const ids = heads.map(one => one.id)
  const { caseId, seq, type, facts, personal, by, capacity, at } = caseEvents
  const events = await tx
    .select({ caseId, type, facts, personal, by, capacity, at })
    .from(caseEvents)
    .where(inArray(caseId, ids))
    .orderBy(asc(caseId), asc(seq))
  const limits = await tx.select().from(deadlines).where(inArray(deadlines.caseId, ids))
  const decided = await tx.select().from(approvals).where(inArray(approvals.caseId, ids)).orderBy(asc(approvals.seq))
  const asked = await tx
    .select()
    .from(asks)
    .where(and(inArray(asks.caseId, ids), inArray(asks.purpose, [...stepKinds])))
  const spent = await tx.select().from(measures).where(inArray(measures.caseId, ids))
  const told = await tx
    .select({ caseId: sql<number>`${notices.caseId}::int`, kind: notices.kind, count: sql<number>`count(*)::int` })
    .from(notices)
    .where(inArray(notices.caseId, ids))
    .groupBy(notices.caseId, notices.kind)
  const [happened, clocks, decisions, waiting, money, mails] = [
    grouped(events),
    grouped(limits),
    grouped(decided),
    grouped(asked),
    grouped(spent),
    grouped(told),
  ]
  return ({ id }: Head) => ({
    events: happened(id),
    deadlines: clocks(id).map(deadlineOf),
    decided: decisions(id),
    asked: waiting(id),
    measures: money(id),
    told: mails(id),
  })
}

function grouped<T extends { caseId: number }>(rows: T[]): (id: number) => T[] {
  const groups = Map.groupBy(rows, row => row.caseId)
  return id => groups.get(id) ?? []
}

interface Facts {
  organisation: Organisation
  /** UTC */
  now: string
}

async function recordedCase(
  db: Database,
  head: Head,
  hanging: Hanging,
  { organisation, now }: Facts,
): Promise<RecordedCase> {
  const version = await policyAt(db, head.policyCode, head.policyVersion)
  const until = clockReached(hanging.deadlines, now)
  const plan = hanging.measures.filter(one => one.round === head.round)
  return {
    id: head.id,
    number: head.number,
    version,
    recorded: hanging.events.map(recordedEvent),
    reached: hanging.events.filter(one => one.type === 'deadline-reach').map(reachedRow),
    deadlines: hanging.deadlines,
    until,
    course: {
      level: head.level as Level | null,
      levelName: levelNameIn(version.policy, head.level),
      limits: limitsOf(hanging.deadlines, until),
      notices: Object.fromEntries(hanging.told.map(({ kind, count }) => [kind as NoticeKind, count])),
      decisions: [
        ...hanging.decided.map(givenDecision),
        ...hanging.asked.flatMap(one => waitingDecisions(one, head, organisation)),
      ],
      purse: purseUse(version.policy, sumOf(plan.map(one => one.amount))),
    },
  }
}

const reachedRow = ({ facts, at }: Hanging['events'][number]) => reachedOf({ ...(facts as Omit<ReachedRow, 'at'>), at })

/** The clock may be a little behind; what it has not come to yet is no difference between versions. */
function clockReached(deadlines: Deadline[], now: string): string {
  const next = deadlines.flatMap(one => one.nextRungAt ?? []).sort()[0]
  return next !== undefined && next <= now ? new Date(Date.parse(next) - 1).toISOString() : now
}
