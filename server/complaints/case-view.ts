import { type SQL, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../db/client.ts'
import type { Calendars } from '../../workflows/calendar/calendars.ts'
import { awayFrom } from '../../workflows/complaint/away.ts'
import { complaint } from '../../workflows/complaint/complaint.ts'
import { type Context, isPaused, ownerLogin, type Step } from '../../workflows/complaint/context.ts'
import { levelsToRegradeTo } from '../../workflows/complaint/regrading.ts'
import { recusalsToEnd } from '../../workflows/complaint/request-duties.ts'
import { offers, restored, type Snapshot } from '../../workflows/decide.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { standIns } from '../../workflows/organisation/stand-ins.ts'
import type { PolicyVersion } from '../../workflows/policy/policy.ts'
import { calendarsAt } from '../cases/calendars.ts'
import { iso, isoOrNull } from '../cases/instant.ts'
import { knownOrganisation, organisationAt } from '../cases/organisation.ts'
import { type PenaltySight, penaltySight } from '../cases/penalty-sight.ts'
import { policyAt } from '../cases/policies.ts'
import { openTo, sightOf } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { maskedEmail, maskedPhone } from '../web/masks.ts'
import { type CaseRows, readCase } from './case-rows.ts'
import { latestDeadlines } from './deadlines.ts'
import { laidOf } from './penalties.ts'

export type CaseView = ReturnType<typeof viewOf>

/** A case as it was read for somebody, with what they are shown of it. */
export interface ShownCase<M extends object> {
  rows: CaseRows & M
  view: CaseView
  context: Context
  organisation: Organisation
  version: PolicyVersion
  calendars: Calendars
  mayRead: PenaltySight
}

/** One complaint as API and page show it to this person (design.md §7); undefined when they may not see it. */
export async function caseView(deps: Deps, number: string, login: string): Promise<CaseView | undefined> {
  return (await shownCase(deps, number, login))?.view
}

/**
 * The same in the transaction that changes the case, for whoever changes it, even when it leaves their sight by that
 * (design.md §3).
 */
export async function changedCaseView(deps: Deps, tx: Transaction, number: string, login: string): Promise<CaseView> {
  const rows = await readCase(tx, number, sql`true`)
  if (!rows) throw new Error(`${number} was changed and is not there`)
  const organisation = await organisationAt(deps.db, rows.organisationVersion, tx)
  return (await shown(deps, rows, organisation, login, tx)).view
}

/**
 * One complaint for this person, along with what the page wants besides; undefined when they may not see it. Read with
 * the organisation that this process knows, and read again when that turns out to be an old one.
 * @param more see `readCase`
 */
export async function shownCase<M extends object>(
  deps: Deps,
  number: string,
  login: string,
  more?: SQL,
): Promise<ShownCase<M> | undefined> {
  const read = (from: Organisation) =>
    readCase<M>(deps.db, number, openTo(sightOf(from, login, deps.now().toISOString())), more)
  let organisation = await knownOrganisation(deps.db, deps.db)
  let rows = await read(organisation)
  if (rows && rows.organisationVersion !== organisation.version) {
    organisation = await organisationAt(deps.db, rows.organisationVersion)
    rows = await read(organisation)
  }
  return rows?.visible ? shown(deps, rows, organisation, login) : undefined
}

async function shown<M extends object>(
  deps: Deps,
  rows: CaseRows & M,
  organisation: Organisation,
  login: string,
  from: Database | Transaction = deps.db,
): Promise<ShownCase<M>> {
  const version = await policyAt(deps.db, rows.case.policyCode, rows.case.policyVersion, from)
  const snapshot = restored(complaint, rows.case.snapshot)
  const { context } = snapshot
  const calendars = await calendarsAt(deps.db, rows.calendarVersion, from)
  const reader = { organisation, calendars, login, at: deps.now().toISOString() }
  const decides = rows.asked.some(ask => ask.purpose === 'appeal' && ask.people.includes(login))
  const mayRead = penaltySight(organisation, login, reader.at, rows.case.path, decides)
  const view = viewOf(rows, snapshot, version, { ...reader, mayRead })
  return { rows, view, mayRead, context, organisation, version, calendars }
}

interface Reader {
  organisation: Organisation
  calendars: Calendars
  login: string
  at: string
  mayRead: PenaltySight
}

function viewOf(rows: CaseRows, snapshot: Snapshot, version: PolicyVersion, reader: Reader) {
  const { organisation, login, at, mayRead } = reader
  const { context } = snapshot
  const laid = laidOf(rows.laid, mayRead)
  const asking = { ...reader, actor: login, version, penalised: penalisedIn(rows) }
  const dutyFacts = { ...asking, context, policy: version.policy }
  const deadlines = latestDeadlines(rows.due, at, isPaused(context), reader.calendars)
  return {
    ...standing(rows),
    late: rows.case.late || deadlines.some(one => one.late),
    policy: { code: version.code, version: version.version },
    ...factsOf(context),
    owner: ownerOf(context, organisation, at),
    ...recordOf(rows.complaint),
    ...((laid.penalties.length > 0 || mayRead(null)) && { penalties: laid.penalties }),
    appeals: laid.appeals,
    appeal: laid.appeals.find(one => one.decidedAt === null) ?? null,
    deadlines,
    ...listsOf(rows, context.round),
    allowed: offers(complaint, snapshot, asking),
    recusalsToEnd: recusalsToEnd(dutyFacts),
    levelsToRegradeTo: levelsToRegradeTo(dutyFacts),
  }
}

/** Where the case stands. */
function standing({ case: row }: CaseRows) {
  const { number, stage, state, level, outcome, revision, seq, department, path, handler, registrar } = row
  return {
    ...{ number, stage, state, level, outcome, revision, seq, department, path, handler, registrar },
    receivedAt: iso(row.receivedAt),
    changedAt: iso(row.lastAt),
    closedAt: isoOrNull(row.closedAt),
    dueAt: isoOrNull(row.dueAt),
  }
}

/** What only the snapshot knows. */
function factsOf(context: Context) {
  const { handBacks, transfers, unreachable, unreached, reopened, gradingReasons, round, pauses, recused } = context
  return {
    ...{ gradingReasons, round, pauses, recused },
    paused: isPaused(context),
    consent: context.consent,
    extensionAsked: context.extensionAsked ?? null,
    recusalAsked: context.recusalAsked ?? null,
    moreExtensions: context.moreExtensions ?? [],
    moreRecusals: context.moreRecusals ?? [],
    toTell: context.toTell ?? null,
    proposer: context.proposer,
    counts: { handBacks, transfers, unreachable, unreached, reopened },
    steps: context.steps.map(stepOf),
  }
}

/** A step without its limit; of several that decide together each one's way of deciding. */
function stepOf({ limit: _, ...step }: Step) {
  const { joint } = step
  if (!joint) return step
  return { ...step, joint: { ...joint, seats: joint.seats.map(seat => ({ ...seat, kind: seat.kind ?? step.kind })) } }
}

/** The columns of the complaint; phone and address masked, external handling as one thing. */
function recordOf(row: CaseRows['complaint']) {
  const { caseId: _, customerId: __, customerName: name, phone, phoneTail: tail, email, penalties: ___, ...rest } = row
  const { externalBody: body, externalReference: reference, externalResult: result, ...columns } = rest
  return {
    ...columns,
    customer: { name, phone: maskedPhone(phone), tail, email: email && maskedEmail(email) },
    occurredAt: isoOrNull(row.occurredAt),
    resolvedAt: isoOrNull(row.resolvedAt),
    external: body === null ? null : { body, reference, result },
  }
}

/** On whom a penalty was laid, whoever may read it. */
const penalisedIn = ({ complaint }: CaseRows) =>
  ((complaint.penalties ?? []) as { person: string }[]).map(one => one.person)

function listsOf({ decided, planned, talked, called, attached, merged, asked }: CaseRows, round: number) {
  return {
    approvals: decided.map(({ caseId: _, seq: __, ...row }) => ({ ...row, at: iso(row.at) })),
    measures: planned
      .filter(measure => measure.round === round)
      .map(({ caseId: _, ...row }) => ({ ...row, performedAt: isoOrNull(row.performedAt) })),
    contacts: talked.map(({ caseId: _, seq: __, ...row }) => ({ ...row, at: iso(row.at) })),
    followUps: called.map(({ caseId: _, seq: __, ...row }) => ({ ...row, at: iso(row.at) })),
    files: attached.map(({ caseId: _, seq: __, key: ___, ...row }) => ({ ...row, at: iso(row.at) })),
    mergedCases: merged,
    asks: asked.map(({ caseId: _, ...row }) => ({ ...row, openedAt: iso(row.openedAt) })),
  }
}

/** Handler, else whoever answers as head, else registrar (design.md §3 People). */
function ownerOf(context: Context, organisation: Organisation, at: string): string | null {
  const heads = standIns(organisation, 'head', context.department ?? '', awayFrom(context), at)
  return ownerLogin(context) ?? heads[0]?.person ?? null
}
