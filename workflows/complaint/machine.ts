import { assign, setup } from 'xstate'
import type { Accepted, OpeningInput } from './accepted.ts'
import { overturns } from './appeals.ts'
import { changed, opened } from './changes.ts'
import { type Context, isPaused, isRunning, openStep } from './context.ts'

/**
 * The life of a complaint (design.md §3). Guards only route: what policy has to say arrives in `event.computed`.
 * Every transition records its event in the context; what that changes is in changes.ts.
 */
const record = { actions: 'record' } as const
const to = <T extends string>(target: T) => ({ target: `#complaint.${target}`, actions: 'record' }) as const

/** `transition()` also makes a first state, without input, that nobody sees; an exception there would cost it much. */
const nobody = { number: '', event: { channel: 'other', receivedAt: '' } } as unknown as OpeningInput

/** Marks and corrections: they change the record, not the stage. */
const anywhere = {
  note: record,
  contact: record,
  attach: record,
  'deadline-reach': record,
  recalendar: record,
  'hand-over': record,
}
/** A penalty's appeal waits on, also while the case is open again. */
const appealable = { 'decide-appeal': record }
const recusable = { recuse: record, 'ask-recusal': record, 'decide-recusal': record, 'end-recusal': record }
const live = {
  ...anywhere,
  ...appealable,
  amend: record,
  regrade: record,
  ...recusable,
  extend: record,
  'ask-extension': record,
  'refuse-extension': record,
  externalise: record,
  'external-result': record,
}
const pausable = {
  ...live,
  assign: record,
  pause: { guard: 'running', ...record },
  resume: { guard: 'paused', ...record },
} as const
const withdrawable = { withdraw: to('close.closed') }
const settled = [{ guard: 'outside', ...to('close.closed') }, to('follow-up')] as const
const mergeable = { merge: to('close.closed') }
const again = [
  { guard: 'wasDispatched', ...to('investigate.inquire') },
  { guard: 'wasRegistered', ...to('register') },
  to('receive'),
] as const
const transferable = { transfer: to('investigate.attend') }

export const complaintMachine = setup({
  types: { context: {} as Context, events: {} as Accepted, input: {} as OpeningInput },
  actions: { record: assign(({ context, event }) => changed(context, event)) },
  guards: {
    running: ({ context }) => !isPaused(context),
    paused: ({ context }) => isPaused(context),
    nextIsConsent: ({ context }) => openStep(context)?.kind === 'consent',
    nextIsDecision: ({ context }) => openStep(context) !== undefined && openStep(context)?.kind !== 'consent',
    roundIsDone: ({ context }) => openStep(context) === undefined,
    consentFailed: ({ context }) => context.consent === 'refused' || context.consent === 'unreachable',
    outside: ({ event }) => event.type === 'settle' && event.computed?.outside === true,
    refused: ({ event }) => event.type === 'consent' && event.outcome === 'refused',
    satisfied: ({ event }) =>
      event.type === 'call-back' && event.outcome === 'satisfied' && event.computed?.halfReached !== true,
    dissatisfied: ({ event }) => event.type === 'call-back' && event.outcome === 'dissatisfied',
    lastUnreached: ({ event }) => event.type === 'call-back' && event.computed?.passOn === true,
    secondCallDue: ({ context }) => context.clocks.some(clock => clock.againAfterDays !== null && isRunning(clock)),
    stands: ({ context, event }) => event.type === 'decide-appeal' && !overturns(context, event),
    wasPlanned: ({ context }) => context.department !== null && context.round > 0,
    wasDispatched: ({ context }) => context.department !== null,
    wasRegistered: ({ context }) => context.level !== null,
  },
}).createMachine({
  id: 'complaint',
  context: ({ input }) => opened(input ?? nobody),
  initial: 'receive',
  states: {
    receive: {
      on: {
        ...anywhere,
        ...withdrawable,
        ...mergeable,
        amend: record,
        register: to('register'),
        decline: to('close.closed'),
      },
    },
    register: {
      on: {
        ...live,
        ...withdrawable,
        ...mergeable,
        dispatch: to('investigate.attend'),
        settle: settled,
        decline: to('close.closed'),
      },
    },
    investigate: {
      initial: 'attend',
      on: {
        ...pausable,
        ...withdrawable,
        ...mergeable,
        ...transferable,
        settle: settled,
        'hand-back': to('register'),
      },
      states: {
        attend: { on: { arrive: to('investigate.inquire') } },
        inquire: { on: { find: to('propose.draft') } },
      },
    },
    propose: {
      initial: 'draft',
      on: { ...pausable, ...withdrawable, conclude: { guard: 'consentFailed', ...to('close.settle') } },
      states: {
        draft: { on: { ...transferable, plan: to('propose.review') } },
        review: {
          always: [
            { guard: 'nextIsConsent', target: 'consult' },
            { guard: 'roundIsDone', target: '#complaint.execute' },
          ],
          on: { approve: record, return: to('propose.draft') },
        },
        consult: {
          always: [
            { guard: 'nextIsDecision', target: 'review' },
            { guard: 'roundIsDone', target: '#complaint.execute' },
          ],
          on: { consent: [{ guard: 'refused', ...to('propose.draft') }, record] },
        },
      },
    },
    execute: {
      on: { ...pausable, ...withdrawable, perform: record, resolve: to('follow-up') },
    },
    'follow-up': {
      on: {
        ...pausable,
        'call-back': [
          { guard: 'satisfied', ...to('close.settle') },
          { guard: 'dissatisfied', ...to('propose.draft') },
          { guard: 'lastUnreached', ...to('close.settle') },
          record,
        ],
      },
    },
    close: {
      initial: 'settle',
      on: {
        ...anywhere,
        reopen: again,
      },
      states: {
        settle: {
          on: {
            ...appealable,
            ...recusable,
            amend: record,
            externalise: record,
            'external-result': record,
            close: to('close.closed'),
          },
        },
        closed: {
          on: {
            'call-back': { guard: 'secondCallDue', ...record },
            appeal: record,
            'decide-appeal': [
              { guard: 'stands', ...record },
              { guard: 'wasPlanned', ...to('propose.draft') },
              ...again,
            ],
          },
        },
      },
    },
  },
})

/** The dotted path of a state value: `propose.review`. */
export function statePath(value: unknown): string {
  if (typeof value === 'string') return value
  const [[stage, inner] = ['', '']] = Object.entries(value as Record<string, unknown>)
  return `${stage}.${statePath(inner)}`
}
