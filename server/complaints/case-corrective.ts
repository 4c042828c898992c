import { sql } from 'drizzle-orm'
import { callingFor, manyAlike } from '../../workflows/corrective-action/calling.ts'
import type { ActionState } from '../../workflows/corrective-action/codes.ts'
import { mayPropose } from '../../workflows/corrective-action/decide.ts'
import type { ChoiceFacts } from './choice-facts.ts'

/** What the page reads of corrective actions along with the case. */
export interface CorrectiveRows {
  corrective: { number: string; title: string; state: ActionState }[]
  /** complaints of the 30 days before with this one's department, category and cause, counted as far as it matters */
  alike: number
}

/** A card on the page of a complaint: what is done so that it does not come again, or why something should be. */
export interface CorrectivePart {
  actions: CorrectiveRows['corrective']
  /** in words; empty when nothing calls for one */
  advice: string
  /** where to propose one; empty for those who may not */
  propose: string
  shown: boolean
}

/** The latest cases of the department that are looked through: a busy one must not slow its pages down. */
const lookedThrough = 200

/** Columns for `readCase`: the corrective actions of a case, and how many complaints are like it while it ends. */
export const correctiveSql = sql`
  (select coalesce(json_agg(json_build_object('number', one.number, 'title', one.snapshot ->> 'title', 'state', one.state)
      order by one.id), '[]')
    from corrective_action_cases as link join corrective_actions as one on one.id = link.action_id
    where link.case_id = cases.id) as corrective,
  (case when cases.closed_at is null and cases.stage in ('execute', 'follow-up', 'close') then
    (select count(*)::int from (
      select from (
        select near.id from cases as near where near.department = cases.department
          and near.received_at between cases.received_at - interval '30 days' and cases.received_at
        order by near.received_at desc limit ${lookedThrough}) as near
      join complaints as other on other.case_id = near.id
      join complaints as own on own.case_id = cases.id and other.cause_code = own.cause_code
        and other.category = own.category
      limit ${manyAlike}) as alike)
    else 0 end) as alike`

/** @param rows as read with `correctiveSql` */
export function correctivePart(
  { view, policy, organisation, login, at, t }: ChoiceFacts,
  { corrective, alike }: CorrectiveRows,
): CorrectivePart {
  const there = corrective.some(one => one.state !== 'withdrawn')
  const allowed = mayPropose({ actor: login, at, organisation }) && view.level !== null
  const advice = there ? '' : adviceFor({ view, policy, alike, t })
  return {
    actions: corrective,
    advice,
    propose: allowed ? `/corrective-actions/new?complaint=${view.number}` : '',
    shown: corrective.length > 0 || advice !== '' || allowed,
  }
}

function adviceFor({ view, policy, alike, t }: Pick<ChoiceFacts, 'view' | 'policy' | 't'> & { alike: number }): string {
  const level = policy.levels.find(one => one.code === view.level)?.code ?? null
  const ended = view.outcome !== null
  if (ended) return view.correctiveAction === 'opened' ? t('case.corrective.claimed') : ''
  if (level && policy.closing.correctiveAction.includes(level)) return t('case.corrective.owed')
  const reasons = callingFor({ level, scopeFlags: view.scopeFlags, alike })
  const words = reasons.map(reason => t(`case.corrective.reasons.${reason}`)).join(t('history.and'))
  return words && t('case.corrective.consider', { reasons: words })
}
