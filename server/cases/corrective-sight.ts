import { type SQL, sql } from 'drizzle-orm'
import { type Sight, visibleTo } from './sight.ts'

/**
 * The corrective actions that a person may see, as a condition on `corrective_actions`: whoever takes part, whoever
 * sees one of its complaints, and quality, who approves them.
 */
export function visibleActions(sight: Sight): SQL {
  if (sight.all || sight.seats.some(seat => seat.role === 'quality')) return sql`true`
  const seen = sql`exists (select from corrective_action_cases as link join cases on cases.id = link.case_id
    where link.action_id = corrective_actions.id and ${visibleTo(sight)})`
  return sql`(${sight.login} in (proposer, owner, verifier, approver) or ${seen})`
}

/** Those that wait for this person: by name, or for a decision that is theirs to take. */
export function waitingFor({ login, seats }: Sight): SQL {
  const approves = seats.some(({ role }) => role === 'quality' || role === 'service-head')
  const undecided = sql`waits_for is null and state = 'proposed' and proposer <> ${login} and owner <> ${login}`
  return approves ? sql`(waits_for = ${login} or (${undecided}))` : sql`waits_for = ${login}`
}
