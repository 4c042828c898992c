import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databases } from '../support/databases.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'

let pages: PagesTest
beforeAll(async () => {
  const [embedded] = databases
  pages = await startPages(embedded)
})
afterAll(() => pages.close())

const hrefs = (page: string) =>
  [...(/<div class="btn-list">([\s\S]*?)<\/div>/.exec(page)?.[1] ?? '').matchAll(/<a [^>]*href="([^"]+)"/g)].map(
    ([, to]) => to,
  )

describe('a page that says what went wrong', () => {
  test('leads back to where one came from, to one’s work and to the complaints', async () => {
    const rep = await pages.browser('rep')
    const missing = rep.get('/complaints/TS-20200101-0001').set('Host', 'redress.example')
    const { text } = await missing.set('Referer', 'http://redress.example/complaints?stage=receive').expect(404)
    expect(hrefs(text)).toEqual(['/complaints?stage&#x3D;receive', '/', '/complaints'])
    expect(textOf(text)).toContain('请核对地址或案件编号')
    expect(textOf(text)).toContain('返回刚才的页面')
  })

  test('does not lead to other sites, nor to itself', async () => {
    const rep = await pages.browser('rep')
    for (const from of ['https://evil.example/complaints', 'http://redress.example/nowhere']) {
      const missing = rep.get('/nowhere').set('Host', 'redress.example')
      expect(hrefs((await missing.set('Referer', from).expect(404)).text)).toEqual(['/', '/complaints'])
    }
  })

  test('leads back to the case when something about it was not permitted', async () => {
    const number = await pages.open('rep')
    const { text } = await (await pages.browser('rep')).post(`/complaints/${number}/events`).type('form').send({})
    expect(hrefs(text)).toEqual([`/complaints/${number}`, '/', '/complaints'])
    await pages.speak('centre', 'en')
    const english = await (await pages.browser('centre')).post(`/complaints/${number}/events`).type('form').send({})
    expect(english.status).toBe(403)
    expect(textOf(english.text)).toContain('Back to where you were')
  })

  test('offers to try again when the fault was ours', async () => {
    const rep = await pages.browser('rep')
    const pglite = pages.deps.connection.pglite
    if (!pglite) throw new Error('PGlite is always there')
    const query = pglite.query
    pglite.query = (text: string, ...rest: never[]) => {
      if (text.includes('complaints')) throw new Error('the disk is full')
      return query.call(pglite, text, ...rest) as never
    }
    const { text } = await rep.get('/complaints?late=true').expect(500)
    pglite.query = query
    expect(hrefs(text)).toEqual(['/complaints?late&#x3D;true', '/', '/complaints'])
    expect(textOf(text)).toContain('再试一次')
  })
})
