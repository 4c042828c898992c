import { type LevelRank, levelRankIn } from '../cases/level-names.ts'
import type { ChoiceFacts } from './choice-facts.ts'

/** What the top of the page says beside the stage and the next deadline. */
export interface Glance {
  rank: LevelRank | null
  /** who answers for the case, and as what */
  owner: string
  part: string
  department: string
  /** who must do something now, line by line */
  waits: string[]
  /** what the customer wants; else that they did not say */
  wish: string
  external: boolean
}

export function glanceOf(facts: ChoiceFacts): Glance {
  const { view, policy, names, t } = facts
  return {
    rank: levelRankIn(policy, view.level),
    owner: names.person(view.owner),
    part: t(`case.part.${partOf(view)}`),
    department: names.department(view.department),
    waits: view.asks.map(ask => waitWords(ask, facts)),
    wish: view.demand ?? t('case.noDemand'),
    external: view.external !== null && view.external.result === null,
  }
}

/** Handler, else head, else registrar (design.md §3). */
function partOf({ handler, department }: ChoiceFacts['view']): string {
  if (handler) return 'handler'
  return department ? 'head' : 'registrar'
}

function waitWords({ purpose, role, department, people }: ChoiceFacts['view']['asks'][number], facts: ChoiceFacts) {
  const { names, t } = facts
  const seat = t('case.approvals.seat', { role: t(`codes.roles.${role}`), department: names.department(department) })
  const who = people.map(one => names.person(one)).join(t('history.and')) || seat
  return t('case.waits.for', { who, what: t(`case.waits.${purpose}`) })
}
