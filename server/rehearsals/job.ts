import { setImmediate as turn } from 'node:timers/promises'
import { and, count, eq, gt, gte, lt } from 'drizzle-orm'
import { cases, rehearsalCases } from '../../db/schema.ts'
import { BeyondHorizon } from '../../workflows/calendar/horizon.ts'
import { courseOf, differenceBetween } from '../../workflows/complaint/rehearsal-comparison.ts'
import { Tally } from '../../workflows/complaint/rehearsal-summary.ts'
import { rehearse } from '../../workflows/complaint/rehearse.ts'
import type { RehearsalFacts } from '../../workflows/complaint/rehearsed.ts'
import { loadCalendars } from '../cases/calendars.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { goesOn } from './ending.ts'
import { type RecordedCase, recordedCases } from './recorded-cases.ts'
import { readVersion, rehearsalNamed, type StoredRehearsal } from './rehearsals.ts'

const batchSize = 50

export type Rules = Omit<RehearsalFacts, 'until'>

/**
 * Rehearses every case of the period, from the beginning: what an earlier attempt left is thrown away. Other work gets
 * its turn between two cases, and after each batch it is seen whether somebody has ended it. A fault ends it as failed;
 * so does the second time that the server dies under it.
 * @throws the reason of `stopping`, so that the job is tried again
 */
export async function runRehearsal(deps: Deps, id: number, stopping: AbortSignal): Promise<void> {
  const rehearsal = await rehearsalNamed(deps, id)
  if (rehearsal.status !== 'queued' && rehearsal.status !== 'running') return
  const died = rehearsal.status === 'running'
  if (died && rehearsal.trouble === 'interrupted') return await fail(deps, id, 'interrupted')
  try {
    await rehearseAll(deps, rehearsal, died ? 'interrupted' : null, stopping)
  } catch (error) {
    if (stopping.aborted) {
      await goesOn(deps.db, id, { status: 'queued' })
      throw error
    }
    deps.log.error(error, `rehearsal ${id}`)
    await fail(deps, id, error instanceof BeyondHorizon ? 'beyond-horizon' : 'fault')
  }
}

async function fail({ db, now }: Deps, id: number, trouble: StoredRehearsal['trouble']): Promise<void> {
  await goesOn(db, id, { status: 'failed', trouble, finishedAt: now().toISOString() })
}

async function rehearseAll(
  deps: Deps,
  rehearsal: StoredRehearsal,
  trouble: StoredRehearsal['trouble'],
  stopping: AbortSignal,
): Promise<void> {
  const { id, policy, version: number } = rehearsal
  const found = await readVersion(deps, policy, number)
  if (!found) throw new Error(`${policy}/${number} is not there any more`)
  const rules = await rulesOf(deps, found.version)
  const tally = new Tally()
  let [last, done] = [0, 0]
  let open = await beginAnew(deps, rehearsal, trouble)
  while (open) {
    const batch = await recordedCases(deps, and(received(rehearsal), gt(cases.id, last)), batchSize)
    if (batch.length === 0) break
    await keepResults(deps, id, await rehearsedBatch(batch, rules, tally, stopping))
    last = batch.at(-1)?.id ?? last
    done += batch.length
    open = await goesOn(deps.db, id, { done })
  }
  const summary = { ...tally.summary(), digest: found.digest }
  const finishedAt = deps.now().toISOString()
  if (open) await goesOn(deps.db, id, { status: 'done', trouble: null, total: done, summary, finishedAt })
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

async function beginAnew(deps: Deps, rehearsal: StoredRehearsal, trouble: StoredRehearsal['trouble']) {
  await deps.db.delete(rehearsalCases).where(eq(rehearsalCases.rehearsalId, rehearsal.id))
  const [all] = await deps.db.select({ total: count() }).from(cases).where(received(rehearsal))
  return await goesOn(deps.db, rehearsal.id, { status: 'running', trouble, total: all?.total ?? 0, done: 0 })
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
