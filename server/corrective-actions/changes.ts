import { sql } from 'drizzle-orm'
import { rowsOf, type Transaction } from '../../db/client.ts'
import {
  type ActionCircumstances,
  type ActionDecision,
  decideAction,
} from '../../workflows/corrective-action/decide.ts'
import { loadCalendars } from '../cases/calendars.ts'
import { visibleActions } from '../cases/corrective-sight.ts'
import { claimKey, type FirstAnswer, type IdempotencyKey, noteChanged } from '../cases/idempotency.ts'
import { numberDay } from '../cases/number.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { Refusal, refusalOf } from '../cases/refusal.ts'
import { type Sight, sightOf, textArray, visibleTo } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { filesOf } from './queries.ts'
import { appendEvent, lockAction, storeAction, updateAction } from './record.ts'

export interface ActionChange {
  number: string
  /** what `answer` read: the action as this change left it */
  answer?: unknown
  /** set when the key had been used: nothing was changed again */
  first?: FirstAnswer
}

export interface ChangeOptions {
  /** the revision that the sender saw */
  revision?: number | undefined
  idempotency?: IdempotencyKey | undefined
  /** `hand-over` only: administrators arrange who works on it, and need not see it */
  unseen?: boolean
  /** reads, before the change is committed, what its sender is shown of it */
  answer?: ((tx: Transaction, number: string) => Promise<unknown>) | undefined
}

/** Proposes a corrective action. @throws Refusal with nothing written */
export async function proposeAction(deps: Deps, login: string, body: unknown, options: ChangeOptions = {}) {
  const { idempotency, answer } = options
  return deps.db.transaction(async (tx): Promise<ActionChange> => {
    const first = idempotency && (await claimKey(tx, login, idempotency, deps.now().toISOString()))
    if (first) return { number: first.number, first }
    const number = await nextNumber(tx, deps.now())
    const facts = await circumstances(deps, tx, login, numbersIn(body))
    const decision = taken(decideAction(number, null, body, facts))
    const id = await storeAction(tx, decision.after, facts)
    await link(tx, id, decision.after.complaints)
    await appendEvent(deps, tx, id, decision, facts)
    if (idempotency) await tx.execute(noteChanged(tx, login, idempotency.key, number))
    return { number, answer: await answer?.(tx, number) }
  })
}

/**
 * Does one thing to a corrective action: judged and recorded in one transaction.
 * @param body `{type, …fields}` @throws Refusal with nothing written: 404 without sight, 422, 409 or 403
 */
export async function changeAction(
  deps: Deps,
  login: string,
  number: string,
  body: unknown,
  options: ChangeOptions = {},
) {
  return deps.db.transaction(async (tx): Promise<ActionChange> => {
    const { revision, idempotency, unseen = false, answer } = options
    const first = idempotency && (await claimKey(tx, login, idempotency, deps.now().toISOString()))
    if (first) return { number, first }
    const visible = unseen ? sql`true` : visibleActions(await sightIn(deps, tx, login))
    const locked = await lockAction(tx, sql`number = ${number} and ${visible} for update`)
    if (!locked) throw new Refusal('not-found')
    const { action } = locked
    const facts = {
      ...(await circumstances(deps, tx, login, [...action.complaints, ...numbersIn(body)])),
      stale: revision !== undefined && revision !== locked.revision,
      needed: isWithdrawal(body) && (await isNeeded(tx, locked.id)),
    }
    const decision = taken(decideAction(number, action, body, facts))
    await updateAction(tx, locked, decision, facts)
    if (decision.event.type === 'link') await link(tx, locked.id, [decision.event.complaint])
    await appendEvent(deps, tx, locked.id, decision, facts)
    if (idempotency) await tx.execute(noteChanged(tx, login, idempotency.key, number))
    return { number, answer: await answer?.(tx, number) }
  })
}

function taken(verdict: ReturnType<typeof decideAction>): ActionDecision {
  if ('refused' in verdict) throw refusalOf(verdict.refused)
  return verdict.decision
}

async function circumstances(
  deps: Deps,
  tx: Transaction,
  login: string,
  numbers: string[],
): Promise<ActionCircumstances> {
  const sight = await sightIn(deps, tx, login)
  const found = await tx.execute(
    sql`select number from cases where number = any(${textArray(numbers)}) and ${visibleTo(sight)}`,
  )
  const known = rowsOf<{ number: string }>(found).map(row => row.number)
  const files = (await filesOf(tx, known)).map(file => file.reference)
  const organisation = await loadOrganisation(deps.db, tx)
  const calendars = await loadCalendars(deps.db, tx)
  return { actor: login, at: deps.now().toISOString(), organisation, calendars, known, files }
}

async function sightIn(deps: Deps, tx: Transaction, login: string): Promise<Sight> {
  return sightOf(await loadOrganisation(deps.db, tx), login, deps.now().toISOString())
}

const isWithdrawal = (body: unknown) => (body as { type?: unknown } | null)?.type === 'withdraw'

/** Some complaint was closed because this one had been opened, and no other one names it. */
async function isNeeded(tx: Transaction, id: number): Promise<boolean> {
  const found = await tx.execute(sql`
    select from corrective_action_cases as link
    join complaints on complaints.case_id = link.case_id and complaints.corrective_action = 'opened'
    join cases on cases.id = link.case_id and cases.closed_at is not null
    where link.action_id = ${id} and not exists (
      select from corrective_action_cases as other join corrective_actions as one on one.id = other.action_id
      where other.case_id = link.case_id and one.id <> ${id} and one.state <> 'withdrawn')
    limit 1`)
  return rowsOf(found).length > 0
}

/** The complaints that a body names, whatever else is wrong with it. */
function numbersIn(body: unknown): string[] {
  const { complaints, complaint } = (body ?? {}) as { complaints?: unknown; complaint?: unknown }
  return [complaints, complaint]
    .flat()
    .filter(one => typeof one === 'string')
    .slice(0, 50)
}

/** The next `CA-YYYYMMDD-NNNN` of the Asia/Shanghai day; two at once wait for each other. */
async function nextNumber(tx: Transaction, now: Date): Promise<string> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('corrective action number'))`)
  const day = `CA-${numberDay(now)}-`
  const found = await tx.execute(sql`select coalesce(max(substr(number, ${day.length + 1})::int), 0)::int as last
    from corrective_actions where number like ${`${day}%`}`)
  const last = rowsOf<{ last: number }>(found)[0]?.last ?? 0
  return `${day}${String(last + 1).padStart(4, '0')}`
}

async function link(tx: Transaction, actionId: number, numbers: string[]): Promise<void> {
  await tx.execute(sql`insert into corrective_action_cases (action_id, case_id)
    select ${actionId}, id from cases where number = any(${textArray(numbers)})`)
}
