import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { china } from '../../workflows/calendar/china.ts'
import { BeyondHorizon } from '../../workflows/calendar/horizon.ts'
import { isWorkday } from '../../workflows/calendar/workdays.ts'
import { dueAfter, type Span } from '../../workflows/calendar/working-time.ts'

/** A wall-clock time in Shanghai as a UTC instant. */
const shanghai = (time: string) => new Date(`${time}+08:00`).toISOString()
const endOf = (day: string) => shanghai(`${day}T23:59:59.999`)
const due = (amount: number, unit: Span['unit'], from: string, roll = false) =>
  dueAfter({ amount, unit, roll }, shanghai(`${from}T10:00:00`), china)

describe('working days (domain.md §5.3)', () => {
  it.each([
    [2, '2026-09-30', '2026-10-09'],
    [2, '2026-02-13', '2026-02-24'],
    [2, '2026-04-30', '2026-05-07'],
    [2, '2026-01-01', '2026-01-05'],
    [7, '2026-09-18', '2026-09-29'],
    [7, '2026-02-13', '2026-03-02'],
  ])('%i from %s end with %s', (amount, from, last) => {
    expect(due(amount, 'work_day', from)).toBe(endOf(last))
  })

  it.each([2025, 2026])('of %i are 248, as the State Council notice makes them', year => {
    const first = Temporal.PlainDate.from({ year, month: 1, day: 1 })
    const days = Array.from({ length: first.daysInYear }, (_, index) => first.add({ days: index }))
    expect(days.filter(day => isWorkday(day, china))).toHaveLength(248)
  })

  it('of a year without a table are Monday to Friday', () => {
    expect(isWorkday(Temporal.PlainDate.from('2027-01-01'), china)).toBe(true)
    expect(isWorkday(Temporal.PlainDate.from('2027-01-02'), china)).toBe(false)
  })
})

describe('working minutes', () => {
  it.each([
    ['a morning', 60, '2026-09-01T10:00', '2026-09-01T11:00'],
    ['over the noon break', 90, '2026-09-01T11:30', '2026-09-01T14:00'],
    ['over the night', 60, '2026-09-01T17:30', '2026-09-02T09:30'],
    ['to the last minute of a shift', 30, '2026-09-01T11:30', '2026-09-01T12:00'],
    ['over the National Day', 60, '2026-09-30T17:30', '2026-10-08T09:30'],
    ['begun before the shift', 30, '2026-09-01T07:00', '2026-09-01T09:30'],
  ])('%s', (_, amount, from, to) => {
    const found = dueAfter({ amount, unit: 'work_minute' }, shanghai(`${from}:00`), china)
    expect(found).toBe(shanghai(`${to}:00`))
  })
})

describe('natural time', () => {
  it('does not know holidays: 12 hours from the evening before the Spring Festival', () => {
    const start = shanghai('2026-02-14T20:00:00')
    expect(dueAfter({ amount: 12, unit: 'hour' }, start, china)).toBe(shanghai('2026-02-15T08:00:00'))
  })

  it('counts days without the first one, to the end of the last', () => {
    expect(due(60, 'day', '2026-02-13')).toBe(endOf('2026-04-14'))
    expect(due(1, 'day', '2026-09-01')).toBe(endOf('2026-09-02'))
  })

  it('ends months on the same day, or on the last one that there is', () => {
    expect(due(3, 'month', '2026-11-30')).toBe(endOf('2027-02-28'))
    expect(due(1, 'month', '2026-01-31')).toBe(endOf('2026-02-28'))
  })

  it('rolls a last day that is a holiday to the next working day, where the limit says so', () => {
    expect(due(3, 'day', '2026-09-29')).toBe(endOf('2026-10-02'))
    expect(due(3, 'day', '2026-09-29', true)).toBe(endOf('2026-10-08'))
  })

  it.each([
    ['2026-09-01', '2026-09-30'],
    ['2026-09-24', '2026-09-30'],
    ['2026-09-25', '2026-10-31'],
    ['2026-12-25', '2027-01-31'],
    ['2026-02-24', '2026-02-28'],
  ])('month-end with day 24: settled on %s, to be called by %s', (from, last) => {
    expect(due(24, 'month-end', from)).toBe(endOf(last))
  })

  it('takes the day of Shanghai, not of Greenwich: 23:30 on the 24th is still the 24th', () => {
    const late = dueAfter({ amount: 24, unit: 'month-end' }, shanghai('2026-09-24T23:30:00'), china)
    const early = dueAfter({ amount: 24, unit: 'month-end' }, shanghai('2026-09-25T00:30:00'), china)
    expect([late, early]).toEqual([endOf('2026-09-30'), endOf('2026-10-31')])
  })
})

describe('what no calendar can tell', () => {
  const from = shanghai('2026-11-22T10:00:00')

  it.each<[number, Span['unit']]>([
    [1_000_000_000, 'work_day'],
    [99_999_999_999_999, 'minute'],
    [600_000, 'month'],
    [1_000_000_000, 'work_minute'],
    [Number.MAX_SAFE_INTEGER, 'day'],
  ])('%i %s are refused instead of being counted', (amount, unit) => {
    expect(() => dueAfter({ amount, unit }, from, china)).toThrow(BeyondHorizon)
  })

  it('ten years are told, also where people work one day a week', () => {
    expect(due(2500, 'work_day', '2026-11-22') > '2035').toBe(true)
    const mondays = { ...china, week: [1] }
    expect(dueAfter({ amount: 2500, unit: 'work_day' }, from, mondays) > '2070').toBe(true)
    const minuteOnMondays: typeof china = { ...mondays, shifts: [[540, 541]] }
    expect(() => dueAfter({ amount: 100_000, unit: 'work_minute' }, from, minuteOnMondays)).toThrow(BeyondHorizon)
  })
})
