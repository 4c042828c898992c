import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { china } from '../../workflows/calendar/china.ts'
import { explainSpan, type Stretch } from '../../workflows/calendar/stretches.ts'
import type { Calendar } from '../../workflows/calendar/workdays.ts'
import { dueAfter, type Span } from '../../workflows/calendar/working-time.ts'

const shanghai = (time: string) => new Date(`${time}+08:00`).toISOString()
const local = (instant: string) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16)
const told = (span: Span, start: string, calendar: Calendar = china) =>
  explainSpan(span, start, calendar).stretches.map(one => `${one.kind} ${local(one.from)} – ${local(one.to)}`)
const lengthOf = (stretches: Stretch[]) =>
  stretches
    .filter(one => ['counted', 'make-up', 'company-work'].includes(one.kind))
    .reduce((sum, one) => sum + Date.parse(one.to) - Date.parse(one.from), 0)

describe('a deadline says which time counted', () => {
  it('two working days over the National Day: the day of the event, the holidays, the Friday after', () => {
    expect(told({ amount: 2, unit: 'work_day' }, shanghai('2026-09-30T10:00:00'))).toEqual([
      'first-day 2026-09-30T10:00 – 2026-10-01T00:00',
      'holiday 2026-10-01T00:00 – 2026-10-08T00:00',
      'counted 2026-10-08T00:00 – 2026-10-10T00:00',
    ])
  })

  it('a make-up Saturday counts, the Sunday after it does not', () => {
    expect(told({ amount: 2, unit: 'work_day' }, shanghai('2026-10-09T10:00:00'))).toEqual([
      'first-day 2026-10-09T10:00 – 2026-10-10T00:00',
      'make-up 2026-10-10T00:00 – 2026-10-11T00:00',
      'weekend 2026-10-11T00:00 – 2026-10-12T00:00',
      'counted 2026-10-12T00:00 – 2026-10-13T00:00',
    ])
  })

  it('working minutes stop for noon and for the night', () => {
    expect(told({ amount: 360, unit: 'work_minute' }, shanghai('2026-09-01T11:30:00'))).toEqual([
      'counted 2026-09-01T11:30 – 2026-09-01T12:00',
      'closed 2026-09-01T12:00 – 2026-09-01T13:00',
      'counted 2026-09-01T13:00 – 2026-09-01T18:00',
      'closed 2026-09-01T18:00 – 2026-09-02T09:00',
      'counted 2026-09-02T09:00 – 2026-09-02T09:30',
    ])
  })

  it('a last day that is a holiday is rolled on', () => {
    expect(told({ amount: 3, unit: 'day', roll: true }, shanghai('2026-09-29T10:00:00'))).toEqual([
      'first-day 2026-09-29T10:00 – 2026-09-30T00:00',
      'counted 2026-09-30T00:00 – 2026-10-03T00:00',
      'rolled 2026-10-03T00:00 – 2026-10-09T00:00',
    ])
  })

  it('is provisional where it needs the working days of a year without a table, and only there', () => {
    const atYearEnd = shanghai('2026-12-30T10:00:00')
    expect(explainSpan({ amount: 5, unit: 'work_day' }, atYearEnd, china).provisional).toBe(true)
    expect(explainSpan({ amount: 1, unit: 'work_day' }, atYearEnd, china).provisional).toBe(false)
    expect(explainSpan({ amount: 5, unit: 'day' }, atYearEnd, china).provisional).toBe(false)
    expect(explainSpan({ amount: 72, unit: 'hour' }, atYearEnd, china).provisional).toBe(false)
  })
})

describe('the company’s own days have their own word', () => {
  const company = { off: ['2026-10-09'], work: ['2026-10-11'] }
  it('a Friday off is no weekend, and a Sunday at work counts by the company’s word', () => {
    const { stretches } = explainSpan({ amount: 3, unit: 'work_day' }, '2026-10-08T02:00:00.000Z', {
      ...china,
      company,
    })
    expect(stretches.map(one => one.kind)).toEqual(['first-day', 'company-off', 'make-up', 'company-work', 'counted'])
  })
})

describe('for any span and any start', () => {
  const starts = fc
    .integer({ min: Date.parse('2025-01-01T00:00:00Z'), max: Date.parse('2027-06-01T00:00:00Z') })
    .map(ms => new Date(ms).toISOString())
  const spans = fc.oneof(
    fc.record({
      unit: fc.constantFrom<Span['unit']>('minute', 'work_minute'),
      amount: fc.integer({ min: 1, max: 5000 }),
    }),
    fc.record({
      unit: fc.constantFrom<Span['unit']>('hour', 'day', 'work_day'),
      amount: fc.integer({ min: 1, max: 60 }),
    }),
    fc.record({
      unit: fc.constant<Span['unit']>('day'),
      amount: fc.integer({ min: 1, max: 60 }),
      roll: fc.constant(true),
    }),
  )

  it('the stretches lie end to end from the start to the due instant', () => {
    fc.assert(
      fc.property(spans, starts, (span, start) => {
        const { stretches, dueAt } = explainSpan(span, start, china)
        expect(stretches[0]?.from).toBe(start)
        for (const [index, one] of stretches.slice(1).entries()) expect(one.from).toBe(stretches[index]?.to)
        const end = stretches.at(-1)?.to ?? ''
        expect([Date.parse(dueAt), Date.parse(dueAt) + 1]).toContain(Date.parse(end))
      }),
    )
  })

  it('what counted, measured again, is the limit', () => {
    const unit = { minute: 60_000, hour: 3_600_000, work_minute: 60_000, day: 86_400_000, work_day: 86_400_000 }
    fc.assert(
      fc.property(spans, starts, (span, start) => {
        const counted = lengthOf(explainSpan(span, start, china).stretches)
        expect(counted).toBe(span.amount * unit[span.unit as keyof typeof unit])
      }),
    )
  })

  it('a later start is never due earlier, and more time never ends earlier', () => {
    fc.assert(
      fc.property(spans, starts, fc.integer({ min: 0, max: 10_000_000 }), (span, start, later) => {
        const moved = new Date(Date.parse(start) + later).toISOString()
        expect(dueAfter(span, moved, china) >= dueAfter(span, start, china)).toBe(true)
        expect(dueAfter({ ...span, amount: span.amount + 1 }, start, china) >= dueAfter(span, start, china)).toBe(true)
      }),
    )
  })
})
