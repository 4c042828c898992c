import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseInState, happen } from '../support/case-in.ts'
import { type PagesTest, startPages } from '../support/pages.ts'

let pages: PagesTest
let number: string
beforeAll(async () => {
  pages = await startPages()
  number = await caseInState(pages.deps, 'propose.consult')
  await happen(pages.deps, number, 'rep', 'contact')
  for (let index = 0; index < 55; index++) {
    await happen(pages.deps, number, 'rep', 'note', { text: `第${index}条备注` })
  }
})
afterAll(() => pages.close())

async function shown(query: string) {
  const { text } = await (await pages.browser('rep')).get(`/complaints/${number}${query}`).expect(200)
  const lines = [...text.matchAll(/<li id="event-(\d+)" class="history-line history-(\w+)"/g)]
  const link = (words: string) =>
    new RegExp(`<a href="([^"]+)">${words}`).exec(text)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')
  return { text, seqs: lines.map(([, seq]) => Number(seq)), kinds: new Set(lines.map(([, , kind]) => kind)), link }
}

test('a long history shows its latest fifty lines and leads to the older ones and back', async () => {
  const latest = await shown('')
  expect(latest.seqs).toHaveLength(50)
  expect(latest.text).toContain('第54条备注')
  const older = await shown(
    latest
      .link('更早的记录')
      ?.replace(/^[^?]+/, '')
      .replace('#history', '') ?? '',
  )
  expect(older.seqs[0]).toBe((latest.seqs.at(-1) ?? 0) - 1)
  expect(older.seqs.at(-1)).toBe(1)
  expect(older.link('回到最新记录')).toBe(`/complaints/${number}#history`)
})

test.each([
  ['decisions', 'decisions'],
  ['contacts', 'contacts'],
  ['notes', 'notes'],
])('the filter %s stands in the address and shows only that', async (kind, only) => {
  const { kinds, text } = await shown(`?history=${kind}`)
  expect([...kinds]).toEqual([only])
  expect(text).toMatch(new RegExp(`data-kind="${kind}" aria-current="true"`))
})

test('each filter says how many lines it will show', async () => {
  const { text, seqs } = await shown('?history=contacts')
  expect(text).toMatch(
    new RegExp(`data-kind="contacts" aria-current="true">与客户联系 <span class="history-many">${seqs.length}<`),
  )
})

test('paging stays within the filter', async () => {
  const { link, kinds } = await shown('?history=notes')
  expect([...kinds]).toEqual(['notes'])
  expect(link('更早的记录')).toMatch(/\?history=notes&before=\d+#history$/)
})

test('an address that makes no sense shows everything', async () => {
  expect((await shown('?history=nonsense&before=abc')).seqs).toHaveLength(50)
})

test('the document to print has every line', async () => {
  const { seqs, text } = await shown('?print=yes')
  expect(seqs.at(-1)).toBe(1)
  expect(seqs).toHaveLength(seqs[0] ?? 0)
  expect(text).toContain('林晓雯 于 2026-11-21 10:00（北京时间）打印')
})
