import { complaint } from '../../workflows/complaint/complaint.ts'
import { type Context, isPaused, ownerLogin } from '../../workflows/complaint/context.ts'
import { awayFrom } from '../../workflows/complaint/duties.ts'
import { offers, restored } from '../../workflows/decide.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { standIns } from '../../workflows/organisation/stand-ins.ts'
import { iso, isoOrNull } from '../cases/instant.ts'
import { calendar } from '../cases/load.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { policyAt } from '../cases/policies.ts'
import { sightOf, visibleTo } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { maskedEmail, maskedPhone } from '../web/masks.ts'
import { type CaseAndComplaint, type Details, readCase, readDetails } from './case-rows.ts'
import { latestDeadlines } from './deadlines.ts'
import { maySeePenalties } from './penalties.ts'

export type CaseView = NonNullable<Awaited<ReturnType<typeof caseView>>>

/** One complaint as API and page show it to this person (design.md §7); undefined when they may not see it. */
export async function caseView(deps: Deps, number: string, login: string) {
  const organisation = await loadOrganisation(deps.db)
  const sight = sightOf(organisation, login, deps.now().toISOString())
  const found = await readCase(deps.db, number, visibleTo(sight))
  return found && shown(deps, found, organisation, login)
}

/** The same for whoever has just changed the case, even when it has left their sight by that (design.md §3). */
export async function changedCaseView(deps: Deps, number: string, login: string): Promise<CaseView> {
  const organisation = await loadOrganisation(deps.db)
  const found = await readCase(deps.db, number, undefined)
  if (!found) throw new Error(`${number} was changed and is not there`)
  return shown(deps, found, organisation, login)
}

/** The case is read before what hangs on it: a change in between shows as a stale revision, never as an unseen one. */
async function shown(deps: Deps, found: CaseAndComplaint, organisation: Organisation, login: string) {
  const at = deps.now().toISOString()
  const snapshot = restored(complaint, found.case.snapshot)
  const { context } = snapshot
  const { policyCode, policyVersion } = found.case
  const [details, version] = await Promise.all([
    readDetails(deps.db, found.case.id, context.round),
    policyAt(deps.db, policyCode, policyVersion),
  ])
  const deadlines = latestDeadlines(details.due, at, isPaused(context))
  return {
    ...standing(found),
    late: found.case.late || deadlines.some(one => one.late),
    policy: { code: policyCode, version: policyVersion },
    ...factsOf(context),
    owner: ownerOf(context, organisation, at),
    ...recordOf(found.complaint, maySeePenalties(organisation, login, at, found.case.path)),
    deadlines,
    ...listsOf(details),
    allowed: offers(complaint, snapshot, { actor: login, version, organisation, calendar, at }),
  }
}

/** Where the case stands. */
function standing({ case: row }: CaseAndComplaint) {
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
    proposer: context.proposer,
    counts: { handBacks, transfers, unreachable, unreached, reopened },
    steps: context.steps.map(({ kind, role, department, status, by }) => ({ kind, role, department, status, by })),
  }
}

/** The columns of the complaint; phone and address masked, external handling as one thing. */
function recordOf(row: CaseAndComplaint['complaint'], withPenalties: boolean) {
  const { caseId: _, customerId: __, customerName: name, phone, phoneTail: tail, email, penalties, ...rest } = row
  const { externalBody: body, externalReference: reference, externalResult: result, ...columns } = rest
  return {
    ...columns,
    customer: { name, phone: maskedPhone(phone), tail, email: email && maskedEmail(email) },
    occurredAt: isoOrNull(row.occurredAt),
    resolvedAt: isoOrNull(row.resolvedAt),
    external: body === null ? null : { body, reference, result },
    ...(withPenalties && { penalties: penalties as Penalty[] | null }),
  }
}

interface Penalty {
  person: string
  kind: string
  amount?: string
}

function listsOf({ decided, planned, talked, called, merged, asked }: Details) {
  return {
    approvals: decided.map(({ caseId: _, seq: __, ...row }) => ({ ...row, at: iso(row.at) })),
    measures: planned.map(({ caseId: _, ...row }) => ({ ...row, performedAt: isoOrNull(row.performedAt) })),
    contacts: talked.map(({ caseId: _, seq: __, ...row }) => ({ ...row, at: iso(row.at) })),
    followUps: called.map(({ caseId: _, seq: __, ...row }) => ({ ...row, at: iso(row.at) })),
    mergedCases: merged.map(one => one.number),
    asks: asked.map(({ caseId: _, ...row }) => ({ ...row, openedAt: iso(row.openedAt) })),
  }
}

/** Handler, else whoever answers as head, else registrar (design.md §3 People). */
function ownerOf(context: Context, organisation: Organisation, at: string): string | null {
  const heads = standIns(organisation, 'head', context.department ?? '', awayFrom(context), at)
  return ownerLogin(context) ?? heads[0]?.person ?? null
}
