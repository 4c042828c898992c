import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { china } from '../../workflows/calendar/china.ts'
import { explainSpan } from '../../workflows/calendar/stretches.ts'
import type { Span } from '../../workflows/calendar/working-time.ts'

const spans: Span[] = [
  { amount: 2, unit: 'work_day' },
  { amount: 60, unit: 'day', roll: true },
  { amount: 700, unit: 'work_minute' },
  { amount: 12, unit: 'hour' },
  { amount: 3, unit: 'month' },
  { amount: 24, unit: 'month-end' },
]
// around both changes of New York's clocks, a new year and a long holiday
const starts = [
  '2026-03-08T06:59:00.000Z',
  '2026-11-01T05:30:00.000Z',
  '2026-12-31T16:30:00.000Z',
  '2026-02-13T15:59:00.000Z',
]

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
