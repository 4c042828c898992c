import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cases, complaints, disclosures } from '../../db/schema.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { csrfIn } from '../support/sign-in.ts'

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

const phone = '13912345678'
const story = '寿宴上的烤羊排端上来中间还是凉的，叫服务员换，等了四十分钟没有人理。'
const earlier = {
  customer: { name: '钱桂芳', phone, email: 'qian@example.test' },
  narrative: story,
  category: 'service',
  orderNo: 'CY-20417',
  department: 'dining',
}
type Login = Parameters<PagesTest['browser']>[0]
type Typed = Record<string, string>

async function post(path: string, typed: Typed, login: Login = 'rep') {
  const agent = await pages.browser(login)
  const { text } = await agent.get('/complaints/new').expect(200)
  return agent
    .post(path)
    .type('form')
    .send({ _csrf: csrfIn(text), channel: 'phone', ...typed })
}

/** What stands beside the form when this is typed. */
const beside = async (typed: Typed, login?: Login) => (await post('/complaints/new/side', typed, login)).text

describe('a phone number', () => {
  let number: string
  beforeAll(async () => {
    number = await pages.open('rep', earlier)
  })

  test('brings the customer, masked, with open and past complaints', async () => {
    const side = await beside({ 'customer[phone]': '139 1234 5678' })
    const text = textOf(side)
    for (const words of ['钱桂芳', '139****5678', 'q***@example.test', number, '投诉 1 件，在办 1 件']) {
      expect(text).toContain(words)
    }
    expect(side).toContain('data-only-customer="钱桂芳"')
    expect(side).not.toContain('qian@example.test')
  })

  test('says nothing while it is half typed, and that a customer is new when it is whole', async () => {
    expect(textOf(await beside({ 'customer[phone]': '139123' }))).toContain('填好电话后')
    expect(textOf(await beside({ 'customer[phone]': '13700000000' }))).toContain('按新客户登记')
  })

  test('shows nobody a customer of whom they may see no complaint', async () => {
    expect(textOf(await beside({ 'customer[phone]': phone }, 'handler.cellar'))).not.toContain('钱桂芳')
    expect(textOf(await beside({ 'customer[phone]': phone }, 'head.dining'))).toContain('钱桂芳')
  })

  test('is found by a button where there are no scripts, and fills in the name', async () => {
    const answer = await post('/complaints/new', { action: 'look-up', 'customer[phone]': phone, narrative: '还在说' })
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(/name="customer\[name\]"[^>]*value="钱桂芳"/)
    expect(answer.text).toContain('还在说')
  })

  test('can be one of several customers, whose name is taken over by a button', async () => {
    const shared = '057188886666'
    await pages.open('rep', { customer: { name: '前台甲', phone: shared } })
    await pages.open('rep', { customer: { name: '前台乙', phone: shared } })
    const { text } = await post('/complaints/new', { action: 'look-up', 'customer[phone]': shared })
    expect(text).toMatch(/name="customer\[name\]"[^>]*value=""/)
    const take = /name="take" value="(\d+)"[^>]*data-take="前台甲"/.exec(text)?.[1] ?? ''
    const taken = await post('/complaints/new', { take, 'customer[phone]': shared })
    expect(taken.text).toMatch(/name="customer\[name\]"[^>]*value="前台甲"/)
  })

  test('is shown in full on request only, and the look is put on record', async () => {
    const typed = { 'customer[phone]': phone }
    const reveal = /name="reveal" value="(\d+)"/.exec(await beside(typed))?.[1] ?? ''
    const answer = await post('/complaints/new', { ...typed, reveal })
    expect(answer.text).toContain('qian@example.test')
    expect(answer.headers['cache-control']).toBe('no-store')
    const [row] = await pages.deps.db.select().from(disclosures).orderBy(desc(disclosures.id)).limit(1)
    expect(row).toMatchObject({ customerId: Number(reveal), caseId: null, person: 'rep' })
    const before = await pages.deps.db.$count(disclosures)
    expect((await post('/complaints/new', { ...typed, reveal }, 'handler.cellar')).text).not.toContain('qian@')
    expect(await pages.deps.db.$count(disclosures)).toBe(before)
  })
})

describe('likely duplicates', () => {
  let number: string
  beforeAll(async () => {
    number = await pages.open('rep', {
      ...earlier,
      customer: { name: '严若水', phone: '13811112222' },
      batchNo: 'JG25-0412',
    })
  })
  const listed = async (typed: Typed, login?: Login) => {
    const side = await beside(typed, login)
    return side.slice(side.indexOf('data-part="duplicates"'), side.indexOf('data-part="level"'))
  }

  test.each([
    ['the same customer', { 'customer[phone]': '13811112222' }, '同一客户'],
    ['the same order, however it is written', { orderNo: 'cy-20417' }, '同一订单'],
    ['the same lot', { batchNo: 'JG25-0412' }, '同一批号'],
    ['similar words', { narrative: '寿宴上烤羊排中间是凉的，叫服务员换，等了四十分钟' }, '内容相近'],
  ] as [string, Typed, string][])('are cases with %s, and the reason is given', async (_, typed, reason) => {
    const found = await listed(typed)
    expect(found).toContain(`/complaints/${number}`)
    expect(textOf(found)).toContain(reason)
  })

  test('come in the order of what speaks for them', async () => {
    const other = await pages.open('rep', {
      customer: { name: '严若水', phone: '13811112222' },
      narrative: '停车场收费机吞卡',
    })
    const found = await listed({ 'customer[phone]': '13811112222', orderNo: 'CY-20417' })
    expect(found.indexOf(number)).toBeGreaterThan(0)
    expect(found.indexOf(number)).toBeLessThan(found.indexOf(other))
  })

  test('are no cases about something else, and none that the reader may not see', async () => {
    expect(await listed({ narrative: '停车场的道闸把车顶划了一道很长的口子，要求赔偿喷漆费用' })).not.toContain(number)
    expect(await listed({ orderNo: 'CY-20417' }, 'handler.cellar')).not.toContain(number)
  })

  test('take up what was typed instead of a new case, with nothing lost', async () => {
    const before = await pages.deps.db.$count(cases)
    const answer = await post('/complaints/new', {
      addTo: number,
      'customer[phone]': '13677778888',
      'customer[name]': '严若水的女儿',
      narrative: '老人家又打来，说还没有人联系她。',
      demand: '今天之内回电话',
      amount: '1280',
      department: 'dining',
    })
    expect(answer.headers.location).toBe(`/complaints/${number}?done=added-to-case`)
    expect(await pages.deps.db.$count(cases)).toBe(before)
    const page = await pages.read('rep', `/complaints/${number}?done=added-to-case`)
    for (const words of [
      ...['没有另立新案', '老人家又打来', '今天之内回电话', '13677778888', '严若水的女儿', '1280', '餐饮客房部'],
    ]) {
      expect(page).toContain(words)
    }
  })

  test('are only shown to those who see them but have no part in them, and what they typed stays', async () => {
    const theirs = await pages.open('rep', { ...earlier, orderNo: 'CY-30001', department: 'cellar' })
    const typed = { orderNo: 'CY-30001', narrative: '与这件投诉有关的检测结果' }
    const found = await listed(typed, 'quality')
    expect(found).toContain(`/complaints/${theirs}`)
    expect(found).not.toContain('name="addTo"')
    const answer = await post('/complaints/new', { ...typed, addTo: theirs }, 'quality')
    expect(answer.status).toBe(403)
    expect(textOf(answer.text)).toContain('这项操作不属于您现在的职务')
    expect(answer.text).toContain(typed.narrative)
  })

  test('cannot be added to by those who do not see them', async () => {
    const answer = await post('/complaints/new', { addTo: number, narrative: '老人家又打来' }, 'handler.cellar')
    expect(answer.status).toBe(404)
  })
})

describe('many complaints', () => {
  const typed = { 'customer[phone]': phone, orderNo: 'CY-20417', batchNo: 'JG25-0412', narrative: story }

  test('take no more statements and no longer lists', async () => {
    const few = await statementsFor(() => beside(typed))
    const [row] = await pages.deps.db
      .select()
      .from(cases)
      .innerJoin(complaints, eq(complaints.caseId, cases.id))
      .limit(1)
    if (!row) throw new Error('there is a case')
    for (let copy = 1; copy <= 120; copy++) {
      const { id: _, ...one } = row.cases
      const number = `TS-20261121-${2000 + copy}`
      const [made] = await pages.deps.db
        .insert(cases)
        .values({ ...one, number })
        .returning({ id: cases.id })
      await pages.deps.db.insert(complaints).values({ ...row.complaints, caseId: made?.id ?? 0 })
    }
    let side = ''
    const many = await statementsFor(async () => {
      side = await beside(typed)
    })
    expect(many).toBe(few)
    expect(side.match(/name="addTo"/g)).toHaveLength(5)
    expect(side.match(/<li class="earlier-open">/g)).toHaveLength(20)
  })

  /** Statements of one look at what stands beside the form, the page around it left out. */
  async function statementsFor(work: () => Promise<unknown>): Promise<number> {
    await work()
    const seen = watchStatements()
    await work()
    return seen()
  }

  function watchStatements(): () => number {
    const { session } = pages.deps.db as unknown as { session: { prepareQuery: (...given: unknown[]) => unknown } }
    const prepare = session.prepareQuery
    let count = 0
    session.prepareQuery = (...given) => {
      count += 1
      return prepare.apply(session, given)
    }
    return () => {
      session.prepareQuery = prepare
      return count
    }
  }
})
