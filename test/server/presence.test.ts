import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { cases, presences } from '../../db/schema.ts'
import { tidy } from '../../server/housekeeping/housekeeping.ts'
import { caseInState, happen } from '../support/case-in.ts'
import { hasServer } from '../support/databases.ts'
import { type PagesTest, startPages } from '../support/pages.ts'
import { csrfIn } from '../support/sign-in.ts'

let pages: PagesTest
let number: string
beforeAll(async () => {
  pages = await startPages()
})
beforeEach(async () => {
  number = await caseInState(pages.deps, 'investigate.inquire')
})
afterAll(() => pages.close())

const minute = (seconds: number) => seconds / 60

/** What the script of an open page sends. */
async function beat(login: DemoLogin, fields: object, expected = 200) {
  const browser = await pages.browser(login)
  const { text } = await browser.get('/complaints')
  const answer = await browser
    .post(`/complaints/${number}/presences`)
    .type('form')
    .send({ _csrf: csrfIn(text), seen: 4, ...fields })
  expect(answer.status, answer.text).toBe(expected)
  return answer.body
}

describe('who else is on a case', () => {
  test('is said before anybody types: opening the page is enough', async () => {
    expect(await pages.read('head.dining', `/complaints/${number}`)).toContain('此刻只有您打开了这个案件。')
    expect(await pages.read('handler.dining', `/complaints/${number}`)).toContain('郭建平从 10:00 起也打开着这个案件。')
  })

  test('names the form that somebody fills in, beside that form and since when', async () => {
    await beat('head.dining', {})
    pages.clock.set('2026-11-21T03:30:10.000Z')
    await beat('head.dining', { editing: 'find' })
    pages.clock.set('2026-11-21T03:31:00.000Z')
    await beat('head.dining', { editing: 'find' })
    const page = await pages.read('handler.dining', `/complaints/${number}`)
    expect(page).not.toContain('此刻只有您')
    expect(page).toMatch(/^.*(郭建平从 11:30 起正在填写“提交调查结论”。).*提交调查结论 \1/)
  })

  test('reaches a page that is open already, together with what has changed meanwhile', async () => {
    const { line, changed } = await beat('handler.dining', { editing: 'find' })
    expect([line, changed]).toEqual(['此刻只有您打开了这个案件。', ''])
    await beat('head.dining', { editing: 'pause' })
    await happen(pages.deps, number, 'head.dining', 'pause')
    const later = await beat('handler.dining', { editing: 'find' })
    expect(later).toMatchObject({ busy: true, forms: { pause: expect.stringContaining('郭建平') } })
    expect(later.changed).toContain('郭建平（部门负责人）暂停计时：外部鉴定检测。')
    expect(await beat('head.dining', { seen: 4 })).toMatchObject({ changed: '' })
  })

  test('tells of quiet events too, once, and of a correction what stood there before', async () => {
    await happen(pages.deps, number, 'head.dining', 'note')
    const quiet = await beat('handler.dining', {})
    expect(quiet.changed).toContain('郭建平（部门负责人）添加备注')
    expect(await beat('handler.dining', { seen: 5 })).toMatchObject({ changed: '' })
    await happen(pages.deps, number, 'head.dining', 'amend', {
      fields: { product: '婚宴套餐', email: 'new@example.test' },
    })
    const { changed } = await beat('handler.dining', { seen: 5 })
    expect(changed).toContain('产品或服务：原“家宴套餐”，改为“婚宴套餐”。')
    expect(changed).toContain('邮箱：原未填写，改为“n***@example.test”。')
    expect(changed).not.toContain('备注')
  })

  test('is forgotten a minute after the last sign of life, and removed in time', async () => {
    await beat('head.dining', { editing: 'find' })
    pages.clock.advance(minute(61))
    expect(await pages.read('handler.dining', `/complaints/${number}`)).toContain('此刻只有您打开了这个案件。')
    pages.clock.advance(minute(61))
    await tidy(pages.deps)
    expect(await pages.deps.db.select().from(presences)).toEqual([])
  })

  test('is for those who see the case, and only forms that exist can be filled in', async () => {
    const browser = await pages.browser('head.cellar')
    const { text } = await browser.get('/complaints')
    for (const sent of [{ seen: 4 }, { seen: 'nothing', editing: 'nothing' }]) {
      const answer = browser.post(`/complaints/${number}/presences`).type('form')
      await answer.send({ _csrf: csrfIn(text), ...sent }).expect(404)
    }
    await beat('head.dining', { editing: 'deadline-reach' }, 422)
    const left = await pages.deps.db.select().from(presences).where(eq(presences.person, 'head.cellar'))
    expect(left).toEqual([])
  })

  test.skipIf(!hasServer)('never waits for a change of the case', async () => {
    await pages.deps.db.transaction(async tx => {
      await tx.select().from(cases).where(eq(cases.number, number)).for('update')
      expect(await pages.read('head.dining', `/complaints/${number}`)).toContain(number)
    })
    expect(await pages.read('handler.dining', `/complaints/${number}`)).toContain('此刻只有您打开了这个案件。')
  })
})
