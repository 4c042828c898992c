import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import type { CaseView } from './case-view.ts'

/** Why a plan is to be made once more, in front of whoever makes it. */
export interface CameBack {
  heading: string
  /** who said so and when; empty where the record does not keep it */
  by: string
  reason: string
}

/** How the present round ended before it was through; undefined while it may still become one. */
export const endOfRound = ({ steps }: Pick<CaseView, 'steps'>): 'returned' | 'refused' | undefined =>
  (['returned', 'refused'] as const).find(status => steps.some(step => step.status === status))

/** The plan that came back, as the form of the next one starts with it: all of it that was not carried out. */
export function planAgain({ measures, explanation }: CaseView): Record<string, unknown> {
  const open = measures.filter(one => one.performedAt === null)
  if (open.length === 0) return {}
  const lines = open.map(({ kind, description, amount }) => ({ kind, description, ...(amount && { amount }) }))
  return { measures: lines, ...(explanation && { explanation }) }
}

/** What an approver, the customer or a call-back had against the last plan; undefined for the first one. */
export function cameBack(view: CaseView, names: Names, t: Translate): CameBack | undefined {
  const end = endOfRound(view)
  const said = (by: string, at: string) => `${names.person(by)} · ${dateTime(at)}`
  if (end === 'refused') return { heading: t('forms.plan.refused'), by: '', reason: '' }
  if (end === 'returned') {
    const last = view.approvals.findLast(one => one.round === view.round && one.decision === 'return')
    return last && { heading: t('forms.plan.returned'), by: said(last.by, last.at), reason: last.opinion ?? '' }
  }
  const call = view.followUps.at(-1)
  if (call?.outcome !== 'dissatisfied') return undefined
  return { heading: t('forms.plan.dissatisfied'), by: said(call.by, call.at), reason: call.comment ?? '' }
}
