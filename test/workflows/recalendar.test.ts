import { describe, expect, it } from 'vitest'
import { calendarOf } from '../../workflows/calendar/calendar.ts'
import { type Calendars, calendarsOf } from '../../workflows/calendar/calendars.ts'
import { china, chinaDocument } from '../../workflows/calendar/china.ts'
import { complaint } from '../../workflows/complaint/complaint.ts'
import { replayed, type Snapshot } from '../../workflows/decide.ts'
import { canonical } from '../../workflows/evidence/canonical.ts'
import type { PolicyVersion } from '../../workflows/policy/policy.ts'
import { wineryVersion } from '../support/organisation.ts'
import { minutesIn, number, PureCase } from '../support/pure-case.ts'

/** The winery, but that a settlement and a visit are due within three and two working days. */
const policy: PolicyVersion = structuredClone(wineryVersion)
const workDays = { unit: 'work_day', from: 'received', pausable: true, roll: false } as const
for (const level of ['minor', 'general'] as const) {
  policy.policy.limits.settle = { ...policy.policy.limits.settle, [level]: { amount: 3, ...workDays } }
  policy.policy.limits.attend = { ...policy.policy.limits.attend, [level]: { amount: 2, ...workDays } }
}

/** The company rests on Thursday and Friday, 3 and 4 September 2026. */
const rest = calendarOf({ ...chinaDocument, company: { off: ['2026-09-03', '2026-09-04'], work: [] } }, 'calendar-2')
const both: Calendars = calendarsOf([china, rest], rest)
const day = 24 * 60

function registered(): PureCase {
  const life = new PureCase({ version: policy })
  life.does('rep', 'register')
  return life
}
const dueOf = (life: PureCase, kind: 'settle' | 'attend') => life.deadline(kind)?.dueAt
const move = (life: PureCase) => {
  life.calendars = both
  return life.does(null, 'recalendar', { calendar: 'calendar-2' })
}

describe('a changed calendar', () => {
  it('moves the open deadlines of a running case, and names itself on them', () => {
    const life = registered()
    expect(dueOf(life, 'settle')).toBe('2026-09-04T15:59:59.999Z')
    const decision = move(life)
    expect(dueOf(life, 'settle')).toBe('2026-09-08T15:59:59.999Z')
    expect(life.deadline('settle')?.ledger.calendar).toBe('calendar-2')
    const row = complaint.rowsOf({ ...decision, seq: 3 }).deadlines.find(one => one.kind === 'settle')
    expect(row?.dueAt).toBe('2026-09-08T15:59:59.999Z')
  })

  it('leaves alone what was met before it', () => {
    const life = registered()
    life.does('rep', 'dispatch')
    life.at(10).does('head.dining', 'arrive')
    const met = life.deadline('attend')
    const decision = move(life)
    expect(life.deadline('attend')).toEqual(met)
    const kinds = complaint.rowsOf({ ...decision, seq: 5 }).deadlines.map(one => one.kind)
    expect(kinds).not.toContain('attend')
    expect(kinds).toContain('settle')
  })

  it('counts what was overdue before it as late, and late never goes away', () => {
    const life = registered()
    life.at(4 * day)
    move(life)
    expect(life.context.late).toBe(true)
    expect(life.deadline('settle')?.missedAt).toBe(minutesIn(4 * day))
  })

  it('finds late at once what it makes due in the past', () => {
    const life = registered()
    life.calendars = calendarsOf([rest], rest)
    life.does(null, 'recalendar', { calendar: 'calendar-2' })
    const back = calendarOf(chinaDocument, 'calendar-3')
    life.at(4 * day).calendars = calendarsOf([rest, back], back)
    life.does(null, 'recalendar', { calendar: 'calendar-3' })
    expect(life.context.late).toBe(true)
  })

  it('is followed by whatever starts later, also where nothing moved and the clock sent no event', () => {
    const life = registered()
    life.calendars = both
    life.does('rep', 'dispatch')
    expect(life.context.calendar).toBe('calendar-2')
    expect(dueOf(life, 'attend')).toBe('2026-09-07T15:59:59.999Z')
    expect(dueOf(life, 'settle')).toBe('2026-09-08T15:59:59.999Z')
  })

  it('opens new cases under itself; under the built-in one nothing is noted', () => {
    const old = new PureCase({ version: policy })
    expect(old.context).not.toHaveProperty('calendar')
    const life = new PureCase({ version: policy, calendars: both })
    expect(life.decisions[0]?.event.computed).toEqual({ calendar: 'calendar-2' })
    life.does('rep', 'register')
    expect(life.context.calendar).toBe('calendar-2')
    expect(dueOf(life, 'settle')).toBe('2026-09-08T15:59:59.999Z')
  })

  it('is only the clock’s to bring, only while in force, and only once', () => {
    const life = registered()
    expect(life.refusal(null, 'recalendar', { calendar: 'calendar-9' })).toMatchObject({
      rule: 'calendar-not-in-force',
    })
    expect(life.refusal(null, 'recalendar', { calendar: china.version })).toMatchObject({ rule: 'same-calendar' })
    move(life)
    expect(life.refusal('admin', 'recalendar', { calendar: 'calendar-2' })).toMatchObject({ rule: 'clock-only' })
    expect(life.refusal(null, 'recalendar', { calendar: 'calendar-2' })).toMatchObject({ rule: 'same-calendar' })
  })

  it('is replayed from the events alone', () => {
    const life = registered()
    life.does('rep', 'dispatch')
    move(life)
    life.at(30).does('head.dining', 'arrive')
    const again = life.decisions.reduce<Snapshot | null>(
      (snapshot, { event }) => replayed(complaint, number, snapshot, event),
      null,
    )
    expect(canonical(again?.context)).toBe(canonical(life.context))
  })
})
