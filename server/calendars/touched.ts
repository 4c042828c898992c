import type { Translate } from '../web/i18n.ts'
import { type FollowingKind, followingKinds } from './following.ts'

/** How many open cases and corrective actions a calendar touches: only those kinds of which there are any. */
export function touchedWords(counts: Record<FollowingKind, number>, t: Translate): string {
  const touched = followingKinds.filter(kind => counts[kind] > 0)
  return touched.map(kind => t(`calendars.touched.${kind}`, { count: counts[kind] })).join(t('history.and'))
}
