import { z } from 'zod'
import type { Database, Transaction } from '../../db/client.ts'
import { code } from '../../workflows/complaint/fields.ts'
import { digestOf } from '../../workflows/evidence/chain.ts'
import { putOnRecord } from '../audit.ts'
import { changeCase } from '../cases/change-case.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { mostHandedOver, openWorkOf } from './open-work.ts'

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

/** Leaves it to whoever answers by role; leaves it where it is. */
export const byRole = 'by-role'
export const kept = 'keep'

/** The choice for everything, and for each thing (`case/TS-…`, `action/CA-…`, `delegation/3`) another one: a log-in or the above. */
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

interface Thing extends Pick<HandedOver, 'kind' | 'id'> {
  /** nobody takes it over by name */
  byRoleOnly: boolean
  handOver(to: string | undefined): Promise<void>
}

/**
 * Hands over what somebody has in their hands, one thing after the other through the door of each; what one of them
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
  const done: HandedOver[] = []
  for (const { kind, id, byRoleOnly, handOver: change } of thingsIn(deps, elsewhere, held, {
    by,
    from,
    key: chosen.key,
  })) {
    const choice = chosen.to[`${kind}/${id}`] ?? chosen.all ?? byRole
    const to = choice === byRole || byRoleOnly ? undefined : choice
    const stays = choice === kept || (kind === 'delegation' && !to)
    if (!stays) done.push({ kind, id, to, ...(await refusalOf(() => change(to))) })
  }
  await record(deps, by, from, done)
  return done
}

function thingsIn(
  deps: Deps,
  { actions, delegations }: HeldElsewhere,
  held: Held,
  { by, from, key }: { by: string; from: string; key: string },
): Thing[] {
  return [
    ...held.cases.slice(0, mostHandedOver).map(
      ({ number, handles }): Thing => ({
        ...{ kind: 'case', id: number, byRoleOnly: !handles },
        handOver: to => handOverCase(deps, by, number, { from, to }, key),
      }),
    ),
    ...held.actions.map(
      ({ id }): Thing => ({
        ...{ kind: 'action', id, byRoleOnly: false },
        handOver: async to => actions.handOver(deps, by, id, from, required(to)),
      }),
    ),
    ...held.delegations.map(
      ({ id }): Thing => ({
        ...{ kind: 'delegation', id, byRoleOnly: false },
        handOver: async to => delegations.handOver(deps, by, id, from, required(to)),
      }),
    ),
  ]
}

async function handOverCase(
  deps: Deps,
  by: string,
  number: string,
  who: { from: string; to: string | undefined },
  key: string,
) {
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
