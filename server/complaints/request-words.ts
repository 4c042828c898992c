import type { ComplaintEventType } from '../../workflows/complaint/events.ts'
import { dateTime } from '../web/helpers.ts'
import type { ChoiceFacts } from './form-choices.ts'

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
  const { extensionAsked, recusalAsked, appeals } = view
  if ((type === 'extend' || type === 'refuse-extension') && extensionAsked) {
    const limit = t(`codes.limitKinds.${extensionAsked.kind}`)
    const by = names.person(extensionAsked.by)
    return { asked: t('forms.requests.extension', { by, limit, until: dateTime(extensionAsked.until) }) }
  }
  if (type === 'decide-recusal' && recusalAsked) {
    const { by, person } = recusalAsked
    return { asked: t('forms.requests.recusal', { by: names.person(by), person: names.person(person) }) }
  }
  if (type === 'decide-appeal') {
    const pending = appeals.filter(one => one.decidedAt === null)
    const words = pending.map(({ by, person, against }) =>
      t(`forms.requests.${against}`, { by: names.person(by), person: names.person(person) }),
    )
    return { asked: words.join(' ') }
  }
  return {}
}
