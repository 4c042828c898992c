import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaints } from '../../db/schema.ts'
import { reindexSome } from '../../server/cases/reindex.ts'
import { searchVersion } from '../../server/cases/search-text.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import { type ApiTest, type Caller, startApi } from '../support/api.ts'
import { databases } from '../support/databases.ts'
import { payloads } from '../support/payloads.ts'

describe.each(databases)('searching on $name', database => {
  let api: ApiTest
  let rep: Caller
  let number: string
  beforeAll(async () => {
    api = await startApi(database)
    rep = await api.as('rep')
    number = await rep.open({
      ...payloads.open,
      customer: { name: '柯瑞安', phone: '13755558642' },
      narrative: '礼盒里的红酒漏液',
      category: 'product',
      orderNo: 'JD-20261101-77',
      batchNo: 'L2025B',
    })
    await rep.open(payloads.open)
  })
  afterAll(() => api.close())

  const found = async (q: string): Promise<string[]> => {
    const { body } = await rep.get(`/complaints?q=${encodeURIComponent(q)}`).expect(200)
    return body.items.map((one: { number: string }) => one.number)
  }

  test.each([
    'kra',
    'KRA',
    'kr',
    '漏液',
    '礼',
    '漏',
    '液',
    '瑞安',
    '8642',
    'JD-20261101-77',
    'l2025b',
    'ＪＤ－２０２６１１０１',
    '红酒 kra',
    '137 5555 8642',
    '137-5555-8642',
    '+86 13755558642',
    '+8613755558642',
    '8613755558642',
    '0086 137 5555 8642',
    '１３７ ５５５５ ８６４２',
    '柯瑞安 137 5555 8642 漏液',
  ])('finds a case by %s', async q => {
    expect(await found(q)).toEqual([number])
  })

  test.each(['rak', 'krb', 'kra 上菜', '鲸', '液漏', '137 5555 8643', '137 5555 8642 上菜'])(
    'does not find it by %s',
    async q => {
      expect(await found(q)).toEqual([])
    },
  )

  test('follows a corrected name', async () => {
    await rep.send(number, { type: 'amend', fields: { name: '曾小明' }, reason: '听错了姓名' })
    expect(await found('zxm')).toEqual([number])
    expect(await found('cxm')).toEqual([number])
    expect(await found('kra')).toEqual([])
    await rep.send(number, { type: 'amend', fields: { name: '意见簿留言 冷玉珍' }, reason: '补记是谁留的言' })
    expect(await found('lyz')).toEqual([number])
    expect(await found('yjbly')).toEqual([number])
    await rep.send(number, { type: 'amend', fields: { name: '柯瑞安' }, reason: '还是原来的姓名' })
  })

  test('brings the words of an older tokenizer up to date, and can be used meanwhile', async () => {
    const old = { search: sql`to_tsvector('simple', '漏液 2026112 20261121')`, searchVersion: searchVersion - 1 }
    await api.deps.db.update(complaints).set(old as unknown as { search: string })
    expect(await found('漏液')).toHaveLength(2)
    expect(await found('kra')).toEqual([])
    expect(await reindexSome(api.deps)).toBe(2)
    expect(await reindexSome(api.deps)).toBe(0)
    expect(await found('kra')).toEqual([number])
    expect(await verifyAll(api.deps.db)).toBeNull()
  })

  test.each([
    ['letters', 'kq'.repeat(2490)],
    ['digits', '7305'.repeat(1240)],
    ['a pasted link', `https://s.example/${'a1b2c3d4'.repeat(600)}`],
    ['letters of four bytes', '𐐨'.repeat(2400)],
  ])('takes a complaint with a very long run of %s, and finds it by its beginning', async (_, run) => {
    const long = await rep.open({ ...payloads.open, narrative: `他只发来 ${run}` })
    expect(await found(run.slice(0, 80))).toEqual([long])
    expect(await verifyAll(api.deps.db)).toBeNull()
  })

  test('the proof of the database names a case whose search words are not those of its text', async () => {
    const wrong = { search: sql`to_tsvector('simple', 'elsewhere')` as unknown as string }
    await api.deps.db.update(complaints).set(wrong).where(eq(complaints.orderNo, 'JD-20261101-77'))
    expect(await verifyAll(api.deps.db)).toMatchObject({ number, where: 'complaints.search', found: "'elsewhere'" })
  })

  test('finds a landline however it is written, and where the text has it as it was typed', async () => {
    const landline = await rep.open({ ...payloads.open, customer: { name: '周全', phone: '0571-88001234' } })
    const noted = await rep.open({ ...payloads.open, narrative: '请回电 0571-88001234，下午都在。' })
    expect((await found('0571-88001234')).sort()).toEqual([landline, noted].sort())
    for (const written of ['0571 8800 1234', '(0571) 8800-1234', '+86 571 88001234', '86-571-88001234'])
      expect(await found(written)).toEqual([landline])
  })
})
