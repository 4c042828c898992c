import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { iso } from '../../server/cases/instant.ts'
import { duration } from '../../server/web/due.ts'
import { dateTime } from '../../server/web/helpers.ts'
import { translator } from '../../server/web/i18n.ts'
import { cellsHtml } from '../../server/web/list-cell.ts'

const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })

test('an instant is UTC with milliseconds, whatever zeros the database leaves out', () => {
  fc.assert(
    fc.property(instants, fc.constantFrom('+00:00', '+00', 'Z'), (at, zone) => {
      const written = at.toISOString()
      const shortest = written.replace(/\.?0*Z$/, zone).replace('T', zone === '+00' ? ' ' : 'T')
      expect(iso(shortest)).toBe(written)
    }),
    { examples: [[new Date('2026-11-21T10:05:00.000Z'), '+00:00']] },
  )
  expect(iso('2026-11-21T10:05:00.123456+00:00')).toBe('2026-11-21T10:05:00.123Z')
  expect(iso('2026-11-21T18:05:00.5+08:00')).toBe('2026-11-21T10:05:00.500Z')
})

test('a time is shown as the clocks in Shanghai have it', () => {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })
  fc.assert(
    fc.property(instants, at => {
      expect(dateTime(at.toISOString())).toBe(clock.format(at))
    }),
    { examples: ['2026-11-21T15:59:59.999Z', '2026-12-31T16:00:00.000Z'].map(at => [new Date(at)]) },
  )
  expect(dateTime('2026-11-21T18:05:00+08:00')).toBe('2026-11-21 18:05')
})

test.each([
  [59_999, 'under 1 min'],
  [60_000, '1 min'],
  [7_500_000, '2 h 5 min'],
  [7_200_000, '2 h'],
  [86_400_000 * 3 + 3_600_000 * 4 + 300_000, '3 d 4 h'],
  [86_400_000 + 300_000, '1 d'],
])('%i ms are %s', (milliseconds, words) => {
  expect(duration(milliseconds, translator('en'))).toBe(words)
})

describe('a cell of a list', () => {
  const html = (cell: Parameters<typeof cellsHtml>[0][number]) => cellsHtml([cell]).toString()

  test('shows what it has and nothing else', () => {
    expect(html({ column: 'received', main: '2026-11-21 18:05' })).toBe('<td class=q-received>2026-11-21 18:05')
    expect(html({ column: 'state', badge: 'badge-state', main: '已结案', note: '无效' })).toBe(
      '<td class=q-state><span class="badge-state">已结案</span> <i>无效</i>',
    )
    expect(html({ column: 'due', alert: '曾超期' })).toBe('<td class=q-due><div class=was-late>曾超期</div>')
  })

  test('lets nothing that was typed become markup', () => {
    const typed = `"><script>alert('1')</script>`
    const keys = ['main', 'badge', 'note', 'below', 'why', 'alert', 'running', 'label'] as const
    const shown = html({ column: typed, ...Object.fromEntries(keys.map(key => [key, typed])) })
    expect(shown).not.toContain('<script')
    expect(shown).not.toContain(typed)
    expect(shown.match(/&quot;&gt;&lt;script&gt;/g)).toHaveLength(keys.length + 1)
  })
})
