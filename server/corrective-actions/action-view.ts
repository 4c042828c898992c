import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '../../db/client.ts'
import { awaited } from '../../workflows/corrective-action/action.ts'
import { actionOffers } from '../../workflows/corrective-action/decide.ts'
import { loadCalendars } from '../cases/calendars.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { Refusal } from '../cases/refusal.ts'
import { sightOf } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { deadlinesOf, explainedDeadline } from './deadlines.ts'
import { readAction } from './queries.ts'

/** One corrective action as the API shows it to this person. @throws Refusal 404 without sight */
export async function actionView(deps: Deps, login: string, number: string) {
  return viewOf(await readFor(deps, login, number))
}

/**
 * The same in the transaction that changes it, for whoever changes it, even when it leaves their sight by that
 * (design.md §3).
 */
export async function changedActionView(deps: Deps, tx: Transaction, login: string, number: string) {
  return viewOf(await readFor(deps, login, number, { tx, visible: sql`true` }))
}

/** What led to one of its deadlines. @throws Refusal 404 without sight, or when the deadline has not begun */
export async function deadlineLedger(deps: Deps, login: string, number: string, kind: string) {
  const { found, ...reading } = await readFor(deps, login, number)
  const ledger = explainedDeadline(found, kind, reading)
  if (!ledger) throw new Refusal('not-found')
  return ledger
}

/** @param changed where and how it is read by whoever has just changed it */
async function readFor(deps: Deps, login: string, number: string, changed?: { tx: Transaction; visible: SQL }) {
  const reader = changed?.tx ?? deps.db
  const at = deps.now().toISOString()
  const organisation = await loadOrganisation(deps.db, reader)
  const found = await readAction(reader, sightOf(organisation, login, at), number, changed?.visible)
  if (!found) throw new Refusal('not-found')
  return { found, organisation, at, calendars: await loadCalendars(deps.db, reader), login }
}

function viewOf({ found, login, ...reading }: Awaited<ReturnType<typeof readFor>>) {
  const { action, revision, createdAt, cases, events } = found
  const { at, organisation } = reading
  const next = awaited(action)
  const { calendars: _, remindedOf: __, ...shown } = action
  return {
    ...shown,
    ...{ revision, createdAt, events },
    deadlines: deadlinesOf(found, reading),
    complaints: cases.map(one => one.number),
    unseenComplaints: action.complaints.length - cases.length,
    waitsFor: next?.person ?? null,
    dueAt: next?.dueAt ?? null,
    late: next?.dueAt != null && next.dueAt < at,
    allowed: actionOffers(action, { actor: login, at, organisation }),
  }
}
