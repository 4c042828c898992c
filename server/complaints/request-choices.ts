import { recusalOutcomes } from '../../workflows/complaint/codes.ts'
import { pendingExtensions, pendingRecusals } from '../../workflows/complaint/requests.ts'
import { choices } from '../web/choices.ts'
import { dateTime } from '../web/helpers.ts'
import type { ChoiceFacts, Lists } from './choice-facts.ts'

/** What may be chosen where something is asked of the level above; of several requests, which one is meant. */
export const requestChoices = {
  extend: extendable,
  'ask-extension': extendable,
  'refuse-extension': ({ view, t }: ChoiceFacts): Lists => {
    const kinds = [...new Set(pendingExtensions(view).map(one => one.kind))]
    return { kind: kinds.length > 1 ? choices(kinds, 'codes.limitKinds', t) : [] }
  },
  'decide-recusal': ({ view, names, login, t }: ChoiceFacts): Lists => {
    const waiting = pendingRecusals(view).filter(one => one.by !== login)
    return {
      person: waiting.length > 1 ? waiting.map(one => ({ value: one.person, label: names.person(one.person) })) : [],
      outcome: choices(recusalOutcomes, 'codes.recusalOutcomes', t),
    }
  },
}

function extendable({ view, t, at }: ChoiceFacts): Lists {
  const open = view.deadlines.filter(
    one => one.metAt === null && one.endedAt === null && one.ledger.limit.pausable && at <= one.dueAt,
  )
  const label = ({ kind, dueAt }: (typeof open)[number]) =>
    t('forms.extend.kindDue', { limit: t(`codes.limitKinds.${kind}`), at: dateTime(dueAt) })
  return { kind: open.map(one => ({ value: one.kind, label: label(one) })) }
}
