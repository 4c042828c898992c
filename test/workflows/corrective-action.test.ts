import { describe, expect, it } from 'vitest'
import { calendarsOf } from '../../workflows/calendar/calendars.ts'
import { china } from '../../workflows/calendar/china.ts'
import { awaited, type CorrectiveAction } from '../../workflows/corrective-action/action.ts'
import { callingFor } from '../../workflows/corrective-action/calling.ts'
import { actionDeadlines } from '../../workflows/corrective-action/deadlines.ts'
import { decideAction } from '../../workflows/corrective-action/decide.ts'
import { theClock } from '../../workflows/corrective-action/duties.ts'
import { explainAction } from '../../workflows/corrective-action/explain.ts'
import { moveOf } from '../../workflows/corrective-action/recalendar.ts'
import { dueReminder, nextReminderAt } from '../../workflows/corrective-action/reminders.ts'
import { park, parkWith } from '../support/organisation.ts'

const number = 'CA-20261121-0001'
const complaint = 'TS-20261121-0001'
const plan = {
  title: '排班与预订人数脱节',
  cause: 'method',
  rootCause: '排班表没有参考预订人数',
  correction: '当晚加派两人',
  corrective: '排班前一天核对预订人数',
  owner: 'head.dining',
  verifier: 'rep',
  due: '2026-12-04',
  effectDays: 30,
}
const proposal = { type: 'propose', complaints: [complaint], ...plan }

/** One corrective action, step by step. */
class Life {
  action: CorrectiveAction | null = null
  at = '2026-11-21T02:00:00.000Z'
  organisation = park
  calendars = calendarsOf()
  needed = false

  try(actor: string, event: object) {
    const facts = { actor, at: this.at, organisation: this.organisation, calendars: this.calendars }
    return decideAction(number, this.action, event, {
      ...facts,
      known: [complaint, 'TS-20261121-0002'],
      files: [`${complaint}/1`],
      needed: this.needed,
    })
  }
  /** As it is explained now, its running deadline last. */
  explained() {
    const action = this.action
    if (!action) throw new Error('nothing to explain')
    const facts = { action, calendars: this.calendars, organisation: this.organisation, at: this.at, sent: [] }
    return actionDeadlines(action).map(one => explainAction(one, facts))
  }
  does(actor: string, event: object): CorrectiveAction {
    const verdict = this.try(actor, event)
    if ('refused' in verdict) throw new Error(JSON.stringify(verdict.refused))
    this.action = verdict.decision.after
    return verdict.decision.after
  }
  /** The name of the rule, else the code, of a refusal. */
  refusal(actor: string, event: object): string | undefined {
    const verdict = this.try(actor, event)
    if (!('refused' in verdict)) return undefined
    return 'rule' in verdict.refused ? verdict.refused.rule : verdict.refused.code
  }
  static proposed(by = 'head.dining'): Life {
    const life = new Life()
    life.does(by, proposal)
    return life
  }
  static verified(): Life {
    const life = Life.proposed('centre')
    life.does('quality', { type: 'approve' })
    life.does('head.dining', { type: 'start' })
    life.does('head.dining', { type: 'implement', evidence: '已执行', files: [`${complaint}/1`] })
    life.does('rep', { type: 'verify', evidence: '查了两周的排班表' })
    return life
  }
}

describe('a corrective action', () => {
  it('goes from proposal to closing, each step by the one whose turn it is', () => {
    const life = Life.proposed('centre')
    expect(life.action && awaited(life.action)).toEqual({
      task: 'approve',
      person: null,
      dueAt: '2026-12-04T15:59:59.999Z',
    })
    expect(life.does('quality', { type: 'approve' }).state).toBe('approved')
    expect(life.does('head.dining', { type: 'start' }).state).toBe('in-progress')
    const done = life.does('head.dining', { type: 'implement', evidence: '已执行' })
    expect([done.state, awaited(done)?.person]).toEqual(['implemented', 'rep'])
    expect(life.does('rep', { type: 'verify', evidence: '属实' }).state).toBe('verified')
    life.at = '2026-12-22T02:00:00.000Z'
    const closed = life.does('rep', { type: 'check-effect', outcome: 'effective', evidence: '没有再发生' })
    expect([closed.state, closed.closedAt, awaited(closed)]).toEqual(['closed', life.at, null])
  })

  it('is verified within five working days, and its effect from so many days later on for five more', () => {
    const life = Life.proposed('centre')
    life.does('quality', { type: 'approve' })
    life.does('head.dining', { type: 'start' })
    // a Friday: Monday is the first working day
    life.at = '2026-11-27T02:00:00.000Z'
    expect(life.does('head.dining', { type: 'implement', evidence: '已执行' }).verifyDueAt).toBe(
      '2026-12-04T15:59:59.999Z',
    )
    const verified = life.does('rep', { type: 'verify', evidence: '属实' })
    // 30 natural days after 27 November is 27 December, a Sunday; 4 January is not counted with 1 to 3 January off
    expect(verified.effectFrom).toBe('2026-12-26T16:00:00.000Z')
    expect(verified.effectDueAt).toMatch(/^202[67]-\d\d-\d\dT15:59:59.999Z$/)
    expect((verified.effectDueAt ?? '') > (verified.effectFrom ?? '')).toBe(true)
  })

  it.each([30, 60, 90])('can be called effective after %i days, and not before', effectDays => {
    const life = new Life()
    life.does('centre', { ...proposal, effectDays })
    life.does('quality', { type: 'approve' })
    life.does('head.dining', { type: 'start' })
    life.does('head.dining', { type: 'implement', evidence: '已执行' })
    const { effectFrom } = life.does('rep', { type: 'verify', evidence: '属实' })
    const effective = { type: 'check-effect', outcome: 'effective', evidence: '没有再发生' }
    const from = Date.parse(effectFrom ?? '')
    life.at = new Date(from - 1).toISOString()
    expect(life.refusal('rep', effective)).toBe('effect-too-early')
    expect(life.refusal('rep', { ...effective, outcome: 'ineffective' })).toBeUndefined()
    life.at = new Date(from).toISOString()
    expect(life.refusal('rep', effective)).toBeUndefined()
  })

  it('that had no effect is taken up again: a second round, to be approved again', () => {
    const life = Life.verified()
    const failed = life.does('rep', { type: 'check-effect', outcome: 'ineffective', evidence: '又发生两次' })
    expect([failed.state, awaited(failed)]).toMatchObject(['ineffective', { task: 'reopen', person: 'centre' }])
    const again = life.does('head.dining', { type: 'reopen', ...plan, due: '2027-01-08', corrective: '系统自动提示' })
    expect(again).toMatchObject({
      state: 'proposed',
      round: 2,
      approver: null,
      verifiedAt: null,
      proposer: 'head.dining',
    })
  })

  it('sent back by its verifier is carried out again', () => {
    const life = Life.proposed('centre')
    life.does('quality', { type: 'approve' })
    life.does('head.dining', { type: 'start' })
    life.does('head.dining', { type: 'implement', evidence: '已执行' })
    const back = life.does('rep', { type: 'send-back', reason: '周末没有执行' })
    expect(back).toMatchObject({ state: 'in-progress', implementedAt: null, verifyDueAt: null })
  })
})

describe('who may do what', () => {
  it('is proposed by heads, quality and the service head', () => {
    const may = park.people.map(one => one.login).filter(login => new Life().refusal(login, proposal) === undefined)
    const heads = ['head.cellar', 'head.coaches', 'head.dining', 'head.finance', 'head.sales']
    expect(may.sort()).toEqual(['centre', ...heads, 'quality'])
  })

  it('is approved by quality or the service head, never by who proposed it or has to do it', () => {
    const life = Life.proposed('quality')
    expect(life.refusal('quality', { type: 'approve' })).toBe('own-proposal')
    expect(life.refusal('head.dining', { type: 'approve' })).toBe('own-matter')
    expect(life.refusal('rep', { type: 'approve' })).toBe('not-on-duty')
    expect(life.refusal('centre', { type: 'approve' })).toBeUndefined()
  })

  it('goes to the next level up where both are parties to it', () => {
    const life = new Life()
    life.does('quality', { ...proposal, owner: 'centre' })
    expect(life.refusal('centre', { type: 'approve' })).toBe('own-matter')
    expect(life.refusal('director', { type: 'approve' })).toBeUndefined()
  })

  it('is verified by somebody else than its owner, whoever they became since', () => {
    expect(new Life().refusal('centre', { ...proposal, verifier: 'head.dining' })).toBe('verifier-is-owner')
    const life = Life.proposed('centre')
    life.does('quality', { type: 'approve' })
    expect(life.refusal('quality', { type: 'adjust', verifier: 'head.dining', reason: '换人' })).toBe(
      'verifier-is-owner',
    )
    life.does('head.dining', { type: 'start' })
    life.does('head.dining', { type: 'implement', evidence: '已执行' })
    expect(life.refusal('head.dining', { type: 'verify', evidence: '属实' })).toBe('verifier-only')
    life.does('quality', { type: 'adjust', owner: 'handler.dining', reason: '换人' })
    expect(life.refusal('quality', { type: 'adjust', verifier: 'head.dining', reason: '换人' })).toBe(
      'verifier-is-owner',
    )
    expect(life.refusal('head.dining', { type: 'check-effect', outcome: 'ineffective', evidence: '无' })).toBeDefined()
  })

  it('a deputy of quality decides for them, and the record says so', () => {
    const life = Life.proposed('centre')
    const away = { delegator: 'quality', delegate: 'legal', role: null, department: null }
    life.organisation = parkWith({
      delegations: [{ ...away, startsAt: '2026-11-01T00:00:00.000Z', endsAt: '2026-12-01T00:00:00.000Z' }],
    })
    const verdict = life.try('legal', { type: 'approve' })
    expect(verdict).toMatchObject({ decision: { capacity: { role: 'quality', onBehalfOf: 'quality' } } })
  })
})

describe('what is refused', () => {
  it('has its reason', () => {
    const life = new Life()
    expect(life.refusal('centre', { ...proposal, complaints: ['TS-20200101-0001'] })).toBe('no-such-case')
    expect(life.refusal('centre', { ...proposal, due: '2026-11-20' })).toBe('due-in-the-past')
    expect(life.refusal('centre', { ...proposal, due: '9999-12-31' })).toBe('due-too-far')
    expect(life.refusal('centre', { ...proposal, owner: 'nobody' })).toBe('no-such-person')
    expect(life.refusal('centre', { ...proposal, effectDays: 45 })).toBe('invalid')
    expect(life.refusal('centre', { ...proposal, due: '2026-02-30' })).toBe('invalid')
    expect(life.refusal('centre', { ...proposal, extra: 1 })).toBe('invalid')
    expect(life.refusal('centre', { type: 'approve' })).toBe('not-in-this-stage')
    life.does('centre', proposal)
    expect(life.refusal('centre', { type: 'link', complaint })).toBe('already-linked')
    expect(life.refusal('head.dining', { type: 'start' })).toBe('not-in-this-stage')
    life.needed = true
    expect(life.refusal('centre', { type: 'withdraw', reason: '重复' })).toBe('needed-for-closing')
  })

  it('evidence names files of its complaints only; nothing changes without saying what', () => {
    const life = Life.proposed('centre')
    life.does('quality', { type: 'approve' })
    life.does('head.dining', { type: 'start' })
    const done = { type: 'implement', evidence: '已执行', files: [`${complaint}/9`] }
    expect(life.refusal('head.dining', done)).toBe('unknown-file')
    expect(life.refusal('quality', { type: 'adjust', reason: '换人' })).toBe('invalid')
  })
})

it('a complaint calls for one when it is grave, about food safety, or the third with its cause', () => {
  const quiet = { level: 'minor' as const, scopeFlags: [], alike: 2 }
  expect(callingFor(quiet)).toEqual([])
  expect(callingFor({ ...quiet, level: 'major' })).toEqual(['grave'])
  expect(callingFor({ level: 'critical', scopeFlags: ['food-safety'], alike: 3 })).toEqual([
    'grave',
    'food-safety',
    'same-cause',
  ])
})

describe('the deadlines of a corrective action', () => {
  /** China, with days on which this company does not work. */
  const closedOn = (off: string[]) => calendarsOf([], { ...china, version: 'calendar-2', company: { off, work: [] } })
  const implemented = () => {
    const life = Life.proposed('centre')
    life.does('quality', { type: 'approve' })
    life.does('head.dining', { type: 'start' })
    life.does('head.dining', { type: 'implement', evidence: '已执行' })
    return life
  }
  const recalendar = { type: 'recalendar', calendar: 'calendar-2' }

  it('are explained by the stretches of a working calendar, without gaps, up to the due instant', () => {
    const [plan, verify] = implemented().explained()
    expect(plan).toMatchObject({ kind: 'implement', rule: null, calendar: null, metAt: '2026-11-21T02:00:00.000Z' })
    expect(verify).toMatchObject({ kind: 'verify', calendar: china.version, provisional: false, metAt: null })
    expect(verify?.stretches.map(one => one.kind)).toEqual(['first-day', 'weekend', 'counted'])
    expect(verify?.stretches.at(-1)?.to).toBe('2026-11-27T16:00:00.000Z')
    expect(verify?.reminders.map(({ kind, at, people }) => [kind, at, people.length])).toEqual([
      ['action-soon', '2026-11-26T01:00:00.000Z', 1],
      ['action-late', '2026-11-27T16:00:00.000Z', 2],
      ['action-later', '2026-12-02T16:00:00.000Z', expect.any(Number)],
    ])
  })

  it('are provisional in a year whose holidays nobody has entered', () => {
    const life = Life.proposed('centre')
    life.does('quality', { type: 'approve' })
    life.does('head.dining', { type: 'start' })
    life.at = '2026-12-30T02:00:00.000Z'
    life.does('head.dining', { type: 'implement', evidence: '已执行' })
    expect(life.explained().map(one => one.provisional)).toEqual([false, true])
    const table = { off: [['2027-01-01', '2027-01-19']] as [string, string][], work: [] }
    life.calendars = calendarsOf([], { ...china, version: 'calendar-2', years: { ...china.years, 2027: table } })
    expect(life.action && moveOf(life.action, life.calendars)).toMatchObject({ limit: 'verify', provisional: false })
    life.does(theClock, recalendar)
    expect(life.explained().map(one => one.provisional)).toEqual([false, false])
  })

  it('move with the calendar in force while they run, once, and by the clock alone', () => {
    const life = implemented()
    life.calendars = closedOn(['2026-11-24'])
    expect(life.refusal('admin', recalendar)).toBe('clock-only')
    expect(life.refusal(theClock, { ...recalendar, calendar: 'calendar-9' })).toBe('calendar-not-in-force')
    expect(life.does(theClock, recalendar)).toMatchObject({
      ...{ state: 'implemented', verifyDueAt: '2026-11-30T15:59:59.999Z', calendars: { verify: 'calendar-2' } },
    })
    expect(life.refusal(theClock, recalendar)).toBe('same-calendar')
    expect(life.explained()[1]?.stretches.map(one => one.kind)).toContain('company-off')
    life.does('rep', { type: 'verify', evidence: '属实' })
    const third = { ...china, version: 'calendar-3', company: { off: ['2026-11-25'], work: [] } }
    life.calendars = calendarsOf([life.calendars.inForce], third)
    expect(life.action && moveOf(life.action, life.calendars)).toBeNull()
  })

  it('leave the day of a plan alone', () => {
    const life = Life.proposed('centre')
    life.calendars = closedOn(['2026-12-03', '2026-12-04'])
    expect(life.action && moveOf(life.action, life.calendars)).toBeNull()
    expect(life.refusal(theClock, recalendar)).toBe('same-calendar')
    // yet the last working day before it is another one
    expect(life.action && nextReminderAt(life.action, life.calendars.inForce)).toBe('2026-12-02T01:00:00.000Z')
  })

  it('remind once of each thing, however the day moves', () => {
    const life = implemented()
    const due = () => life.action && dueReminder(life.action, life.calendars.inForce, life.at)?.kind
    life.at = '2026-11-26T01:00:00.000Z'
    expect(due()).toBe('action-soon')
    life.does(theClock, { type: 'remind', kind: 'action-soon' })
    expect(life.refusal(theClock, { type: 'remind', kind: 'action-soon' })).toBe('rung-done')
    life.calendars = closedOn(['2026-11-27', '2026-11-30'])
    life.does(theClock, recalendar)
    life.at = '2026-12-01T02:00:00.000Z'
    expect(due()).toBeUndefined()
    life.at = '2026-12-01T16:00:00.000Z'
    expect(due()).toBe('action-late')
  })

  it('that a change puts into the past are late at once', () => {
    const life = implemented()
    life.at = '2026-11-27T02:00:00.000Z'
    life.does(theClock, { type: 'remind', kind: 'action-soon' })
    const work = { off: [], work: ['2026-11-22'] }
    life.calendars = calendarsOf([], { ...china, version: 'calendar-2', company: work })
    expect(life.does(theClock, recalendar).verifyDueAt).toBe('2026-11-26T15:59:59.999Z')
    expect(life.action && dueReminder(life.action, life.calendars.inForce, life.at)?.kind).toBe('action-late')
  })
})
