import { describe, expect, it } from 'vitest'
import { calendarsOf } from '../../workflows/calendar/calendars.ts'
import { levels } from '../../workflows/complaint/codes.ts'
import { kindFor } from '../../workflows/complaint/context.ts'
import { type Course, courseOf, differenceBetween } from '../../workflows/complaint/rehearsal-comparison.ts'
import { Tally } from '../../workflows/complaint/rehearsal-summary.ts'
import { rehearse } from '../../workflows/complaint/rehearse.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import { iso } from '../../workflows/policy/packs/iso.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'
import { park, wineryVersion } from '../support/organisation.ts'
import { refunding } from '../support/payloads.ts'
import { minutesIn, number, PureCase } from '../support/pure-case.ts'
import { caseIn } from '../support/stages.ts'

/** What another version would have made of the events of a case, a week later. */
function tried(life: PureCase, change: (policy: Policy) => void = () => {}) {
  const ran = life.version
  const policy = structuredClone(ran.policy)
  change(policy)
  const until = minutesIn(7 * 24 * 60)
  const recorded = life.decisions.map(one => one.event)
  const again = (version: typeof ran) =>
    rehearse(number, recorded, { version, organisation: park, calendars: calendarsOf(), until })
  const [was, would] = [again(ran), again({ ...ran, version: 2, policy })]
  const [before, after] = [courseOf(was, ran.policy, until), courseOf(would, policy, until)]
  return { was, would, before, after, difference: differenceBetween(before, after) }
}

type Tried = ReturnType<typeof tried>

/** A version of the winery's rules. */
function wineryWith(change: (policy: Policy) => void): typeof wineryVersion {
  const policy = structuredClone(wineryVersion.policy)
  change(policy)
  return { ...wineryVersion, policy }
}

const customerFirst = ({ approval }: Policy) => Object.assign(approval, { consent: 'first' })
const customerLast = ({ approval }: Policy) => Object.assign(approval, { consent: 'last' })
const alone = ({ approval }: Policy) => Object.assign(approval, { joint: [] })
const together =
  (rule: 'all' | 'any') =>
  ({ approval }: Policy) =>
    Object.assign(approval, { joint: [{ roles: ['service-head', 'unit-leader'], rule }] })

/** What is decided, minutes after the plan was made. */
type Answers = [minute: number, by: string][]

/** A major case of 8,000 yuan: the centre is slow, the customer accepts when asked, finance answers too late. */
const answers: Answers = [
  [60, 'centre'],
  [320, 'leader.hospitality'],
  [400, 'director'],
  [700, 'finance'],
]

function decided(version = wineryVersion, given = answers): PureCase {
  const life = caseIn('propose.draft', 'major', { version })
  life.does('handler.dining', 'plan', refunding('8000'))
  const consent = () => life.state === 'propose.consult' && life.does('handler.dining', 'consent')
  consent()
  for (const [minute, by] of given) life.at(minute).does(by, 'approve')
  life.at(720)
  consent()
  return life
}

/** Limits of deciding: how each came out, with the minutes from which to which it ran. */
function deciding({ would }: Tried): string[] {
  const minute = (at: string) => (Date.parse(at) - Date.parse(minutesIn(0))) / 60_000
  return would.deadlines
    .filter(one => one.kind === 'review' || one.kind === 'approve')
    .map(one => `${one.kind} ${minute(one.startedAt)}–${minute(one.metAt ?? '')}${one.missedAt ? ' late' : ''}`)
}

const givenBy = ({ would }: Tried) => would.decisions.map(one => `${one.role} ${one.how} ${one.people}`)
const allGiven = [
  'service-head given centre',
  'unit-leader given leader.hospitality',
  'director given director',
  'finance given finance',
]
const asItWas = ['review 0–60', 'review 60–320 late', 'approve 320–400', 'approve 400–700 late']

describe('a rehearsed case', () => {
  it('ends as it ended where the rules are the same', () => {
    const life = caseIn('execute', 'general')
    const { would, difference } = tried(life)
    expect(would.context.steps).toEqual(life.context.steps)
    expect(difference.aspects).toEqual([])
  })

  it('would have asked another approver, by name, and tells whose word was not needed', () => {
    const { would, difference } = tried(caseIn('execute', 'general'), ({ approval }) => {
      approval.byLevel.general = ['director']
    })
    expect(difference.decisions.asked).toEqual([
      { round: 1, role: 'director', kind: 'approve', people: ['director'], how: 'would-have-been-asked' },
    ])
    expect(difference.decisions.spared).toMatchObject([{ role: 'unit-leader', how: 'given' }])
    expect(would.told.filter(one => one.kind === 'approval-asked').map(one => one.to)).toContain('director')
  })

  it('invents no duration: no limit runs for an answer that nobody gave', () => {
    const { would } = tried(caseIn('execute', 'general'), ({ approval }) => {
      approval.byLevel.general = ['director']
    })
    const approvals = would.deadlines.filter(one => one.kind === 'review' || one.kind === 'approve')
    expect(approvals).toEqual([])
  })

  it('asks whoever it would have asked instead of one who still waits: in time or not nobody knows', () => {
    const { after, difference } = tried(caseIn('propose.review', 'general'), ({ approval, limits }) => {
      approval.byLevel.general = ['director']
      limits.approve = { general: { amount: 3, unit: 'hour', from: 'step-opened', pausable: true, roll: false } }
    })
    expect(after.decisions).toMatchObject([
      { role: 'director', how: 'would-have-been-asked', people: ['director'], limit: { rule: { amount: 3 } } },
    ])
    expect(difference.decisions.spared).toMatchObject([{ role: 'unit-leader', how: 'waiting' }])
    expect(difference.limits).toEqual([
      { kind: 'review', entry: 1, was: 'missed', would: null },
      { kind: 'approve', entry: 1, was: null, would: 'unknown' },
    ])
  })

  it('sends the reminders of a shorter limit earlier, and stays at its level', () => {
    const { was, would, difference } = tried(caseIn('investigate.inquire', 'general'), ({ limits }) => {
      Object.assign(limits.plan?.general ?? {}, { amount: 1, unit: 'minute' })
    })
    const first = (rungs: typeof was.rungs) => rungs.find(one => one.kind === 'plan')?.at ?? ''
    expect(first(would.rungs) < first(was.rungs)).toBe(true)
    expect(difference.level.was).toBe(difference.level.would)
  })

  it('counts on both sides: what stays the same stays out of the differences', () => {
    const { before, after, difference } = tried(caseIn('execute', 'general'), ({ approval }) => {
      approval.byLevel.general = ['director']
    })
    const tally = new Tally()
    tally.add(before, after, difference)
    const { cases, differing, people, levels } = tally.summary()
    expect({ cases, differing }).toEqual({ cases: 1, differing: 1 })
    expect(levels).toMatchObject([{ was: 'general', would: 'general', cases: 1 }])
    expect(people.find(one => one.person === 'director')).toEqual({
      person: 'director',
      was: 0,
      would: 1,
      neverAsked: 1,
    })
  })
})

describe('decisions that were asked and given keep their time', () => {
  it('where the customer is asked first instead of last', () => {
    const found = tried(decided(), customerFirst)
    expect(deciding(found)).toEqual(asItWas)
    expect(found.difference.aspects).toEqual([])
  })

  it('where the customer is asked last instead of first', () => {
    const found = tried(decided(wineryWith(customerFirst)), customerLast)
    expect(deciding(found)).toEqual(asItWas)
    expect(givenBy(found)).toEqual(allGiven)
    expect(found.difference.aspects).toEqual([])
  })

  it('while a case waits for the customer, whoever is asked first', () => {
    const asked = tried(caseIn('propose.consult', 'major'), customerFirst)
    expect(asked.difference.aspects).toEqual([])
    const waits = tried(caseIn('propose.review', 'major', { version: wineryWith(customerFirst) }), customerLast)
    expect(givenBy(waits)).toEqual(['service-head would-have-been-asked centre'])
  })

  it('where those decide together who were asked one after the other: the slowest of them meets the one limit', () => {
    const found = tried(decided(), together('all'))
    expect(givenBy(found)).toEqual(allGiven)
    expect(deciding(found)).toEqual(['review 60–320 late', 'approve 320–400', 'approve 400–700 late'])
    expect(found.difference.limits).toEqual([
      { kind: 'review', entry: 1, was: 'met', would: 'missed' },
      { kind: 'review', entry: 2, was: 'missed', would: null },
    ])
  })

  it('where one of several would have been enough: the second word is spared', () => {
    const found = tried(decided(), together('any'))
    expect(givenBy(found)).toEqual(allGiven.filter(one => !one.startsWith('unit-leader')))
    expect(deciding(found)).toEqual(['review 0–60', 'approve 320–400', 'approve 400–700 late'])
  })

  it('where those are asked one after the other who decided together: each since they were asked', () => {
    const first = [[60, 'leader.hospitality'], [320, 'centre'], ...answers.slice(2)] as Answers
    const found = tried(decided(wineryWith(together('all')), first), alone)
    expect(givenBy(found).toSorted()).toEqual(allGiven.toSorted())
    expect(deciding(found)).toEqual(['review 0–60', 'review 0–320 late', 'approve 320–400', 'approve 400–700 late'])
  })

  it('where they decide together in both, and one of them still waits', () => {
    const life = caseIn('propose.review', 'major', { version: wineryWith(together('all')) })
    life.at(30).does('leader.hospitality', 'approve')
    const same = tried(life)
    expect(same.would.context.steps).toEqual(life.context.steps)
    expect(same.would.decisions).toMatchObject([
      { role: 'unit-leader', how: 'given', people: ['leader.hospitality'] },
      { role: 'service-head', how: 'waiting', people: ['centre'] },
    ])
    expect(givenBy(tried(life, alone))).toEqual(['unit-leader given leader.hospitality', 'service-head waiting centre'])
  })

  it('where finance countersigns before the director, or is asked for its opinion', () => {
    const order = tried(decided(), ({ approval }) => {
      approval.order = ['service-head', 'unit-leader', 'finance', 'director']
    })
    expect(order.difference.aspects).toEqual([])
    const opinion = tried(decided(), ({ approval }) => {
      approval.kindOf.finance = { kind: 'opinion', limit: 'review' }
    })
    expect(givenBy(opinion)).toEqual(allGiven)
    expect(deciding(opinion)).toEqual([...asItWas.slice(0, 3), 'review 400–700 late'])
  })

  it('where nobody else needs to decide in between: nobody waits longer for that', () => {
    const found = tried(decided(), ({ approval }) => {
      approval.byLevel.major = ['service-head', 'director']
    })
    expect(deciding(found)).toEqual(['review 0–60', 'approve 320–400', 'approve 400–700 late'])
    expect(found.difference.decisions.spared).toMatchObject([{ role: 'unit-leader', people: ['leader.hospitality'] }])
  })

  it('where a plan was sent back by somebody whom the version does not ask', () => {
    const life = caseIn('propose.review', 'general')
    life.at(30).does('leader.hospitality', 'return')
    const found = tried(life, ({ approval }) => {
      approval.byLevel.general = ['service-head', 'director']
    })
    expect(givenBy(found)).toEqual(['service-head would-have-been-asked centre'])
    expect(found.would.rungs.filter(one => one.kind === 'review' || one.kind === 'approve')).toEqual([])
  })

  it('where the level was raised in between: what was decided before counts by a version that asks it only now', () => {
    const life = caseIn('propose.review', 'general')
    life.at(30).does('leader.hospitality', 'approve')
    life.at(40).does('rep', 'regrade', { level: 'major' })
    for (const [minute, by] of [
      [50, 'centre'],
      [60, 'director'],
    ] as Answers)
      life.at(minute).does(by, 'approve')
    const found = tried(life, ({ approval }) => {
      approval.byLevel.general = ['service-head']
    })
    expect(givenBy(found).toSorted()).toEqual([
      'director given director',
      'service-head given centre',
      'unit-leader given leader.hospitality',
    ])
  })
})

describe('who was never asked', () => {
  it('counts as asked, with a limit that is neither met nor missed', () => {
    const found = tried(decided(), ({ approval }) => {
      approval.byLevel.major = ['service-head', 'unit-leader', 'legal', 'director']
    })
    expect(deciding(found)).toEqual(asItWas)
    const { decisions, limits } = found.difference
    expect(decisions.asked).toMatchObject([{ role: 'legal', how: 'would-have-been-asked', people: ['legal'] }])
    expect(limits).toEqual([{ kind: 'review', entry: 3, was: null, would: 'unknown' }])
    const tally = new Tally()
    tally.add(found.before, found.after, found.difference)
    expect(tally.summary().limits.find(one => one.kind === 'review')?.would).toEqual({
      ...{ met: 1, missed: 1, running: 0, ended: 0, unknown: 1 },
    })
  })

  it('of several who decide together each keeps a way of deciding, and none is both added and spared', () => {
    const mixed = ({ approval }: Policy) => {
      approval.joint = [{ roles: ['service-head', 'unit-leader', 'director'], rule: 'all' }]
    }
    const { difference, would } = tried(decided(), mixed)
    expect(difference.decisions).toEqual({ asked: [], spared: [] })
    expect(would.decisions.map(one => `${one.role} ${one.kind}`)).toEqual([
      'service-head countersign',
      'unit-leader approve',
      'director approve',
      'finance countersign',
    ])
    const life = decided(wineryWith(mixed), [
      [60, 'leader.hospitality'],
      [70, 'centre'],
      [80, 'director'],
      [90, 'finance'],
    ])
    const [joint] = life.context.steps
    expect(joint && ['service-head', 'unit-leader', 'director'].map(role => kindFor(joint, role as Role))).toEqual([
      'countersign',
      'approve',
      'approve',
    ])
    expect(joint?.joint?.seats.map(one => one.kind)).toEqual([undefined, 'approve', 'approve'])
  })

  it('of several who decide together leaves the others their time', () => {
    const joint = (rule: 'all' | 'any') =>
      tried(decided(), ({ approval }) => {
        approval.byLevel.major = ['service-head', 'unit-leader', 'legal', 'director']
        approval.joint = [{ roles: ['unit-leader', 'legal'], rule }]
      })
    const all = joint('all')
    expect(givenBy(all)).toContain('legal would-have-been-asked legal')
    expect(deciding(all)).toEqual(asItWas)
    expect(all.after.limits).toContainEqual({ kind: 'review', entry: 3, status: 'unknown' })
    // one word of two is enough, and it was given
    const any = joint('any')
    expect(deciding(any)).toEqual(asItWas)
    expect(any.difference.limits).toEqual([])
  })
})

describe('a rehearsed case that was settled on the spot', () => {
  const settled = () => {
    const life = new PureCase()
    life.does('rep', 'register', { category: 'service', amount: '100.00' })
    life.does('rep', 'dispatch', { department: 'dining' })
    life.at(30).does('head.dining', 'settle')
    return life
  }

  it('names who would have been asked, and that it was not to be settled so', () => {
    const { difference, after, would } = tried(settled(), ({ approval, limits }) => {
      approval.byLevel.minor = ['legal', 'director']
      limits.plan = { minor: { amount: 2, unit: 'hour', from: 'received', pausable: true, roll: false } }
      limits.approve = { minor: { amount: 3, unit: 'hour', from: 'step-opened', pausable: true, roll: false } }
    })
    expect(difference.settle).toBe('approval-needed')
    expect(difference.decisions.asked).toMatchObject([
      { round: 1, role: 'legal', kind: 'opinion', people: ['legal'], how: 'would-have-been-asked' },
      { round: 1, role: 'director', people: ['director'], limit: { kind: 'approve', rule: { amount: 3 } } },
    ])
    expect(after.limits).toContainEqual({ kind: 'approve', entry: 1, status: 'unknown' })
    // nobody ever made a plan: its limit ended, and was not met
    expect(after.limits).toContainEqual({ kind: 'plan', entry: 1, status: 'ended' })
    expect(would.told.filter(one => one.kind === 'approval-asked').map(one => one.to)).toEqual(['legal', 'director'])
    expect(would.context.resolvedAt).toBe(minutesIn(30))
  })

  it('stays as it was where the version lets it be settled', () => {
    const { difference } = tried(settled(), ({ caps }) => Object.assign(caps, { transfers: 1 }))
    expect(difference).toMatchObject({ aspects: [], decisions: { asked: [], spared: [] } })
    expect(difference).not.toHaveProperty('settle')
  })
})

describe('a version with other levels', () => {
  const version = { code: 'iso', version: 1, policy: policySchema.parse(iso) }
  const recorded = (life: PureCase) => life.decisions.map(one => one.event)
  const facts = { organisation: park, calendars: calendarsOf(), until: minutesIn(7 * 24 * 60) }

  it('gives each case one of its own, even where somebody had chosen one that it does not know', () => {
    for (const level of levels) {
      const would = rehearse(number, recorded(caseIn('execute', level)), { ...facts, version })
      expect(['minor', 'major']).toContain(would.context.level)
    }
  })

  it('calls each level as its own rules do, and one code by two names is another level', () => {
    const events = recorded(caseIn('execute', 'major'))
    const [was, would] = [wineryVersion, version].map(one =>
      courseOf(rehearse(number, events, { ...facts, version: one }), one.policy, facts.until),
    ) as [Course, Course]
    const difference = differenceBetween(was, would)
    expect(difference.aspects).toContain('level')
    const tally = new Tally()
    tally.add(was, would, difference)
    const { names, ...codes } = tally.summary().levels[0] ?? {}
    expect(codes).toEqual({ was: 'major', would: 'major', cases: 1 })
    expect([names?.was?.['zh-CN'], names?.would?.['zh-CN']]).toEqual(['特大', '严重'])
  })

  it('keeps the decisions that both ask for, in either direction', () => {
    const byIso = rehearse(number, recorded(decided()), { ...facts, version })
    const how = (list: typeof byIso.decisions) => list.map(one => `${one.role} ${one.kind} ${one.how}`)
    expect(how(byIso.decisions)).toEqual(['unit-leader opinion given', 'director approve given'])
    const life = decided(version, [
      [320, 'leader.hospitality'],
      [400, 'director'],
    ])
    const byWinery = rehearse(number, recorded(life), { ...facts, version: wineryVersion })
    expect(how(byWinery.decisions).toSorted()).toEqual([
      'director approve given',
      'finance countersign would-have-been-asked',
      'service-head countersign would-have-been-asked',
      'unit-leader approve given',
    ])
  })
})
