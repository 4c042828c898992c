import type { Express } from 'express'
import request from 'supertest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { createApp } from '../../server/app.ts'
import { demoPassword } from '../../server/demo/load-demo.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import type { TestDatabase } from './databases.ts'
import { clockAt, makeTestDeps, type TestClock } from './deps.ts'
import { fillWinery } from './winery.ts'

/** The API as one person calls it, with a token that they got for their password. */
export interface Caller {
  get(path: string): request.Test
  post(path: string, body?: unknown, headers?: Record<string, string>): request.Test
  /** a request whose parts are added by `.attach` and `.field` */
  upload(path: string, headers?: Record<string, string>): request.Test
  /** opens a complaint and answers its number */
  open(body: unknown): Promise<string>
  /** sends an event that must be accepted; answers the case */
  send(number: string, event: object): Promise<request.Response['body']>
}

export interface ApiTest {
  deps: Deps
  app: Express
  clock: TestClock
  as(login: DemoLogin): Promise<Caller>
  close(): Promise<void>
}

/** The whole application over an empty winery, with a clock that stands still. */
export async function startApi(
  database: Pick<TestDatabase, 'open'>,
  env: Record<string, string> = {},
): Promise<ApiTest> {
  const clock = clockAt()
  const deps = await makeTestDeps({ connection: await database.open(), clock, env })
  await fillWinery(deps)
  const app = createApp(deps)
  const tokens = new Map<string, Promise<string>>()
  const as = async (login: DemoLogin) => {
    const token = tokens.get(login) ?? tokenFor(app, login)
    tokens.set(login, token)
    return callerWith(app, await token)
  }
  return { deps, app, clock, as, close: () => closeDeps(deps) }
}

async function tokenFor(app: Express, login: string): Promise<string> {
  const answer = await request(app).post('/api/v1/tokens').send({ login, password: demoPassword }).expect(201)
  return answer.body.token
}

function callerWith(app: Express, token: string): Caller {
  const authorization = { Authorization: `Bearer ${token}` }
  const get = (path: string) => request(app).get(`/api/v1${path}`).set(authorization)
  const post = (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
    request(app)
      .post(`/api/v1${path}`)
      .set({ ...authorization, ...headers })
      .send(body as object)
  return {
    get,
    post,
    upload: (path, headers = {}) =>
      request(app)
        .post(`/api/v1${path}`)
        .set({ ...authorization, ...headers }),
    open: async body => (await post('/complaints', body).expect(201)).body.number,
    send: async (number, event) => (await post(`/complaints/${number}/events`, event).expect(200)).body,
  }
}
