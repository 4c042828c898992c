import type { Calendars } from '../calendar/calendars.ts'
import { dueAfter } from '../calendar/working-time.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { isPausable } from '../policy/grading.ts'
import type { Pause } from '../policy/limits.ts'
import type { Policy, PolicyVersion } from '../policy/policy.ts'
import type { LimitKind } from './codes.ts'
import type { Context } from './context.ts'
import { deadlinesOf, isOpen } from './deadlines.ts'
import type { EventOf } from './events.ts'
import { type Finding, type RuleFacts, when } from './finding.ts'
import { unknownPerson } from './named.ts'

/** Rules about what is asked of the next level up: more time, somebody's recusal, an appeal (domain.md §1.4, §2.4). */
export const requestStanding = {
  pause: ({ context, version }: RuleFacts) => pausable(context, version.policy),
  extend: extensionsUsedUp,
  'ask-extension': (facts: RuleFacts) => (facts.context.extensionAsked ? 'extension-pending' : extensionsUsedUp(facts)),
  'refuse-extension': ({ context }: RuleFacts) => (context.extensionAsked ? null : 'no-extension-asked'),
  'ask-recusal': ({ context }: RuleFacts) => (context.recusalAsked ? 'recusal-pending' : null),
  'decide-recusal': ({ context }: RuleFacts) => (context.recusalAsked ? null : 'no-recusal-asked'),
  reopen: ({ context }: RuleFacts) => (context.appeal ? 'appeal-pending' : null),
  appeal: ({ context }: RuleFacts) => appealable(context),
  'decide-appeal': ({ context }: RuleFacts) => (context.appeal ? null : 'no-appeal'),
}

export const requestFindings = {
  pause: ({ version }: RuleFacts, event: EventOf<'pause'>) => [
    when(!version.policy.pauseReasons.includes(event.reasonCode), 'reason-not-in-policy', 'reasonCode'),
  ],
  extend: extensionFindings,
  'ask-extension': extensionFindings,
  'ask-recusal': ({ organisation, context }: RuleFacts, event: EventOf<'ask-recusal'>) => [
    unknownPerson(organisation, event.person, 'person') ??
      when(!worksOnCases(organisation, event.person), 'no-part-in-cases', 'person'),
    when(context.recused.includes(event.person), 'already-recused', 'person'),
  ],
  appeal: appealFindings,
}

function worksOnCases({ posts }: Organisation, login: string): boolean {
  return posts.some(post => post.person === login && post.role !== 'admin' && post.role !== 'auditor')
}

function pausable({ level, pauses }: Context, policy: Policy): string | null {
  const { caps } = policy
  if (!isPausable(policy, level)) return 'level-not-pausable'
  if (pauses.length >= (caps.pauses ?? Number.POSITIVE_INFINITY)) return 'pauses-used-up'
  return pausedFor(pauses) >= (caps.pauseDays ?? Number.POSITIVE_INFINITY) * dayLong ? 'pause-days-used-up' : null
}

const dayLong = 24 * 3_600_000

/** Milliseconds of the pauses that have ended. */
function pausedFor(pauses: readonly Pause[]): number {
  return pauses.reduce((sum, { from, to }) => sum + (to === null ? 0 : Date.parse(to) - Date.parse(from)), 0)
}

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
function appealable({ appeal, outcome }: Context): string | null {
  if (appeal) return 'appeal-pending'
  return outcome === 'withdrawn' || outcome === 'merged' ? 'nothing-to-appeal' : null
}

/** One appeal, the second instance is final; the window is counted from closing or the latest decision on an appeal. */
function appealFindings(facts: RuleFacts, event: EventOf<'appeal'>): (Finding | null)[] {
  const { context, organisation, penalised = [] } = facts
  const { against, person = null } = event
  const before = (context.appeals ?? []).some(one => one.against === against && one.person === person)
  const ofStaff = against === 'penalty'
  return [
    when(ofStaff && person === null, 'appellant-missing', 'person'),
    when(!ofStaff && person !== null, 'appellant-not-customer', 'person'),
    ofStaff ? unknownPerson(organisation, event.person, 'person') : null,
    when(ofStaff && person !== null && !penalised.includes(person), 'no-such-penalty', 'person'),
    when(before, 'appeal-final', 'against'),
    when(facts.at > windowEnd(facts, ofStaff), 'appeal-window-passed', 'against'),
  ]
}

function windowEnd({ context, version, calendars }: RuleFacts, ofStaff: boolean): string {
  const { appealDays, penaltyAppealWorkDays } = version.policy
  const amount = ofStaff ? penaltyAppealWorkDays : appealDays
  const since = [context.closedAt, ...(context.appeals ?? []).map(one => one.decidedAt)].filter(one => one !== null)
  const start = since.sort().at(-1) ?? ''
  if (amount === 0) return start
  const limit = { amount, unit: ofStaff ? 'work_day' : 'day', from: 'asked', pausable: false, roll: false } as const
  return dueAfter(limit, start, calendars.of(context.calendar))
}
