import { and, asc, desc, eq, gt, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database, Transaction } from '../../db/client.ts'
import { cases, complaints, people, policyVersions, rehearsalCases, rehearsals } from '../../db/schema.ts'
import { code } from '../../workflows/complaint/fields.ts'
import { aspects, type CaseDifference } from '../../workflows/complaint/rehearsal-comparison.ts'
import type { RehearsalSummary } from '../../workflows/complaint/rehearsal-summary.ts'
import { type PolicyVersion, storedPolicy } from '../../workflows/policy/policy.ts'
import { putOnRecord } from '../audit.ts'
import { iso, isoOrNull } from '../cases/instant.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { Refusal } from '../cases/refusal.ts'
import { day, isInReach, startOf as startOfDay } from '../cases/shanghai.ts'
import { sightOf, visibleTo } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { cursorOf, pageOf, pageSize } from '../web/cursor.ts'

/** A day of Asia/Shanghai, or an instant. */
const edge = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    error: ({ input }) => (input === undefined ? 'required' : 'day'),
  })
  .refine(isInReach, { params: { code: 'day' } })
const startOf = (typed: string) => (typed.includes('T') ? new Date(typed) : startOfDay(typed))
const endOf = (typed: string) => new Date(startOf(typed).getTime() + (typed.includes('T') ? 0 : day))

interface Reader {
  db: Database | Transaction
}

/** What is to be rehearsed: a version, and the period in which the cases were received. */
export const rehearsalBody = z
  .strictObject({
    policy: code(),
    version: z.int().min(1).max(1_000_000),
    from: edge.meta({ description: 'Asia/Shanghai day, or an instant' }),
    to: edge.meta({ description: 'Asia/Shanghai day, included; or an instant, not included' }),
  })
  .refine(({ from, to }) => startOf(from) < endOf(to), { path: ['to'], params: { code: 'ends-before-it-begins' } })

/** The query of GET /rehearsals/:id/cases. */
export const caseFilter = z.object({
  differs: z
    .enum(['true', 'false', ...aspects])
    .optional()
    .meta({ description: 'in anything at all, in nothing, or in one aspect' }),
  limit: pageSize,
  cursor: cursorOf(z.string().max(30)).optional(),
})

/** A summary, with the digest of the document that was rehearsed: a draft may have changed since. */
type StoredSummary = RehearsalSummary & { digest: string }

export interface StoredRehearsal {
  id: number
  policy: string
  version: number
  from: string
  /** UTC, not included */
  to: string
  status: 'queued' | 'running' | 'done' | 'failed' | 'ended'
  trouble: 'interrupted' | 'beyond-horizon' | 'fault' | null
  total: number
  done: number
  createdBy: string
  createdAt: string
  finishedAt: string | null
  summary: StoredSummary | null
}

/**
 * Writes a rehearsal down and queues it. They run one after the other, so each person has one that waits at most.
 * @param by a log-in @returns its number
 * @throws Refusal `unknown-version` when there is no such version, `rehearsal-waits` when one of theirs waits
 */
export async function startRehearsal(
  deps: Pick<Deps, 'now' | 'jobs'> & Reader,
  by: string,
  body: z.output<typeof rehearsalBody>,
): Promise<number> {
  const { policy, version, from, to } = body
  if (!(await readVersion(deps, policy, version))) {
    throw new Refusal('invalid', { fields: { version: 'unknown-version' } })
  }
  const createdAt = deps.now().toISOString()
  const period = { from: startOf(from).toISOString(), to: endOf(to).toISOString() }
  const row = { policyCode: policy, policyVersion: version, ...period, status: 'queued', createdBy: by } as const
  return await deps.db.transaction(async tx => {
    await oneThatWaits(tx, by)
    const [made] = await tx
      .insert(rehearsals)
      .values({ ...row, createdAt })
      .returning({ id: rehearsals.id })
    if (!made) throw new Error('the rehearsal was not written')
    await deps.jobs.enqueueRehearsal(tx, made.id)
    const deed = { person: by, subject: 'policy', key: `${policy}/${version}`, action: 'rehearsed' } as const
    await putOnRecord(tx, createdAt, { ...deed, details: { ...period, rehearsal: made.id } })
    return made.id
  })
}

/** The person's row is locked, so that of two that begin at once the second finds the first. */
async function oneThatWaits(tx: Transaction, by: string): Promise<void> {
  await tx.select({ login: people.login }).from(people).where(eq(people.login, by)).for('update')
  const own = and(eq(rehearsals.createdBy, by), eq(rehearsals.status, 'queued'))
  const [waiting] = await tx.select({ id: rehearsals.id }).from(rehearsals).where(own).limit(1)
  if (waiting) throw new Refusal('invalid', { rule: 'rehearsal-waits' })
}

/** The newest rehearsals, of whatever version. */
export async function newestRehearsals({ db }: Pick<Deps, 'db'>): Promise<StoredRehearsal[]> {
  return (await db.select().from(rehearsals).orderBy(desc(rehearsals.id)).limit(50)).map(storedOf)
}

/** @throws Refusal `not-found` */
export async function rehearsalNamed({ db }: Pick<Deps, 'db'>, id: number): Promise<StoredRehearsal> {
  const [row] = await db.select().from(rehearsals).where(eq(rehearsals.id, id))
  if (!row) throw new Refusal('not-found')
  return storedOf(row)
}

/**
 * One page of rehearsed cases, by number; whose complaint it was is told only of those that the reader may see.
 * @param number only this one
 */
export async function rehearsedCases(
  deps: Deps,
  login: string,
  id: number,
  filter: z.output<typeof caseFilter>,
  number?: string,
) {
  const { differs, cursor, limit } = filter
  const sight = sightOf(await loadOrganisation(deps.db), login, deps.now().toISOString())
  const rows = await deps.db
    .select({
      number: rehearsalCases.number,
      differs: rehearsalCases.differs,
      result: rehearsalCases.result,
      customer: sql<string | null>`case when ${visibleTo(sight)} then ${complaints.customerName} end`,
    })
    .from(rehearsalCases)
    .innerJoin(cases, eq(cases.number, rehearsalCases.number))
    .innerJoin(complaints, eq(complaints.caseId, cases.id))
    .where(
      and(
        eq(rehearsalCases.rehearsalId, id),
        differing(differs),
        cursor ? gt(rehearsalCases.number, cursor) : undefined,
        number ? eq(rehearsalCases.number, number) : undefined,
      ),
    )
    .orderBy(asc(rehearsalCases.number))
    .limit(limit + 1)
  return pageOf(
    rows.map(row => ({ ...row, result: row.result as CaseDifference })),
    limit,
    row => row.number,
  )
}

function differing(differs: z.output<typeof caseFilter>['differs']): SQL | undefined {
  if (differs === undefined) return undefined
  if (differs === 'true' || differs === 'false') return eq(rehearsalCases.differs, differs === 'true')
  return sql`${rehearsalCases.result} -> 'aspects' ? ${differs}`
}

/** A version as it reads now, with its digest; a draft is never taken from memory, for it may change. */
export async function readVersion(
  { db }: Reader,
  policy: string,
  version: number,
): Promise<{ version: PolicyVersion; digest: string } | undefined> {
  const [row] = await db
    .select({ document: policyVersions.document, digest: policyVersions.digest })
    .from(policyVersions)
    .where(and(eq(policyVersions.code, policy), eq(policyVersions.version, version)))
  return row && { version: { code: policy, version, policy: storedPolicy.parse(row.document) }, digest: row.digest }
}

function storedOf(row: typeof rehearsals.$inferSelect): StoredRehearsal {
  const { id, policyCode, policyVersion, status, trouble, total, done, createdBy } = row
  return {
    ...{ id, policy: policyCode, version: policyVersion, status, trouble, total, done, createdBy },
    from: iso(row.from),
    to: iso(row.to),
    createdAt: iso(row.createdAt),
    finishedAt: isoOrNull(row.finishedAt),
    summary: row.summary as StoredSummary | null,
  }
}
