import { describe, expect, it } from 'vitest'
import { lintPolicy } from '../../workflows/policy/lint.ts'
import { distribution } from '../../workflows/policy/packs/distribution.ts'
import { iso } from '../../workflows/policy/packs/iso.ts'
import { manufacturer } from '../../workflows/policy/packs/manufacturer.ts'
import { professional } from '../../workflows/policy/packs/professional.ts'
import { technicalService } from '../../workflows/policy/packs/technical-service.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'
import { tablesOf } from '../../workflows/policy/tables.ts'
import { wineryVersion } from '../support/organisation.ts'
import { minutesIn, type PureCase } from '../support/pure-case.ts'
import { caseIn } from '../support/stages.ts'

const packs = [winery, iso, professional, manufacturer, technicalService, distribution]
const head = 'head.dining'
const leader = 'leader.hospitality'
const purposes = (life: PureCase) => life.decisions.findLast(one => one.asked !== null)?.asked?.map(one => one.purpose)
const told = (life: PureCase, kind: string) =>
  life.decisions.at(-1)?.told.flatMap(one => (one.kind === kind ? [one.to] : []))
const settleUntil = (minute: number) => ({ kind: 'settle' as const, until: minutesIn(minute) })

describe('more time on request', () => {
  it('is asked before expiry by the head, and the approver of the level is asked and told', () => {
    const life = caseIn('investigate.inquire').at(60)
    life.does(head, 'ask-extension', settleUntil(1000))
    expect(purposes(life)).toContain('extension')
    expect(told(life, 'extension-asked')).toEqual([leader])
    expect(life.due('settle')).toBe(720)
  })

  it('is granted by the approver: the limit moves, and the customer must be told until somebody has', () => {
    const life = caseIn('investigate.inquire').at(60)
    life.does(head, 'ask-extension', settleUntil(1000))
    life.does(leader, 'extend', settleUntil(1000))
    expect(life.due('settle')).toBe(1000)
    expect(told(life, 'extension-granted')?.sort()).toEqual(['handler.dining', head])
    expect(purposes(life)).toEqual(['handle', 'tell-customer'])
    life.does('handler.dining', 'contact')
    expect(purposes(life)).toEqual(['handle'])
  })

  it('is refused with a reason: the limit stands and may be asked for again', () => {
    const life = caseIn('investigate.inquire').at(60)
    life.does(head, 'ask-extension', settleUntil(1000))
    life.does(leader, 'refuse-extension')
    expect(life.due('settle')).toBe(720)
    expect(told(life, 'extension-refused')).toContain(head)
    expect(life.refusal(head, 'ask-extension', settleUntil(900))).toBeUndefined()
  })

  it.each([
    ['after expiry', 800, settleUntil(1000), 'already-expired'],
    ['for an earlier instant', 60, settleUntil(700), 'not-later'],
    ['for a limit that does not run', 60, { kind: 'follow-up' as const, until: minutesIn(900) }, 'no-open-deadline'],
  ])('is not asked %s', (_, minute, fields, rule) => {
    const life = caseIn('investigate.inquire').at(minute)
    expect(life.refusal(head, 'ask-extension', fields)).toMatchObject({ code: 'invalid', rule })
  })

  it('is not asked twice, nor refused when nobody asked', () => {
    const life = caseIn('investigate.inquire').at(60)
    expect(life.refusal(leader, 'refuse-extension')).toMatchObject({ rule: 'no-extension-asked' })
    life.does(head, 'ask-extension', settleUntil(1000))
    expect(life.refusal(head, 'ask-extension', settleUntil(1100))).toMatchObject({ rule: 'extension-pending' })
  })

  it('nobody grants what they asked for themselves: a head at the lowest level sends it up', () => {
    const life = caseIn('investigate.inquire', 'minor').at(10)
    life.does(head, 'ask-extension', settleUntil(1000))
    expect(life.refusal(head, 'extend', settleUntil(1000))).toEqual({ code: 'not-permitted', rule: 'own-request' })
    life.does(leader, 'extend', settleUntil(1000))
  })

  it('lapses when its limit is met or the case ends', () => {
    const life = caseIn('investigate.inquire').at(60)
    life.does(head, 'ask-extension', { kind: 'plan', until: minutesIn(400) })
    life.does('handler.dining', 'find')
    life.does('handler.dining', 'plan')
    expect(life.context.extensionAsked).toBeNull()
    expect(purposes(life)).not.toContain('extension')
  })
})

const policyWith = (change: Partial<Policy>) => ({
  version: { ...wineryVersion, policy: { ...wineryVersion.policy, ...change } },
})

describe('pauses', () => {
  it('have the reasons and the number that the policy allows', () => {
    const { caps } = wineryVersion.policy
    const few = policyWith({ pauseReasons: ['testing'], caps: { ...caps, pauses: 1 } })
    const life = caseIn('investigate.inquire', 'general', few)
    expect(life.refusal(head, 'pause', { reasonCode: 'mediation' })).toMatchObject({ rule: 'reason-not-in-policy' })
    life.does(head, 'pause')
    life.does(head, 'resume')
    expect(life.refusal(head, 'pause')).toMatchObject({ rule: 'pauses-used-up' })
    expect(life.offers(head)).not.toContain('pause')
  })

  it('must be told to the customer, unless it was the customer who wanted them', () => {
    const life = caseIn('investigate.inquire')
    life.does(head, 'pause', { reasonCode: 'customer-request' })
    expect(purposes(life)).toEqual(['handle'])
    life.does(head, 'resume')
    life.does(head, 'pause', { reasonCode: 'testing' })
    expect(purposes(life)).toEqual(['handle', 'tell-customer'])
  })

  it('never hold T1 and T2, whatever the policy says', () => {
    const { report, attend } = wineryVersion.policy.limits
    const pausable = (limit: typeof report) =>
      Object.fromEntries(Object.entries(limit ?? {}).map(([level, one]) => [level, { ...one, pausable: true }]))
    const limits = { ...wineryVersion.policy.limits, report: pausable(report), attend: pausable(attend) }
    const life = caseIn('investigate.attend', 'general', policyWith({ limits }))
    life.does(head, 'pause')
    life.at(600).does(head, 'resume')
    expect(life.due('attend')).toBe(10)
    expect(life.deadline('attend')?.missedAt).not.toBeNull()
  })
})

describe('hand-back and reopening', () => {
  it('a third hand-back goes to the arbiter', () => {
    const life = caseIn('investigate.attend')
    for (const _ of [1, 2]) {
      life.does(head, 'hand-back')
      life.does('rep', 'dispatch')
    }
    life.does(head, 'hand-back')
    expect(life.refusal('rep', 'dispatch')).toEqual({ code: 'not-permitted', rule: 'arbiter-only' })
    life.does('centre', 'dispatch')
    expect(life.refusal(head, 'hand-back')).toMatchObject({ rule: 'cap-reached' })
  })

  it('reopening counts from itself: no rung goes off for time that lay before it', () => {
    const life = caseIn('close.closed').at(20 * 24 * 60)
    life.does('rep', 'reopen')
    const now = life.facts(null).at
    const open = life.deadlines().filter(one => one.metAt === null && one.endedAt === null)
    expect(open.map(one => one.kind).sort()).toEqual(['plan', 'progress', 'settle'])
    expect(open.filter(one => (one.nextRungAt ?? '') <= now || one.dueAt <= now)).toEqual([])
    expect(life.decisions.at(-1)?.event.computed.missed).toBeUndefined()
  })
})

describe('caps of the policy', () => {
  const { caps } = wineryVersion.policy
  const daysLater = (days: number) => minutesIn(720 + days * 24 * 60)

  it('bound how far a limit is extended, counted from what it was without any extension', () => {
    const life = caseIn('investigate.inquire', 'general', policyWith({ caps: { ...caps, extensionDays: 2 } })).at(60)
    const until = (at: string) => ({ kind: 'settle' as const, until: at })
    expect(life.refusal(leader, 'extend', until(daysLater(2.01)))).toMatchObject({ rule: 'extension-too-long' })
    life.does(leader, 'extend', until(daysLater(1)))
    expect(life.refusal(leader, 'extend', until(daysLater(2.01)))).toMatchObject({ rule: 'extension-too-long' })
    expect(life.refusal(leader, 'extend', until(daysLater(2)))).toBeUndefined()
  })

  it('bound how often: once used up, more time is neither given nor asked for', () => {
    const life = caseIn('investigate.inquire', 'general', policyWith({ caps: { ...caps, extensions: 1 } })).at(60)
    life.does(leader, 'extend', settleUntil(1000))
    expect(life.refusal(leader, 'extend', settleUntil(1100))).toMatchObject({ rule: 'extensions-used-up' })
    expect(life.refusal(head, 'ask-extension', settleUntil(1100))).toMatchObject({ rule: 'extensions-used-up' })
  })

  it('bound the days of all pauses together', () => {
    const life = caseIn('investigate.inquire', 'general', policyWith({ caps: { ...caps, pauseDays: 1 } }))
    life.does(head, 'pause')
    life.at(23 * 60).does(head, 'resume')
    life.does(head, 'pause')
    life.at(25 * 60).does(head, 'resume')
    expect(life.refusal(head, 'pause')).toMatchObject({ rule: 'pause-days-used-up' })
  })

  it('come with who allows it: a pause and an extension by the seats that the policy names', () => {
    const { approval } = wineryVersion.policy
    const named = { ...approval, pauseBy: 'unit-leader', extensionBy: 'director' } as const
    const life = caseIn('investigate.inquire', 'general', policyWith({ approval: named })).at(60)
    expect(life.refusal(head, 'pause')).toMatchObject({ code: 'not-permitted' })
    expect(life.refusal(leader, 'pause')).toBeUndefined()
    expect(life.refusal(leader, 'extend', settleUntil(1000))).toMatchObject({ code: 'not-permitted' })
    expect(life.refusal('director', 'extend', settleUntil(1000))).toBeUndefined()
  })

  it.each(packs)('are in the rules of $code', ({ caps: { pauses, pauseDays, extensions, extensionDays } }) => {
    expect([pauses, pauseDays, extensions, extensionDays].every(most => (most ?? 0) > 0)).toBe(true)
  })
})

describe('reporting and going to the customer never wait', () => {
  it.each(packs)('in the rules of $code, and the read view does not say so', pack => {
    const policy = policySchema.parse(pack)
    expect(lintPolicy(policy)).toEqual([])
    const said = tablesOf(policy).flatMap(({ row, value }) => (value.is === 'limit' && value.pauses ? [row] : []))
    expect(said).not.toContain('report')
    expect(said).not.toContain('attend')
  })

  it('and rules that say otherwise are not published', () => {
    const { limits } = wineryVersion.policy
    const wrong = { ...limits, attend: { general: { ...limits.plan?.general, from: 'dispatched' } } }
    const policy = policySchema.parse({ ...wineryVersion.policy, limits: wrong })
    expect(lintPolicy(policy)).toContainEqual({ severity: 'error', rule: 'limit-never-pauses', about: 'limit:attend' })
  })
})
