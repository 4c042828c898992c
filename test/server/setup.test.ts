import request from 'supertest'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { departments, people, posts } from '../../db/schema.ts'
import { createApp } from '../../server/app.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { isUnused, setupCode } from '../../server/setup/code.ts'
import { emptyTables, openDatabase } from '../support/databases.ts'
import { makeTestDeps } from '../support/deps.ts'
import { addTestPerson, signIn, submitForm } from '../support/sign-in.ts'

const deps: Deps = await makeTestDeps({ connection: await openDatabase() })
let app: ReturnType<typeof createApp>

afterAll(() => closeDeps(deps))

beforeEach(async () => {
  await emptyTables(deps.connection)
  app = createApp(deps)
})

const filledIn = () => ({
  code: setupCode(deps.config),
  organisation: '云栖酒庄园区',
  name: '秦川',
  login: 'admin',
  email: 'admin@example.test',
  language: 'zh-CN',
  password: 'a long sentence',
  again: 'a long sentence',
})
const setUp = (fields: Record<string, string>) => submitForm(request.agent(app), '/setup', '/setup', fields)

test('an empty database leads everybody to the set-up', async () => {
  expect((await request(app).get('/log-in')).headers.location).toBe('/setup')
  expect((await request(app).get('/setup')).text).toContain('首次安装')
})

test('the code from the log makes the organisation and its administrator, who is signed in', async () => {
  const agent = request.agent(app)
  const answer = await submitForm(agent, '/setup', '/setup', filledIn())
  expect(answer.headers.location).toBe('/people?done=set-up')
  expect((await agent.get('/people')).text).toContain('云栖酒庄园区')
  expect(await deps.db.select().from(departments)).toMatchObject([{ code: 'park', kind: 'park', parent: null }])
  expect(await deps.db.select().from(posts)).toMatchObject([{ person: 'admin', role: 'admin', department: 'park' }])
})

test('a wrong code makes nothing, and soon nobody may try another', async () => {
  const answer = await setUp({ ...filledIn(), code: '00000-00000-00000-00000' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('安装码不正确')
  expect(answer.text).toContain('value="云栖酒庄园区"')
  for (let n = 0; n < 9; n++) await setUp({ ...filledIn(), code: 'x' })
  expect((await setUp(filledIn())).status).toBe(429)
  expect(await isUnused(deps)).toBe(true)
})

test('of two who finish at once, one becomes the administrator', async () => {
  const answers = await Promise.all([setUp(filledIn()), setUp({ ...filledIn(), login: 'other' })])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 404])
  expect(await deps.db.select().from(people)).toHaveLength(1)
})

test('once somebody exists it is closed for ever, even with the code', async () => {
  await addTestPerson(deps, 'rep')
  expect((await request(app).get('/setup')).status).toBe(404)
  const agent = await signIn(app, 'rep')
  expect((await submitForm(agent, '/account', '/setup', filledIn())).status).toBe(404)
})
