import type { Policy } from '../policy/policy.ts'
import type { Context } from './context.ts'
import type { EventOf } from './events.ts'
import { type Finding, type RuleFacts, when } from './finding.ts'

/** What must have been done against the cause before a case is closed (domain.md §2.5). */
export function closingFindings(facts: RuleFacts, event: EventOf<'close'>): (Finding | null)[] {
  const { context, version, corrective } = facts
  const none = event.correctiveAction === 'none'
  const reason = owedFor(context, version.policy, corrective?.alike)
  return [
    when(none && reason !== null && !context.concluded, reason ?? '', 'correctiveAction'),
    when(!none && reason !== null && corrective?.opened === false, 'corrective-action-not-opened', 'correctiveAction'),
    when(
      !none && mustBeVerified(context, version.policy) && corrective?.opened === true && !corrective.verified,
      'corrective-action-not-verified',
      'correctiveAction',
    ),
    when(none && !event.waiverReason, 'waiver-reason-missing', 'waiverReason'),
  ]
}

/**
 * The rule by which a case closes only with a corrective action: its level's, its circumstances', or that of a cause
 * that comes again and again; null when the policy leaves it to whoever closes.
 * @param alike complaints of the policy's period with this one's cause, itself included
 */
function owedFor({ level, scopeFlags }: Context, { closing }: Policy, alike = 0): string | null {
  if (level !== null && closing.correctiveAction.includes(level)) return 'corrective-action-missing'
  if (closing.correctiveFlags?.some(flag => scopeFlags.includes(flag))) return 'corrective-action-for-circumstance'
  const { correctiveAlike } = closing
  return correctiveAlike && alike >= correctiveAlike.cases ? 'corrective-action-for-cause' : null
}

function mustBeVerified({ level }: Context, { closing }: Policy): boolean {
  return level !== null && (closing.correctiveVerified?.includes(level) ?? false)
}
