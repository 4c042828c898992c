import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { people } from '../../db/schema.ts'
import { type PagesTest, startPages } from '../support/pages.ts'
import { submitForm } from '../support/sign-in.ts'

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

describe('whoever leaves', () => {
  test('hands over first what waits for them alone', async () => {
    const number = await pages.open('rep', { category: 'service', department: 'dining', handler: 'handler.dining' })
    const text = await pages.read('admin', '/people/handler.dining/deactivate')
    expect(text).toMatch(new RegExp(`${number} 餐饮客房部 · 经办 可由 郭建平 移交`))
    const admin = await pages.browser('admin')
    const leave = () => submitForm(admin, '/people', '/people/handler.dining/deactivate', {})
    const refused = await leave()
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('还有未移交的工作')
    await pages.send('head.dining', number, { type: 'assign', handler: 'head.dining' })
    await leave()
    const [handler] = await pages.deps.db.select().from(people).where(eq(people.login, 'handler.dining'))
    expect(handler?.active).toBe(false)
  })
})
