import type { Calendars } from '../calendar/calendars.ts'
import { dueAfter } from '../calendar/working-time.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { isPausable } from '../policy/grading.ts'
import type { Policy, PolicyVersion } from '../policy/policy.ts'
import { appealNamed, pendingAppeals } from './appeals.ts'
import type { LimitKind } from './codes.ts'
import type { Context } from './context.ts'
import { deadlinesOf, isOpen } from './deadlines.ts'
import type { EventOf } from './events.ts'
import { type Finding, type RuleFacts, when } from './finding.ts'
import { unknownPerson } from './named.ts'
import { isPausedOut, pauseCap } from './pause-cap.ts'
import { hasPart, pendingExtensions, pendingRecusals, recusalNamed, refusedKind } from './requests.ts'

/** Rules about what is asked of the next level up: more time, somebody's recusal, an appeal (domain.md §1.4, §2.4). */
export const requestStanding = {
  pause: ({ context, version }: RuleFacts) => pausable(context, version.policy),
  resume: resumable,
  extend: extensionsUsedUp,
  'ask-extension': extensionsUsedUp,
  'refuse-extension': ({ context }: RuleFacts) => (context.extensionAsked ? null : 'no-extension-asked'),
  'decide-recusal': ({ context }: RuleFacts) => (context.recusalAsked ? null : 'no-recusal-asked'),
  'end-recusal': ({ context }: RuleFacts) => (context.recused.length > 0 ? null : 'nobody-recused'),
  reopen: ({ context }: RuleFacts) =>
    pendingAppeals(context).some(one => one.against === 'outcome') ? 'appeal-pending' : null,
  appeal: ({ context }: RuleFacts) => appealable(context),
  'decide-appeal': ({ context }: RuleFacts) => (pendingAppeals(context).length > 0 ? null : 'no-appeal'),
}

export const requestFindings = {
  pause: ({ version }: RuleFacts, event: EventOf<'pause'>) => [
    when(!version.policy.pauseReasons.includes(event.reasonCode), 'reason-not-in-policy', 'reasonCode'),
  ],
  extend: extensionFindings,
  'ask-extension': (facts: RuleFacts, event: EventOf<'ask-extension'>) => [
    when(asksAgain(facts, event), 'extension-pending', 'kind'),
    ...extensionFindings(facts, event),
  ],
  'refuse-extension': ({ context }: RuleFacts, event: EventOf<'refuse-extension'>) => {
    const kind = refusedKind(context, event)
    return [when(!pendingExtensions(context).some(one => one.kind === kind), 'no-extension-asked', 'kind')]
  },
  'ask-recusal': recusalFindings,
  'decide-recusal': ({ context }: RuleFacts, event: EventOf<'decide-recusal'>) => [
    when(!recusalNamed(context, event), 'which-recusal', 'person'),
  ],
  'end-recusal': ({ context }: RuleFacts, event: EventOf<'end-recusal'>) => [
    when(!context.recused.includes(event.person), 'not-recused', 'person'),
  ],
  appeal: appealFindings,
  'decide-appeal': appealDecisionFindings,
}

/** The same person for the same limit; others may ask for it as well. */
function asksAgain({ context, actor }: RuleFacts, { kind }: EventOf<'ask-extension'>): boolean {
  return pendingExtensions(context).some(one => one.kind === kind && one.by === actor)
}

/** Of somebody who has a part in the case; once for each person, and after a refusal not again in the same round. */
function recusalFindings(
  { organisation, context, version, at }: RuleFacts,
  { person }: EventOf<'ask-recusal'>,
): (Finding | null)[] {
  const away = context.recused.includes(person)
  const part = away || hasPart(context, version.policy, organisation, person, at)
  const refused = (context.recusalsRefused ?? []).some(one => one.person === person && one.round === context.round)
  return [
    unknownPerson(organisation, person, 'person') ??
      when(!worksOnCases(organisation, person), 'no-part-in-cases', 'person') ??
      when(!part, 'no-part-in-this-case', 'person'),
    when(away, 'already-recused', 'person'),
    when(
      pendingRecusals(context).some(one => one.person === person),
      'recusal-pending',
      'person',
    ),
    when(refused, 'recusal-refused-before', 'person'),
  ]
}

function worksOnCases({ posts }: Organisation, login: string): boolean {
  return posts.some(post => post.person === login && post.role !== 'admin' && post.role !== 'auditor')
}

function pausable({ level, pauses }: Context, policy: Policy): string | null {
  const { caps } = policy
  if (!isPausable(policy, level)) return 'level-not-pausable'
  if (pauses.length >= (caps.pauses ?? Number.POSITIVE_INFINITY)) return 'pauses-used-up'
  return isPausedOut({ pauses }, policy) ? 'pause-days-used-up' : null
}

/** Somebody goes on with a case when they like, the clock when its days of pause are used up. */
function resumable({ context, version, at, actor }: RuleFacts): string | null {
  const end = pauseCap(context, version.policy)
  return actor === null && (end === null || at < end.at) ? 'pause-days-left' : null
}

const dayLong = 24 * 3_600_000

/** More time is wanted, and given, before the limit is over, for a limit that may wait. */
function extensionFindings(
  { context, version, calendars, at }: RuleFacts,
  event: EventOf<'extend'> | EventOf<'ask-extension'>,
): (Finding | null)[] {
  const open = deadlinesOf(context, version, calendars).find(one => one.kind === event.kind && isOpen(one))
  if (!open) return [{ rule: 'no-open-deadline', field: 'kind' }]
  return [
    when(!open.ledger.limit.pausable, 'not-extendable', 'kind'),
    when(at > open.dueAt, 'already-expired', 'kind'),
    when(event.until <= open.dueAt, 'not-later', 'until'),
    when(event.until > latestExtension(context, version, calendars, event.kind), 'extension-too-long', 'until'),
  ]
}

/** Until when a limit may be extended: so many days beyond what it was without any extension. */
function latestExtension(context: Context, version: PolicyVersion, calendars: Calendars, kind: LimitKind): string {
  const { extensionDays } = version.policy.caps
  const plain = { ...context, clocks: context.clocks.map(one => ({ ...one, extended: null })) }
  const due = deadlinesOf(plain, version, calendars).find(one => one.kind === kind && isOpen(one))?.dueAt
  return extensionDays === undefined || !due
    ? '9999'
    : new Date(Date.parse(due) + extensionDays * dayLong).toISOString()
}

function extensionsUsedUp({ context, version }: RuleFacts): string | null {
  const { extensions } = version.policy.caps
  return extensions !== undefined && (context.extensions ?? 0) >= extensions ? 'extensions-used-up' : null
}

/** Whoever took the complaint back, or whose case went on under another number, has nothing to appeal against. */
function appealable({ outcome }: Context): string | null {
  return outcome === 'withdrawn' || outcome === 'merged' ? 'nothing-to-appeal' : null
}

/** One appeal for each appellant and subject, side by side; the second instance is final. The window runs from closing. */
function appealFindings(facts: RuleFacts, event: EventOf<'appeal'>): (Finding | null)[] {
  const { context, organisation, penalised = [], actor = null } = facts
  const { against } = event
  const ofStaff = against === 'penalty'
  const person = event.person ?? (ofStaff ? actor : null)
  const before = (context.appeals ?? []).find(one => one.against === against && one.person === person)
  return [
    when(!ofStaff && person !== null, 'appellant-not-customer', 'person'),
    ofStaff ? unknownPerson(organisation, event.person, 'person') : null,
    when(
      ofStaff && person !== null && !penalised.includes(person),
      'no-such-penalty',
      event.person === undefined ? 'against' : 'person',
    ),
    when(before?.decidedAt === null, 'appeal-pending', 'against'),
    when(typeof before?.decidedAt === 'string', 'appeal-final', 'against'),
    when(facts.at > windowEnd(facts, ofStaff), 'appeal-window-passed', 'against'),
  ]
}

/** Which appeal is meant is clear, and a penalty that is changed is laid anew. */
function appealDecisionFindings({ context }: RuleFacts, event: EventOf<'decide-appeal'>): (Finding | null)[] {
  const appeal = appealNamed(context, event)
  const anew = appeal?.against === 'penalty' && event.outcome === 'changed'
  const given = event.penaltyKind !== undefined || event.penaltyAmount !== undefined
  return [
    when(!appeal, 'which-appeal', 'person'),
    when(anew && event.penaltyKind === undefined, 'new-penalty-missing', 'penaltyKind'),
    when(appeal !== undefined && !anew && given, 'no-new-penalty', 'penaltyKind'),
  ]
}

function windowEnd({ context, version, calendars }: RuleFacts, ofStaff: boolean): string {
  const { appealDays, penaltyAppealWorkDays } = version.policy
  const amount = ofStaff ? penaltyAppealWorkDays : appealDays
  const start = context.closedAt ?? ''
  if (amount === 0) return start
  const limit = { amount, unit: ofStaff ? 'work_day' : 'day', from: 'asked', pausable: false, roll: false } as const
  return dueAfter(limit, start, calendars.of(context.calendar))
}
