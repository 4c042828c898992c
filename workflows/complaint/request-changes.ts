import type { AcceptedOf } from './accepted.ts'
import { recused } from './changed-parts.ts'
import type { LimitKind } from './codes.ts'
import type { Context } from './context.ts'
import {
  extensionsLeft,
  pendingExtensions,
  pendingRecusals,
  recusalNamed,
  recusalsLeft,
  refusedKind,
} from './requests.ts'

/** What the requests for more time and for somebody's recusal change in the case, and the decisions on them. */
export const requestChanges = {
  extend: (context: Context, event: AcceptedOf<'extend'>) => ({
    ...(event.computed.extensions && { extensions: event.computed.extensions }),
    ...withoutExtension(context, event.kind),
    ...(event.computed.tells && { toTell: event.computed.tells }),
  }),
  'ask-extension': (context: Context, { kind, until, by }: AcceptedOf<'ask-extension'>) =>
    extensionsLeft(context, [...pendingExtensions(context), { kind, until, by }]),
  'refuse-extension': (context: Context, event: AcceptedOf<'refuse-extension'>) =>
    withoutExtension(context, refusedKind(context, event)),
  'ask-recusal': (context: Context, { person, by, computed }: AcceptedOf<'ask-recusal'>) => {
    // found when it was asked; see compute.ts
    const { decider = { role: 'service-head' as const, department: '' } } = computed
    return recusalsLeft(context, [...pendingRecusals(context), { person, by, decider }])
  },
  'decide-recusal': recusalDecided,
}

function recusalDecided(context: Context, event: AcceptedOf<'decide-recusal'>): Partial<Context> {
  const decided = recusalNamed(context, event)
  const left = pendingRecusals(context).filter(one => one !== decided)
  const { recusalOf: person } = event.computed
  const refused = event.outcome === 'refused' && person !== undefined
  return {
    ...recusalsLeft(context, left),
    ...(event.outcome === 'granted' && decided && recused(context, decided.person)),
    ...(refused && { recusalsRefused: [...(context.recusalsRefused ?? []), { person, round: context.round }] }),
  }
}

/** Granted or refused, nobody waits for more time for that limit any more. */
function withoutExtension(context: Context, kind: LimitKind | undefined): Partial<Context> {
  const pending = pendingExtensions(context)
  const left = pending.filter(one => one.kind !== kind)
  return left.length < pending.length ? extensionsLeft(context, left) : {}
}
