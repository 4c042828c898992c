import type { Level } from '../complaint/codes.ts'
import type { CallingReason } from './codes.ts'

/** So many complaints with the same cause in 30 days call for a corrective action (domain.md §2.5 [D]). */
export const manyAlike = 3

/**
 * Why a complaint calls for a corrective action, besides what its policy demands: a grave level, food safety, or the
 * same cause again and again (domain.md §2.5 [D]). Empty: nothing does.
 * @param alike complaints of 30 days with this one's cause, itself included
 */
export function callingFor(about: {
  level: Level | null
  scopeFlags: readonly string[]
  alike: number
}): CallingReason[] {
  const { level, scopeFlags, alike } = about
  const reasons: [CallingReason, boolean][] = [
    ['grave', level === 'major' || level === 'critical'],
    ['food-safety', scopeFlags.includes('food-safety')],
    ['same-cause', alike >= manyAlike],
  ]
  return reasons.filter(([, holds]) => holds).map(([reason]) => reason)
}
