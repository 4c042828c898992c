import { type SQL, sql } from 'drizzle-orm'
import { rowsOf, type Transaction } from '../../db/client.ts'
import { complaint } from '../../workflows/complaint/complaint.ts'
import { restored, type Snapshot } from '../../workflows/decide.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { PolicyVersion } from '../../workflows/policy/policy.ts'
import type { Deps } from '../deps.ts'
import { calendarsAt, calendarVersionSql } from './calendars.ts'
import { iso } from './instant.ts'
import { knownOrganisation, organisationAt, organisationVersionSql } from './organisation.ts'
import { parsedJson } from './parsed-json.ts'
import { policyAt } from './policies.ts'
import { openTo, sightOf } from './sight.ts'

/** A case whose row is locked, ready to be judged. */
export interface LoadedCase {
  id: number
  number: string
  snapshot: Snapshot
  version: PolicyVersion
  revision: number
  seq: number
  /** UTC instant of the last event */
  lastAt: string
  lastHash: string
}

interface LockedRow {
  id: number
  number: string
  policy_code: string
  policy_version: number
  revision: number
  seq: number
  last_at: string
  last_hash: string
  snapshot: unknown
  visible: boolean
  organisation_version: number
  calendar_version: number
}

/**
 * Locks a case for its sender until the transaction ends. Undefined when there is none, or none that they may see.
 * @param login null for the clock, which sees everything
 */
export async function lockCase(deps: Deps, tx: Transaction, number: string, login: string | null) {
  let organisation = await knownOrganisation(deps.db, tx)
  let row = await lockedRow(deps, tx, sql`number = ${number}`, organisation, login)
  if (row && row.organisation_version !== organisation.version) {
    organisation = await organisationAt(deps.db, row.organisation_version, tx)
    row = await lockedRow(deps, tx, sql`number = ${number}`, organisation, login)
  }
  return row?.visible ? await atHand(deps, tx, row, organisation) : undefined
}

/**
 * Locks one case on which the clock has something to do and that no other node is working on (design.md §2).
 * @param number only this case, without asking whether anything is due @param aside ids of cases to leave alone
 */
export async function lockDueCase(deps: Deps, tx: Transaction, now: string, number?: string, aside: number[] = []) {
  const known = await knownOrganisation(deps.db, tx)
  const others = sql`<> all (select jsonb_array_elements_text(${JSON.stringify(aside)}::jsonb)::bigint)`
  const due = sql`id in ((select case_id from deadlines where next_rung_at <= ${now} and case_id ${others}
      order by next_rung_at limit 20)
    union all (select id from cases where pause_ends_at <= ${now} and id ${others} order by pause_ends_at limit 20))`
  const which = number === undefined ? due : sql`number = ${number}`
  const row = await lockedRow(deps, tx, which, known, null, sql`limit 1 for update skip locked`)
  if (!row) return undefined
  const load = async () => atHand(deps, tx, row, await organisationAt(deps.db, row.organisation_version, tx))
  return { id: row.id, number: row.number, load }
}

export type DueCase = NonNullable<Awaited<ReturnType<typeof lockDueCase>>>

/** What the clock does to a case. @throws StuckCase for whatever goes wrong */
export async function orStuck<T>(due: DueCase, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new StuckCase(due, error)
  }
}

/** A case on which the clock cannot work: whatever is wrong with it must not keep it from the others. */
export class StuckCase extends Error {
  readonly id: number

  constructor({ id, number }: Pick<DueCase, 'id' | 'number'>, cause: unknown) {
    super(`the clock cannot work on ${number}`, { cause })
    this.id = id
  }
}

async function atHand(deps: Deps, tx: Transaction, row: LockedRow, organisation: Organisation) {
  const calendars = await calendarsAt(deps.db, row.calendar_version, tx)
  return { loaded: await loadedFrom(deps, tx, row), organisation, calendars }
}

async function lockedRow(
  deps: Deps,
  tx: Transaction,
  which: SQL,
  organisation: Organisation,
  login: string | null,
  locking = sql`for update`,
): Promise<LockedRow | undefined> {
  const visible = login === null ? sql`true` : openTo(sightOf(organisation, login, deps.now().toISOString()))
  const found = await tx.execute(sql`
    select id::int, number, policy_code, policy_version, revision, seq, last_at, last_hash, snapshot,
      ${visible} as visible, ${organisationVersionSql} as organisation_version,
      ${calendarVersionSql} as calendar_version
    from cases where ${which} ${locking}`)
  return rowsOf<LockedRow>(found)[0]
}

async function loadedFrom(deps: Deps, tx: Transaction, row: LockedRow): Promise<LoadedCase> {
  return {
    id: row.id,
    number: row.number,
    snapshot: restored(complaint, parsedJson(row.snapshot)),
    version: await policyAt(deps.db, row.policy_code, row.policy_version, tx),
    revision: row.revision,
    seq: row.seq,
    lastAt: iso(row.last_at),
    lastHash: row.last_hash,
  }
}
