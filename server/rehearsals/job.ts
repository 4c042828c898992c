import { setImmediate as turn } from 'node:timers/promises'
import { and, count, eq, gt, gte, lt } from 'drizzle-orm'
import { cases, rehearsalCases, rehearsals } from '../../db/schema.ts'
import { courseOf, differenceBetween } from '../../workflows/complaint/rehearsal-comparison.ts'
import { Tally } from '../../workflows/complaint/rehearsal-summary.ts'
import { rehearse } from '../../workflows/complaint/rehearse.ts'
import type { RehearsalFacts } from '../../workflows/complaint/rehearsed.ts'
import { loadCalendars } from '../cases/calendars.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { type RecordedCase, recordedCases } from './recorded-cases.ts'
import { readVersion, rehearsalNamed, type StoredRehearsal } from './rehearsals.ts'

const batchSize = 50

export type Rules = Omit<RehearsalFacts, 'until'>

/**
 * Rehearses every case of the period, from the beginning: what an earlier attempt left is thrown away. Other work gets
 * its turn between two cases. A fault ends the rehearsal as failed.
 * @throws the reason of `stopping`, so that the job is tried again
 */
export async function runRehearsal(deps: Deps, id: number, stopping: AbortSignal): Promise<void> {
  const rehearsal = await rehearsalNamed(deps, id)
  if (rehearsal.status === 'done' || rehearsal.status === 'failed') return
  try {
    await rehearseAll(deps, rehearsal, stopping)
  } catch (error) {
    if (stopping.aborted) throw error
    deps.log.error(error, `rehearsal ${id}`)
    await change(deps, id, { status: 'failed', finishedAt: deps.now().toISOString() })
  }
}

async function rehearseAll(deps: Deps, rehearsal: StoredRehearsal, stopping: AbortSignal): Promise<void> {
  const { id, policy, version: number } = rehearsal
  const found = await readVersion(deps, policy, number)
  if (!found) throw new Error(`${policy}/${number} is not there any more`)
  const rules = await rulesOf(deps, found.version)
  await beginAnew(deps, rehearsal)
  const tally = new Tally()
  let [last, done] = [0, 0]
  for (;;) {
    const batch = await recordedCases(deps, and(received(rehearsal), gt(cases.id, last)), batchSize)
    if (batch.length === 0) break
    await keepResults(deps, id, await rehearsedBatch(batch, rules, tally, stopping))
    last = batch.at(-1)?.id ?? last
    done += batch.length
    await change(deps, id, { done })
  }
  const finishedAt = deps.now().toISOString()
  await change(deps, id, {
    status: 'done',
    total: done,
    summary: { ...tally.summary(), digest: found.digest },
    finishedAt,
  })
}

/** The rules of a version with today's organisation and calendars. */
export async function rulesOf({ db }: Pick<Deps, 'db'>, version: Rules['version']): Promise<Rules> {
  return { version, organisation: await loadOrganisation(db), calendars: await loadCalendars(db) }
}

/** One recorded case by the rules of the version. */
export function rehearsedCase(one: RecordedCase, rules: Rules) {
  const rehearsed = rehearse(one.number, one.recorded, { ...rules, until: one.until })
  const would = courseOf(rehearsed, rules.version.policy, one.until)
  return { rehearsed, would, difference: differenceBetween(one.course, would) }
}

async function rehearsedBatch(batch: RecordedCase[], rules: Rules, tally: Tally, stopping: AbortSignal) {
  const results: { number: string; differs: boolean; result: unknown }[] = []
  for (const one of batch) {
    await turn()
    stopping.throwIfAborted()
    const { would, difference } = rehearsedCase(one, rules)
    tally.add(one.course, would, difference)
    results.push({ number: one.number, differs: difference.aspects.length > 0, result: difference })
  }
  return results
}

async function beginAnew(deps: Deps, rehearsal: StoredRehearsal): Promise<void> {
  await deps.db.delete(rehearsalCases).where(eq(rehearsalCases.rehearsalId, rehearsal.id))
  const [all] = await deps.db.select({ total: count() }).from(cases).where(received(rehearsal))
  await change(deps, rehearsal.id, { status: 'running', total: all?.total ?? 0, done: 0 })
}

const received = ({ from, to }: StoredRehearsal) =>
  and(eq(cases.workflow, 'complaint'), gte(cases.receivedAt, from), lt(cases.receivedAt, to))

/** What a node that was thought dead has kept meanwhile is the same. */
async function keepResults(
  { db }: Deps,
  rehearsalId: number,
  results: { number: string; differs: boolean; result: unknown }[],
) {
  await db
    .insert(rehearsalCases)
    .values(results.map(one => ({ rehearsalId, ...one })))
    .onConflictDoNothing()
}

async function change({ db }: Deps, id: number, values: Partial<typeof rehearsals.$inferInsert>): Promise<void> {
  await db.update(rehearsals).set(values).where(eq(rehearsals.id, id))
}
