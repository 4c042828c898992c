import { z } from 'zod'
import type { Database, Transaction } from '../../db/client.ts'
import { code } from '../../workflows/complaint/fields.ts'
import { digestOf } from '../../workflows/evidence/chain.ts'
import { putOnRecord } from '../audit.ts'
import { changeCase } from '../cases/change-case.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { openWorkOf } from './open-work.ts'

/** Work that other features keep and hand over themselves. */
export interface HeldElsewhere {
  actions: {
    held(db: Database | Transaction, login: string): Promise<{ id: string; parts: string[] }[]>
    handOver(deps: Deps, by: string, id: string, from: string, to: string): Promise<void>
  }
  delegations: {
    held(db: Database | Transaction, login: string, at: string): Promise<{ id: string; of: string; until: string }[]>
    handOver(deps: Deps, by: string, id: string, from: string, to: string): Promise<void>
  }
}

/** Everything that somebody who leaves has in their hands. */
export interface Held {
  cases: Awaited<ReturnType<typeof openWorkOf>>
  actions: { id: string; parts: string[] }[]
  delegations: { id: string; of: string; until: string }[]
}

export async function heldBy(
  db: Database | Transaction,
  elsewhere: HeldElsewhere,
  login: string,
  at: string,
): Promise<Held> {
  return {
    cases: await openWorkOf(db, login),
    actions: await elsewhere.actions.held(db, login),
    delegations: await elsewhere.delegations.held(db, login, at),
  }
}

/** Nobody goes before that is in other hands; whose deputy they are passes on to the next level by itself. */
export const isBusy = ({ cases, actions }: Held): boolean => cases.length + actions.length > 0

/** Leaves it to whoever answers by role. */
export const byRole = 'by-role'

/** The successor for everything, and for each thing (`case/TS-…`, `action/CA-…`, `delegation/3`) another one or none. */
export const handOverForm = z.object({
  all: code().optional(),
  to: z.record(z.string(), code()).default({}),
  key: z.string().regex(/^\w{8,100}$/),
})
type Chosen = z.output<typeof handOverForm>

/** What came of one thing. */
export interface HandedOver {
  kind: 'case' | 'action' | 'delegation'
  id: string
  /** undefined: whoever answers by role */
  to: string | undefined
  refused?: unknown
}

/**
 * Hands over all that somebody has in their hands, one thing after the other through the door of each; what one of them
 * refuses is nothing to the others. Sent twice, it counts once.
 * @param by the administrator who arranges it
 */
export async function handOver(
  deps: Deps,
  elsewhere: HeldElsewhere,
  by: string,
  from: string,
  chosen: Chosen,
): Promise<HandedOver[]> {
  const held = await heldBy(deps.db, elsewhere, from, deps.now().toISOString())
  const successor = (place: string) => {
    const named = chosen.to[place] ?? chosen.all
    return named === byRole ? undefined : named
  }
  const done: HandedOver[] = []
  const doing = async (
    kind: HandedOver['kind'],
    id: string,
    to: string | undefined,
    change: () => Promise<unknown>,
  ) => {
    done.push({ kind, id, to, ...(await refusalOf(change)) })
  }
  for (const { number, handles } of held.cases) {
    const to = handles ? successor(`case/${number}`) : undefined
    await doing('case', number, to, () => handOverCase(deps, by, number, { from, to }, chosen.key))
  }
  for (const { id } of held.actions) {
    const to = successor(`action/${id}`)
    await doing('action', id, to, () => elsewhere.actions.handOver(deps, by, id, from, required(to)))
  }
  for (const { id } of held.delegations) {
    const to = successor(`delegation/${id}`)
    if (to) await doing('delegation', id, to, () => elsewhere.delegations.handOver(deps, by, id, from, to))
  }
  await record(deps, by, from, done)
  return done
}

async function handOverCase(deps: Deps, by: string, number: string, who: { from: string; to?: string }, key: string) {
  const event = { type: 'hand-over', from: who.from, ...(who.to && { to: who.to }) }
  const idempotency = { key: `${key}_${number.replaceAll('-', '_')}`, digest: digestOf({ number, event }) }
  await changeCase(deps, number, event, { login: by }, { unseen: true, idempotency })
}

/** A corrective action is somebody's by name: no role takes over. */
function required(to: string | undefined): string {
  if (!to) throw new Refusal('invalid', { rule: 'successor-missing', fields: { to: 'successor-missing' } })
  return to
}

async function refusalOf(change: () => Promise<unknown>): Promise<{ refused?: unknown }> {
  try {
    await change()
    return {}
  } catch (refused) {
    if (!(refused instanceof Refusal)) throw refused
    return { refused }
  }
}

/** One entry for each successor, with how much they took over. */
async function record(deps: Deps, by: string, from: string, done: HandedOver[]): Promise<void> {
  const taken = Map.groupBy(
    done.filter(one => !('refused' in one)),
    one => one.to ?? '',
  )
  if (taken.size === 0) return
  const deeds = [...taken].map(([delegate, things]) => ({
    ...({ person: by, subject: 'person', key: from, action: 'handed-over' } as const),
    details: { ...(delegate && { delegate }), count: things.length },
  }))
  await deps.db.transaction(tx => putOnRecord(tx, deps.now().toISOString(), ...deeds))
}
