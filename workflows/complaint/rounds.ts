import { type Organisation, seatOf } from '../organisation/organisation.ts'
import type { Role } from '../organisation/roles.ts'
import type { PolicyVersion } from '../policy/policy.ts'
import { type StepPlan, stepsOf } from '../policy/steps.ts'
import type { Computed } from './accepted.ts'
import type { Level } from './codes.ts'
import type { Context, Step } from './context.ts'
import { leftOutOf } from './next-instance.ts'

interface RoundFacts {
  context: Context
  organisation: Organisation
  version: PolicyVersion
}

/**
 * The steps of an approval round, seated for this case, and who holds a seat of it but stays out of deciding (domain.md
 * §1.5, §2.4). Decisions already given stay given; the first step without one opens.
 * @param sum compensation of all measures together, CNY
 * @param before the steps of the round that this one takes the place of; none for a new round
 */
export function roundOf(facts: RoundFacts, level: Level, sum: string, before: Step[]): Computed {
  const { context, organisation, version } = facts
  const planned = stepsOf(version.policy, level, sum, context.category).map(plan => seated(facts, plan, before))
  const first = planned.find(step => step.status === 'pending')
  const steps = planned.map((step): Step => (step === first ? { ...step, status: 'open' } : step))
  const leftOut = leftOutOf(context, organisation, steps)
  return { steps, ...(leftOut.length > 0 && { leftOut }) }
}

function seated({ context, organisation }: RoundFacts, plan: StepPlan, before: Step[]): Step {
  const given = before.find(step => step.role === plan.role && step.kind === plan.kind && step.by !== null)
  const { together, ...own } = plan
  const seatFor = (role: Role) => seatOf(organisation, role, context.department ?? context.registrarDepartment)
  // seats that decide together are asked anew where the round changes before enough of them have agreed
  const seats = together?.roles.map(role => {
    const kind = together.kinds[role]
    return { ...seatFor(role), by: null, ...(kind && { kind }) }
  })
  const joint = together && seats && { joint: { needed: together.needed, seats } }
  return given ?? { ...own, ...joint, department: seatFor(plan.role).department, status: 'pending', by: null }
}
