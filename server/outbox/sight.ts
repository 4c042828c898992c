import { type SQL, sql } from 'drizzle-orm'
import { visibleActions } from '../cases/corrective-sight.ts'
import { type Sight, visibleTo } from '../cases/sight.ts'
import type { MailFacts } from '../mail/mail-facts.ts'

/**
 * The notices that a person may see, as a condition on `notices` joined with `cases`: what they got themselves, and what
 * tells of a case or a corrective action that they may see. Whoever sees every case sees all.
 */
export function seenNotices(sight: Sight): SQL {
  if (sight.all) return sql`true`
  const action = sql`exists (select from corrective_actions
    where notices.about = 'corrective-action' and corrective_actions.number = notices.key and ${visibleActions(sight)})`
  return sql`(notices.recipient = ${sight.login} or (cases.id is not null and ${visibleTo(sight)}) or ${action})`
}

/** What a notice is about, by number; neither for a delegation. */
export function subjectOf({ about, number }: MailFacts) {
  return {
    case: about === 'case' ? number : null,
    correctiveAction: about === 'corrective-action' ? number : null,
  }
}
