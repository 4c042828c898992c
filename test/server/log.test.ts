import { Writable } from 'node:stream'
import { sql } from 'drizzle-orm'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { openCase } from '../../server/cases/change-case.ts'
import { demoPassword } from '../../server/demo/load-demo.ts'
import type { Deps } from '../../server/deps.ts'
import { openLog } from '../../server/log.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { databases } from '../support/databases.ts'
import { makeTestDeps } from '../support/deps.ts'
import { payloads } from '../support/payloads.ts'
import { fillWinery } from '../support/winery.ts'

const complaint = {
  ...payloads.open,
  customer: { name: '柯瑞安', phone: '13755558642', email: 'ke@example.com' },
  narrative: '礼盒里的红酒漏液\n    at 13755558642',
}

describe.each(databases)('the log on $name', ({ open }) => {
  let deps: Deps
  let lines: string[] = []
  beforeAll(async () => {
    const written = new Writable({
      write(line, _encoding, done) {
        lines.push(String(line))
        done()
      },
    })
    deps = await makeTestDeps({ connection: await open(), log: openLog('info', written) })
    await fillWinery(deps)
    await deps.db.execute(sql`alter table complaints add constraint refused_here check (narrative not like '%漏液%')`)
  })
  afterAll(() => closeDeps(deps))

  const expectNobodyIn = (log: string) => {
    expect(log).toMatch(/"code":"23514"[^{}]*"constraint":"refused_here"[^{}]*"statement":"[^"]*insert into/)
    expect(log).toContain('change-case.ts')
    for (const personal of ['13755558642', '8642', '柯瑞安', 'ke@example.com', '漏液'])
      expect(log).not.toContain(personal)
  }

  test('says which statement of a request failed and why, and not a word of the customer', async () => {
    const app = createApp(deps)
    const { token } = (await request(app).post('/api/v1/tokens').send({ login: 'rep', password: demoPassword })).body
    lines = []
    const sent = request(app).post('/api/v1/complaints?q=13755558642').set('Authorization', `Bearer ${token}`)
    await sent.send(complaint).expect(500)
    const log = lines.join('')
    expectNobodyIn(log)
    expect(log).toContain('"method":"POST","path":"/api/v1/complaints"}')
    expect(log).not.toContain(token)
  })

  test('says as little of what fails behind the requests, whatever it caused', async () => {
    const error = await openCase(deps, complaint, { login: 'rep' }).catch(error => error)
    lines = []
    deps.log.error(new Error('the clock cannot work on TS-20261121-0001', { cause: error }), 'clock')
    expectNobodyIn(lines.join(''))
    expect(lines.join('')).toContain('the clock cannot work on TS-20261121-0001')
  })
})
