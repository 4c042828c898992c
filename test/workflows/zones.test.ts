import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { china } from '../../workflows/calendar/china.ts'
import { explainSpan } from '../../workflows/calendar/stretches.ts'
import type { Span } from '../../workflows/calendar/working-time.ts'

const fixed: Span[] = [
  { amount: 2, unit: 'work_day' },
  { amount: 60, unit: 'day', roll: true },
  { amount: 700, unit: 'work_minute' },
  { amount: 12, unit: 'hour' },
  { amount: 3, unit: 'month' },
  { amount: 24, unit: 'month-end' },
]
// around both changes of New York's clocks, a new year and a long holiday
const chosen = [
  '2026-03-08T06:59:00.000Z',
  '2026-11-01T05:30:00.000Z',
  '2026-12-31T16:30:00.000Z',
  '2026-02-13T15:59:00.000Z',
]

// and what chance finds beside them
const units = fc.constantFrom<Span['unit']>('minute', 'hour', 'day', 'work_minute', 'work_day', 'month', 'month-end')
const spans = [
  ...fixed,
  ...fc.sample(fc.record({ amount: fc.integer({ min: 1, max: 28 }), unit: units, roll: fc.boolean() }), 40),
]
const instants = fc.integer({ min: Date.parse('2025-01-01T00:00:00Z'), max: Date.parse('2027-06-01T00:00:00Z') })
const starts = [...chosen, ...fc.sample(instants, 8).map(ms => new Date(ms).toISOString())]

const script = `
  const { china } = await import(${JSON.stringify(new URL('../../workflows/calendar/china.ts', import.meta.url))})
  const { explainSpan } = await import(${JSON.stringify(new URL('../../workflows/calendar/stretches.ts', import.meta.url))})
  const [spans, starts] = JSON.parse(process.argv[1])
  console.log(JSON.stringify(spans.flatMap(span => starts.map(start => explainSpan(span, start, china)))))`

test.each(['America/New_York', 'Asia/Shanghai', 'Pacific/Kiritimati'])(
  'a due instant is the same where the server stands in %s',
  zone => {
    const asked = JSON.stringify([spans, starts])
    const told = execFileSync(process.execPath, ['--input-type=module', '-e', script, asked], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    })
    expect(JSON.parse(told)).toEqual(spans.flatMap(span => starts.map(start => explainSpan(span, start, china))))
  },
)
