import { sqlState, type Transaction } from '../../db/client.ts'
import { complaint } from '../../workflows/complaint/complaint.ts'
import { quietEventTypes } from '../../workflows/complaint/events.ts'
import type { StoredFile } from '../../workflows/complaint/finding.ts'
import { tellOnce } from '../../workflows/complaint/tell-once.ts'
import { decide, decideOpening, type Verdict } from '../../workflows/decide.ts'
import type { Deps } from '../deps.ts'
import { appealFacts } from './appeal-facts.ts'
import { type Batch, changesOf, circumstancesOf, recordOf, snapshotOf } from './apply.ts'
import { calendarsAt } from './calendars.ts'
import { correctiveFacts } from './corrective-facts.ts'
import { claimKey, type FirstAnswer, type IdempotencyKey, noteChanged } from './idempotency.ts'
import { type DueCase, lockCase, lockDueCase, orStuck } from './load.ts'
import { blindMentions } from './mention-sight.ts'
import { mergeTarget } from './merge-target.ts'
import { notedFacts, registeredWith } from './noted-facts.ts'
import { newCase } from './number.ts'
import { dividedBody, noSuchPolicy, policyNamed } from './opening.ts'
import { organisationAt } from './organisation.ts'
import { policyAt } from './policies.ts'
import { Refusal, refusalOf } from './refusal.ts'
import { rungLedgers } from './rung-ledgers.ts'
import { alarmsSetRight, dueAlarm } from './rungs.ts'
import { changeWrites, noticeRows, openingWrites, refreshSearch, rowWrites, writeAll } from './save.ts'

const deadlock = '40P01'

export type Actor = { login: string } | 'clock'

export interface ChangeOptions {
  /** the revision that the sender saw; another one is refused as `stale` */
  revision?: number
  idempotency?: IdempotencyKey
  /** demo and imports: notices are written, but never sent */
  suppressMail?: boolean
  /** `hand-over` only: administrators arrange who works on a case, and need not see it */
  unseen?: boolean
  /** `attach` only: what the file store has taken in for it */
  stored?: StoredFile
  /** reads, before the change is committed, what its sender is shown of the case */
  answer?: (tx: Transaction, number: string) => Promise<unknown>
}

/** What a change led to. `first` is set when the key had been used: nothing was changed again. */
export interface Changed {
  number: string
  revision: number
  seq: number
  state: string
  /** when the clock has to look at this case again; null: never, as it stands */
  nextRungAt: string | null
  /** what `answer` read: the case as this change left it */
  answer?: unknown
  first?: FirstAnswer
}

/**
 * THE DOOR, for a new complaint: opened, and in the same transaction registered and dispatched when the body says so.
 * @param body the POST body of design.md §7
 * @throws Refusal with nothing written
 */
export async function openCase(deps: Deps, body: unknown, actor: Actor, options: ChangeOptions = {}): Promise<Changed> {
  const login = loginOf(actor)
  return deps.db.transaction(async tx => {
    const first = await claimed(deps, tx, login, options)
    if (first) return first
    const { policy, ...rest } = asObject(body)
    const { opening, following, customer } = dividedBody(rest)
    const begun = await newCase(tx, { now: deps.now(), policy: policyNamed(policy), customer })
    if (!begun.policy) throw noSuchPolicy()
    const { number, opened } = begun
    const version = await policyAt(deps.db, begun.policy.code, begun.policy.version, tx)
    const organisation = await organisationAt(deps.db, begun.organisationVersion, tx)
    const calendars = await calendarsAt(deps.db, begun.calendarVersion, tx)
    const batch: Batch = { number, loaded: null, opened, version, organisation, calendars, decisions: [] }
    take(batch, decideOpening(complaint, number, opening, circumstancesOf(deps, batch, login)))
    const noted = registeredWith(following)
    for (const event of following) step(deps, batch, event, login, { noted })
    return save(deps, tx, batch, login, options)
  })
}

/**
 * THE DOOR, for everything that happens to a case: one event, judged and saved in one transaction (design.md §2).
 * @param event `{type, …fields}` as it was sent
 * @throws Refusal with nothing written: 404 without sight, 422, 409 or 403 as design.md §3 orders them
 */
export async function changeCase(
  deps: Deps,
  number: string,
  event: unknown,
  actor: Actor,
  options: ChangeOptions = {},
): Promise<Changed> {
  const login = loginOf(actor)
  const change = deps.db.transaction(async tx => {
    const first = await claimed(deps, tx, login, options)
    if (first) return first
    const locked = await lockCase(deps, tx, number, options.unseen ? null : login)
    if (!locked) throw new Refusal('not-found')
    const { loaded, ...around } = locked
    const batch: Batch = { number, loaded, version: loaded.version, ...around, decisions: [] }
    const stale = options.revision !== undefined && options.revision !== loaded.revision
    const target = await mergeTarget(tx, event)
    const blind = await blindMentions(deps, tx, batch, event)
    const corrective = await correctiveFacts(tx, number, event, batch.version.policy)
    const appeal = await appealFacts(tx, number, event)
    const noted = await notedFacts(tx, number, event, batch.version.policy)
    step(deps, batch, event, login, { stale, target, blind, corrective, noted, ...appeal, stored: options.stored })
    return save(deps, tx, batch, login, options)
  })
  return change.catch(error => {
    // two cases merged into each other at once: the database lets one of them go on
    throw sqlState(error).code === deadlock ? new Refusal('stale') : error
  })
}

/**
 * THE DOOR, for the clock: every due rung of one case, each as its own event, with one notice per person, and the end of
 * a pause that is used up.
 * Where the rows of a case call for the clock and the rules see nothing to do, the rows are set right.
 * @param options `number`: of this case, if it has something due; else of any but those in `aside`
 * @returns the case that was worked on, or undefined when nothing is due (or another node has it all)
 * @throws StuckCase when there is one that the clock cannot work on
 */
export async function reachDeadlines(
  deps: Deps,
  { number, aside = [], ...options }: ChangeOptions & { number?: string; aside?: number[] } = {},
): Promise<Changed | undefined> {
  return deps.db.transaction(async tx => {
    const due = await lockDueCase(deps, tx, deps.now().toISOString(), number, aside)
    return due && orStuck(due, () => reached(deps, tx, due, options, number === undefined))
  })
}

async function reached(deps: Deps, tx: Transaction, due: DueCase, options: ChangeOptions, called: boolean) {
  const { loaded, ...around } = await due.load()
  const batch: Batch = { number: loaded.number, loaded, version: loaded.version, ...around, decisions: [] }
  for (let alarm = dueAlarm(deps, batch); alarm; alarm = dueAlarm(deps, batch)) step(deps, batch, alarm, null)
  if (batch.decisions.length === 0) return called ? alarmsSetRight(deps, tx, batch, loaded) : undefined
  tellOnce(batch.decisions)
  return save(deps, tx, batch, null, options)
}

function step(deps: Deps, batch: Batch, event: unknown, login: string | null, more: object = {}): void {
  const snapshot = snapshotOf(batch)
  if (!snapshot) throw new Error('an event needs a case')
  take(batch, decide(complaint, snapshot, event, { ...circumstancesOf(deps, batch, login), ...more }))
}

function take(batch: Batch, verdict: Verdict): void {
  if ('refused' in verdict) throw refusalOf(verdict.refused)
  batch.decisions.push(verdict.decision)
}

async function save(deps: Deps, tx: Transaction, batch: Batch, login: string | null, options: ChangeOptions) {
  const { events, state } = recordOf(deps, batch, type => !quietEventTypes.has(type))
  const changes = changesOf(batch)
  const last = batch.decisions.at(-1)
  if (!last) throw new Error('nothing was decided')
  const { number, opened, version } = batch
  const caseId = batch.loaded?.id ?? opened?.caseId ?? 0
  const row = { ...complaint.caseRowOf(last.to, last.after, last.deadlines, version.policy), ...state }
  const known = { number, workflow: complaint.name, policyCode: version.code, policyVersion: version.version }
  const status = options.suppressMail ? 'suppressed' : 'queued'
  const ledgers = await rungLedgers(tx, batch)
  const writing = writeAll(
    tx,
    [
      ...(opened
        ? openingWrites(opened, { ...row, ...known }, changes.complaint)
        : changeWrites(caseId, row, changes.complaint)),
      ...rowWrites(tx, caseId, events, changes),
      ...(login && options.idempotency ? [noteChanged(tx, login, options.idempotency.key, number)] : []),
    ],
    noticeRows(caseId, changes, batch.organisation, { status, at: state.lastAt, ledgers }),
  )
  // one connection answers in order: what is asked now, in the same breath, sees what was written
  const [ids, answer] = await Promise.all([writing, options.answer?.(tx, number)])
  if (!opened) await refreshSearch(tx, caseId, number, changes.complaint)
  if (status === 'queued') await deps.jobs.enqueueNotices(tx, ids)
  const due = [...last.deadlines.map(one => one.nextRungAt), row.pauseEndsAt].filter(one => one !== null).sort()
  const { revision, seq } = state
  return { number, revision, seq, state: last.to, nextRungAt: due[0] ?? null, answer }
}

/** Claims the sender's key; a repetition answers what the first request led to. */
async function claimed(deps: Deps, tx: Transaction, login: string | null, { idempotency }: ChangeOptions) {
  if (!login || !idempotency) return undefined
  const first = await claimKey(tx, login, idempotency, deps.now().toISOString())
  return first && { number: first.number, revision: 0, seq: 0, state: '', nextRungAt: null, first }
}

function loginOf(actor: Actor): string | null {
  return actor === 'clock' ? null : actor.login
}

function asObject(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {}
}
