import { type SQL, sql } from 'drizzle-orm'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { visibleActions } from '../cases/corrective-sight.ts'
import { mayKnowPenalties } from '../cases/penalty-sight.ts'
import { sightOf, visibleTo } from '../cases/sight.ts'
import type { MailFacts } from '../mail/mail-facts.ts'

/**
 * The notices that a person may see, as a condition on `notices` joined with `cases`: what they got themselves, and what
 * tells of a case or a corrective action that they may see. Whoever sees every case sees all, but for the penalties of
 * colleagues.
 */
export function seenNotices(organisation: Organisation, login: string, at: string): SQL {
  const sight = sightOf(organisation, login, at)
  const known = mayKnowPenalties(organisation, login, at)
  if (sight.all) return known
  const action = sql`exists (select from corrective_actions
    where notices.about = 'corrective-action' and corrective_actions.number = notices.key and ${visibleActions(sight)})`
  return sql`(notices.recipient = ${sight.login} or (cases.id is not null and ${visibleTo(sight)} and ${known}) or ${action})`
}

/** What a notice is about, by number; neither for a delegation. */
export function subjectOf({ about, number }: MailFacts) {
  return {
    case: about === 'case' ? number : null,
    correctiveAction: about === 'corrective-action' ? number : null,
  }
}
