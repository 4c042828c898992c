import type { approvals, asks } from '../../db/schema.ts'
import type { StepKind } from '../../workflows/complaint/codes.ts'
import { type Context, openStep } from '../../workflows/complaint/context.ts'
import { waitingFor } from '../../workflows/complaint/rehearsal-decisions.ts'
import type { AskedDecision } from '../../workflows/complaint/rehearsed.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import { iso } from '../cases/instant.ts'
import { parsedJson } from '../cases/parsed-json.ts'

/** A decision as its row keeps it. */
export function givenDecision({ round, role, kind, by }: typeof approvals.$inferSelect): AskedDecision {
  return { round, role: role as Role, kind: kind as StepKind, people: [by], how: 'given' }
}

/**
 * Several seats that are asked together are a decision each, of those among the asked whose seat it is.
 * @param together the context of the case where several seats are asked, else null
 */
export function waitingDecisions(
  { role, purpose, people, openedAt }: typeof asks.$inferSelect,
  { round, together }: { round: number; together: unknown },
  organisation: Organisation,
): AskedDecision[] {
  const kind = purpose as StepKind
  const context = together === null ? undefined : (parsedJson(together) as Context)
  const step = context && openStep(context)
  if (!step) return [{ round, role: role as Role, kind, people, how: 'waiting' }]
  const seats = waitingFor(context, organisation, step, iso(openedAt))
  return seats.map(one => ({ ...one, people: one.people.filter(person => people.includes(person)) }))
}
