import { rankOf } from '../policy/grading.ts'
import type { Level } from './codes.ts'
import { anyOf, type Duty, type DutyFacts, levelApprover, onTheCase } from './duties.ts'

/** Up is for everyone on the case; down, or where there is no level above, only for the level's last approver. */
export function regrader(facts: DutyFacts): ReturnType<Duty> {
  return (goesUp(facts) ? anyOf(onTheCase, levelApprover) : levelApprover)(facts)
}

function goesUp({ context, event, policy }: DutyFacts): boolean {
  if (context.level === null) return false
  const present = rankOf(policy, context.level)
  if (event?.type === 'regrade') return rankOf(policy, event.level) >= present
  return policy.levels.some(one => one.rank > present)
}

/** The other levels of the policy to which somebody may regrade a case. */
export function levelsToRegradeTo(facts: DutyFacts): Level[] {
  const mayTo = (level: Level) => 'capacity' in regrader({ ...facts, event: { type: 'regrade', level, reason: '' } })
  const others = facts.policy.levels.map(one => one.code).filter(code => code !== facts.context.level)
  return others.filter(mayTo)
}
