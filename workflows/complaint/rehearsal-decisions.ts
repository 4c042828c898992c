import type { Organisation } from '../organisation/organisation.ts'
import { limitOf } from '../policy/limits.ts'
import type { Policy } from '../policy/policy.ts'
import { type Context, kindFor, type Step } from './context.ts'
import { answeringFor } from './deciding.ts'
import type { AskedDecision, Rehearsed } from './rehearsed.ts'

/**
 * Whom a step asks, seat by seat, and each person once.
 * @param at UTC instant for which people are looked up
 */
export function waitingFor(context: Context, organisation: Organisation, step: Step, at: string): AskedDecision[] {
  const seats = answeringFor(context, organisation, step, at)
  return seats.map(({ seat: { role }, people }, index) => {
    const before = seats.slice(0, index).flatMap(one => one.people.map(({ person }) => person))
    const logins = people.map(one => one.person).filter(one => !before.includes(one))
    return { round: context.round, role, kind: kindFor(step, role), people: logins, how: 'waiting' }
  })
}

/** The decisions of a case that is rehearsed, as they were given or would have been asked. */
export class AskedDecisions {
  readonly list: AskedDecision[] = []
  /** who would have been told that they are asked */
  readonly told: Rehearsed['told'] = []

  given({ round }: Context, step: Step, role: Step['role'], by: string): void {
    this.list.push({ round, role, kind: kindFor(step, role), people: [by], how: 'given' })
  }

  /** Given before, and asked by this version only now. */
  kept(context: Context, step: Step, role: Step['role'], by: string): void {
    if (!this.has({ round: context.round, role, kind: kindFor(step, role) })) this.given(context, step, role, by)
  }

  /**
   * Never asked in fact: whoever would have been asked would have been told so; no clock runs, for nobody knows how long
   * the answer would have taken. A regrade asks anew for the same: it is one decision.
   */
  unasked(context: Context, step: Step, { organisation, policy, at }: Circumstances): void {
    const rule = step.limit && context.level ? limitOf(policy, step.limit, context.level) : undefined
    const limit = step.limit && rule ? { limit: { kind: step.limit, rule } } : {}
    for (const decision of waitingFor(context, organisation, step, at)) {
      if (this.has(decision)) continue
      this.list.push({ ...decision, how: 'would-have-been-asked', ...limit })
      const params = { step: decision.kind, role: decision.role }
      this.told.push(...decision.people.map(to => ({ kind: 'approval-asked' as const, to, params, at })))
    }
  }

  private has({ round, role, kind }: Pick<AskedDecision, 'round' | 'role' | 'kind'>): boolean {
    return this.list.some(one => one.round === round && one.role === role && one.kind === kind)
  }
}

interface Circumstances {
  organisation: Organisation
  policy: Policy
  /** UTC */
  at: string
}
