import type { ComplaintEventType } from '../../workflows/complaint/events.ts'
import { pendingExtensions, pendingRecusals } from '../../workflows/complaint/requests.ts'
import { dateTime } from '../web/helpers.ts'
import type { ChoiceFacts } from './choice-facts.ts'

/**
 * What was asked for, for the form that decides on it: who asked, and what for; the reason stands in the history. For the
 * form of a pause, how long it may last.
 */
export function requestWords(
  type: ComplaintEventType,
  { view, names, policy, t }: Pick<ChoiceFacts, 'view' | 'names' | 'policy' | 't'>,
): Record<string, string> {
  const days = policy.caps.pauseDays
  if (type === 'pause' && days) return { most: t('forms.pause.most', { days }) }
  if (type === 'extend' || type === 'refuse-extension') {
    const words = pendingExtensions(view).map(({ kind, by, until }) =>
      t('forms.requests.extension', {
        ...{ by: names.person(by), limit: t(`codes.limitKinds.${kind}`), until: dateTime(until) },
      }),
    )
    return words.length > 0 ? { asked: words.join(' ') } : {}
  }
  if (type === 'decide-recusal') {
    const words = pendingRecusals(view).map(({ by, person }) =>
      t('forms.requests.recusal', { by: names.person(by), person: names.person(person) }),
    )
    return words.length > 0 ? { asked: words.join(' ') } : {}
  }
  if (type === 'decide-appeal') {
    const pending = view.appeals.filter(one => one.decidedAt === null)
    const words = pending.map(({ by, person, against }) =>
      t(`forms.requests.${against}`, { by: names.person(by), person: names.person(person) }),
    )
    return { asked: words.join(' ') }
  }
  return {}
}
