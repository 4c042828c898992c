import type { LimitKind } from '../complaint/codes.ts'
import type { Limit } from './policy.ts'

/** From which moment each limit can run: the clock of its kind is started there and nowhere else (design.md §4). */
export const marksOfKind: Record<LimitKind, Limit['from'][]> = {
  report: ['received'],
  attend: ['dispatched'],
  'inform-leader': ['received'],
  'inform-centre': ['received'],
  'inform-director': ['received'],
  answer: ['received', 'arrived'],
  plan: ['received', 'arrived'],
  settle: ['received', 'arrived'],
  review: ['step-opened'],
  approve: ['step-opened'],
  progress: ['contacted'],
  'follow-up': ['resolved'],
  recusal: ['asked'],
  appeal: ['asked'],
}
