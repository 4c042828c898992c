import { describe, expect, it } from 'vitest'
import { type CsvLine, csvLines } from '../../server/web/csv.ts'
import { calendarOf, calendarSchema, yearsMissing } from '../../workflows/calendar/calendar.ts'
import { chinaDocument } from '../../workflows/calendar/china.ts'
import { importYear } from '../../workflows/calendar/import-year.ts'
import { dueAfter } from '../../workflows/calendar/working-time.ts'
import { year2026 } from '../../workflows/calendar/years/2026.ts'

const shanghai = (time: string) => new Date(`${time}+08:00`).toISOString()
const withCompany = (company: Partial<typeof chinaDocument.company>) =>
  calendarOf({ ...chinaDocument, company: { ...chinaDocument.company, ...company } }, 'test')

describe('a calendar document', () => {
  it('is what is shipped', () => {
    expect(calendarSchema.parse(chinaDocument)).toEqual(chinaDocument)
    expect(yearsMissing(chinaDocument, 2025, 2028)).toEqual([2027, 2028])
    const begun = { 2027: { off: [['2027-01-01', '2027-01-03'] as [string, string]], work: [] } }
    expect(yearsMissing({ years: { ...chinaDocument.years, ...begun } }, 2025, 2028)).toEqual([2027, 2028])
  })

  it.each([
    ['a day that does not exist', { company: { off: ['2026-02-30'], work: [] } }, 'day'],
    [
      'a break that ends before it begins',
      { years: { 2026: { off: [['2026-05-05', '2026-05-01']], work: [] } } },
      'day-order',
    ],
    ['a day of another year', { years: { 2026: { off: [['2027-01-01', '2027-01-01']], work: [] } } }, 'other-year'],
    [
      'slots that overlap',
      {
        shifts: [
          [540, 780],
          [720, 1080],
        ],
      },
      'slots-overlap',
    ],
    ['a slot that closes before it opens', { shifts: [[720, 540]] }, 'slot-order'],
    ['a day both off and on', { company: { off: ['2026-03-03'], work: ['2026-03-03'] } }, 'off-and-on'],
  ])('refuses %s', (_, change, code) => {
    const read = calendarSchema.safeParse({ ...chinaDocument, ...change })
    expect(read.error?.issues.map(issue => issue.code === 'custom' && issue.params?.code)).toContain(code)
  })

  it("puts the company's own days before the national ones", () => {
    const start = shanghai('2026-09-30T10:00:00')
    const due = (company: Parameters<typeof withCompany>[0]) =>
      dueAfter({ amount: 2, unit: 'work_day' }, start, withCompany(company))
    expect(due({})).toBe(shanghai('2026-10-09T23:59:59.999'))
    expect(due({ work: ['2026-10-05'] })).toBe(shanghai('2026-10-08T23:59:59.999'))
    expect(due({ off: ['2026-10-08', '2026-10-10'] })).toBe(shanghai('2026-10-12T23:59:59.999'))
  })
})

describe('a year is imported', () => {
  const lines = year2026.off.flatMap(([first, last]) => {
    const days = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1
    return Array.from({ length: days }, (_, index) => {
      const date = new Date(Date.parse(first) + index * 86_400_000).toISOString().slice(0, 10)
      return `${date},休,节日`
    })
  })

  it('from the CSV that offices pass around, with a heading, Chinese words and a mark at its start', () => {
    const csv = `\uFEFF日期,类型,名称\r\n${[...lines, ...year2026.work.map(day => `${day},班`)].join('\r\n')}\r\n`
    expect(importYear(table(csv))).toEqual({ year: 2026, table: year2026 })
  })

  it('from JSON, as a table or as a list', () => {
    expect(importYear({ json: JSON.stringify(year2026) })).toEqual({ year: 2026, table: year2026 })
    expect(importYear({ json: '[{"date":"2027/1/1","kind":"holiday"}]' })).toEqual({
      year: 2027,
      table: { off: [['2027-01-01', '2027-01-01']], work: [] },
    })
  })

  it('names a day that is both off and at work', () => {
    expect(importYear(table('2027-01-01,休\n2027-01-02,休\n2027-01-02,班'))).toEqual({
      both: [
        { line: 2, text: '2027-01-02,休' },
        { line: 3, text: '2027-01-02,班' },
      ],
    })
  })

  it('names the lines that it cannot read', () => {
    expect(importYear(table('date,kind\n2027-01-01,off\n2027-01-xx,off\n2027-02-03,maybe'))).toEqual({
      wrong: [
        { line: 3, text: '2027-01-xx,off' },
        { line: 4, text: '2027-02-03,maybe' },
      ],
    })
  })

  it.each(['', '2027-02-30,off', '2026-12-31,off\n2027-01-01,off', 'nothing'])('refuses the table %j', text => {
    expect(importYear(table(text))).toHaveProperty('wrong')
  })

  it.each(['', '{"off":1}', '['])('refuses the document %j', json => {
    expect(importYear({ json })).toHaveProperty('wrong')
  })
})

function table(text: string): { lines: CsvLine[] } {
  const read = csvLines(text)
  if ('unreadable' in read) throw new Error(`line ${read.unreadable} of the table cannot be read`)
  return read
}
