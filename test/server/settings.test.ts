import { eq } from 'drizzle-orm'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { people, posts } from '../../db/schema.ts'
import { demoPassword } from '../../server/demo/load-demo.ts'
import { type ApiTest, startApi } from '../support/api.ts'
import { databases } from '../support/databases.ts'
import { signIn } from '../support/sign-in.ts'

describe.each(databases.slice(0, 1))('the check of the settings on $name', database => {
  let api: ApiTest
  beforeAll(async () => {
    api = await startApi(database)
    const { db } = api.deps
    await db.delete(posts).where(eq(posts.person, 'legal'))
    await db.update(people).set({ email: 'nowhere' }).where(eq(people.login, 'rep2'))
    api.clock.set('2026-12-02T00:00:00.000Z')
  })
  afterAll(() => api.close())

  const page = async (login: string) => (await signIn(api.app, login, demoPassword)).get('/settings')

  test('tells an administrator what is wrong, and leads to where it is put right', async () => {
    const { text, status } = await page('admin')
    expect(status).toBe(200)
    expect(text).toContain('“法务”无人担任')
    expect(text).toMatch(/周子航.*没有可用的邮箱.*<a [^>]*href="\/people\/rep2"/s)
    expect(text).toContain('2027 年的节假日和调休还没有录入')
    expect(text).not.toContain('undefined')
  })

  test('names a person who is missing under several procedures once', async () => {
    const { text } = await page('admin')
    expect(text.match(/<span class="lint-words">“董事会”无人担任/g)).toHaveLength(1)
  })

  test('is kept from everybody else, on the page and over the API', async () => {
    expect((await page('centre')).status).toBe(403)
    await (await api.as('auditor')).get('/lint').expect(403)
  })

  test('is in the menu of administrators alone', async () => {
    const menu = async (login: string) => (await (await signIn(api.app, login, demoPassword)).get('/')).text
    expect(await menu('admin')).toContain('href="/settings"')
    expect(await menu('rep')).not.toContain('href="/settings"')
  })

  test('answers over the API with rule, place and policies', async () => {
    const { body } = await (await api.as('admin')).get('/lint').expect(200)
    const board = body.items.find((one: { about: string }) => one.about === 'role:board')
    expect(board).toMatchObject({ severity: 'warning', rule: 'role-without-person', of: 'organisation' })
    expect(board.policies).toContainEqual({ code: 'winery', version: 1 })
    expect(body.items).toContainEqual({
      severity: 'warning',
      rule: 'calendar-gap',
      about: 'year:2027',
      of: 'calendar',
      policies: [],
    })
  })

  test('warns who watches the machine, without names and without making it unready', async () => {
    const { status, body } = await request(api.app).get('/readyz')
    expect(status).toBe(200)
    expect(body.warnings).toEqual(expect.arrayContaining(['lint-role-without-person', 'lint-person-without-address']))
    expect(JSON.stringify(body)).not.toContain('rep2')
  })
})
