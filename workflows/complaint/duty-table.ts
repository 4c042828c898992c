import {
  administrator,
  anyOf,
  centre,
  clockOnly,
  type Duty,
  decider,
  finance,
  handler,
  head,
  headCloses,
  levelApprover,
  no,
  onTheCase,
  registrar,
  renamed,
  self,
  serviceHead,
  serviceRepWithoutMoney,
  staff,
  workedOn,
} from './duties.ts'
import type { ComplaintEventType } from './events.ts'
import { regrader } from './regrading.ts'
import { appealDecider, appellant, granter, pauser, recusalDecider, recusalEnder } from './request-duties.ts'

/** Who may send which event (design.md §3, the last column of the table). */
export const duties: Record<ComplaintEventType, Duty> = {
  open: facts => staff(facts),
  register: anyOf(registrar, centre),
  dispatch: facts =>
    facts.context.handBacks >= facts.policy.caps.handBacks
      ? renamed(serviceHead(facts), 'arbiter-only')
      : anyOf(registrar, centre)(facts),
  settle: anyOf(head, handler, serviceRepWithoutMoney),
  assign: anyOf(head, centre),
  transfer: anyOf(head, centre),
  arrive: anyOf(head, handler),
  'hand-back': head,
  find: anyOf(handler, head),
  plan: anyOf(handler, head),
  approve: decider,
  return: decider,
  consent: anyOf(handler, head, centre),
  conclude: levelApprover,
  perform: anyOf(handler, head, finance),
  resolve: anyOf(handler, head),
  'call-back': facts => (workedOn(facts) ? no('own-matter') : centre(facts)),
  close: facts => (headCloses(facts) ? anyOf(head, serviceHead)(facts) : serviceHead(facts)),
  reopen: centre,
  withdraw: anyOf(centre, registrar),
  decline: anyOf(centre, registrar),
  merge: centre,
  regrade: regrader,
  amend: anyOf(registrar, handler, head, centre),
  pause: pauser,
  resume: facts => (facts.actor === null ? clockOnly(facts) : pauser(facts)),
  extend: granter,
  'ask-extension': anyOf(handler, head),
  'refuse-extension': granter,
  note: onTheCase,
  contact: onTheCase,
  // finance proves a payment without having decided on the case
  attach: anyOf(onTheCase, finance),
  recuse: self,
  // for the customer who says so, or of their own knowledge; the level above that person decides
  'ask-recusal': onTheCase,
  'decide-recusal': recusalDecider,
  // their own relation is theirs to judge; what the level above decided is for the level above
  'end-recusal': recusalEnder,
  appeal: facts => appellant(facts),
  'decide-appeal': appealDecider,
  externalise: serviceHead,
  'external-result': serviceHead,
  'hand-over': administrator,
  'deadline-reach': clockOnly,
  recalendar: clockOnly,
}
