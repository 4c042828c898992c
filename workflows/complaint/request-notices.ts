import { appealNamed, pendingAppeals } from './appeals.ts'
import type { NoticeKind } from './codes.ts'
import type { Notice, NoticeFacts, NoticeParams } from './notice.ts'
import { pendingExtensions, pendingRecusals, recusalNamed, refusedKind } from './requests.ts'
import { appealedTo, granters, known, owner, recusalDeciders, role, to } from './told-people.ts'

/** Who hears of what is asked of the level above, and of what became of it (domain.md §1.4, §2.4). */
export const requestNotices = {
  'ask-extension': (facts: NoticeFacts) => requestAsked(facts, 'extension-asked', granters(facts)),
  extend: (facts: NoticeFacts) => extensionDecided(facts, 'extension-granted'),
  'refuse-extension': (facts: NoticeFacts) => extensionDecided(facts, 'extension-refused'),
  'ask-recusal': (facts: NoticeFacts) =>
    requestAsked(
      facts,
      'recusal-asked',
      pendingRecusals(facts.after)
        .slice(-1)
        .flatMap(one => recusalDeciders(facts, one)),
    ),
  'decide-recusal': (facts: NoticeFacts) => recusalDecided(facts),
  'end-recusal': (facts: NoticeFacts) => recusalEnded(facts),
  appeal: (facts: NoticeFacts) =>
    requestAsked(
      facts,
      'appealed',
      pendingAppeals(facts.after)
        .slice(-1)
        .flatMap(one => appealedTo(facts, one)),
    ),
  'decide-appeal': (facts: NoticeFacts) => appealDecided(facts),
}

function requestAsked({ event }: NoticeFacts, kind: NoticeKind, people: string[]): Notice[] {
  const until: NoticeParams = event.type === 'ask-extension' ? { until: event.until } : {}
  return to(people, kind, { by: event.by, ...until })
}

function extensionDecided(facts: NoticeFacts, kind: NoticeKind): Notice[] {
  const { event, before } = facts
  const until: NoticeParams = event.type === 'extend' ? { until: event.until } : {}
  const kindOf = event.type === 'extend' ? event.kind : event.type === 'refuse-extension' && refusedKind(before, event)
  const askers = pendingExtensions(before).flatMap(one => (one.kind === kindOf ? known(one.by) : []))
  return to([...owner(facts), ...askers], kind, { by: event.by, ...until })
}

/** Whoever asked, whoever answers for the case now, and the person themselves. */
function recusalDecided(facts: NoticeFacts): Notice[] {
  const { event, before } = facts
  const asked = event.type === 'decide-recusal' ? recusalNamed(before, event) : undefined
  const people = [...known(asked?.by ?? null), ...known(asked?.person ?? null), ...owner(facts)]
  return to(people, 'recusal-decided', { by: facts.event.by })
}

/** The person is back on the case; whoever answers for it now may give them work again. */
function recusalEnded(facts: NoticeFacts): Notice[] {
  const { event } = facts
  const person = event.type === 'end-recusal' ? event.person : null
  return to([...known(person), ...owner(facts)], 'recusal-ended', { by: event.by, person })
}

function appealDecided(facts: NoticeFacts): Notice[] {
  const { event, before } = facts
  const { registrar } = before
  const appeal = event.type === 'decide-appeal' ? appealNamed(before, event) : undefined
  // a penalty is known to the person and to those who answer for them, the owner of the case need not be one of them
  if (appeal?.against === 'penalty') {
    const heads = before.department ? role(facts, 'head') : []
    return to([...known(appeal.person), ...heads, ...role(facts, 'service-head')], 'appeal-decided', { by: event.by })
  }
  const people = [registrar, ...known(appeal?.by ?? null), ...known(appeal?.person ?? null), ...owner(facts)]
  return to([...people, ...role(facts, 'service-head')], 'appeal-decided', { by: facts.event.by })
}
