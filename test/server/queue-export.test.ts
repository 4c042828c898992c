import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PagesTest, startPages } from '../support/pages.ts'
import { type Agent, submitForm } from '../support/sign-in.ts'

let pages: PagesTest
let rep: Agent
let dining: string
let cellar: string
beforeAll(async () => {
  pages = await startPages()
  rep = await pages.browser('rep')
  const customer = { name: '=HYPERLINK("http://evil.test")', phone: '13912345678' }
  dining = await pages.open('rep', { category: 'service', amount: '800', department: 'dining', customer })
  cellar = await pages.open('rep', { category: 'product', department: 'cellar', orderNo: 'JD-77' })
})
afterAll(() => pages.close())

/** The XML of the sheet and its strings, out of the zip. */
function sheetOf(workbook: Buffer): string {
  const texts: string[] = []
  for (let at = workbook.indexOf('PK\x01\x02'); at >= 0; at = workbook.indexOf('PK\x01\x02', at + 4)) {
    const name = workbook.toString('utf8', at + 46, at + 46 + workbook.readUInt16LE(at + 28))
    if (!/sheet1\.xml$|sharedStrings\.xml$/.test(name)) continue
    const local = workbook.readUInt32LE(at + 42)
    const start = local + 30 + workbook.readUInt16LE(local + 26) + workbook.readUInt16LE(local + 28)
    const packed = workbook.subarray(start, start + workbook.readUInt32LE(at + 20))
    texts.push(workbook.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed).toString() : packed.toString())
  }
  return texts.join('\n')
}

const download = async (path: string) => {
  const answer = await rep
    .get(path)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => done(null, Buffer.concat(parts)))
    })
  expect(answer.status).toBe(200)
  return answer
}

test('the list is a workbook under a Chinese name, with phones masked and nothing that counts as a formula', async () => {
  const { body, headers } = await download('/complaints/export')
  expect(decodeURIComponent(headers['content-disposition'] ?? '')).toContain('投诉台账-202611211000.xlsx')
  const sheet = sheetOf(body)
  for (const words of [dining, cellar, '139****5678', '餐饮客房部', 'JD-77', '接到时间']) expect(sheet).toContain(words)
  expect(sheet).not.toContain('13912345678')
  expect(sheet).not.toContain('<f>')
})

test('has the cases that the conditions leave, and none out of sight', async () => {
  const sheet = sheetOf((await download('/complaints/export?department=cellar')).body)
  expect(sheet).toContain(cellar)
  expect(sheet).not.toContain(dining)
})

test('has the ticked cases alone', async () => {
  const sent = await submitForm(rep, '/complaints', '/complaints/bulk', {
    action: 'export',
    query: '',
    'case[]': [cellar],
  })
  expect(sent.status).toBe(200)
  expect(sent.headers['content-type']).toContain('spreadsheetml')
})
