import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { rowsOf } from '../../db/client.ts'
import { departments } from '../../db/schema.ts'
import { changeCase, openCase } from '../../server/cases/change-case.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { deactivate } from '../../server/people/changes.ts'
import { closeDepartment } from '../../server/people/department-changes.ts'
import { caseInState } from '../support/case-in.ts'
import { hasServer, openDatabase } from '../support/databases.ts'
import { makeTestDeps } from '../support/deps.ts'
import { payloads } from '../support/payloads.ts'
import { addTestPerson } from '../support/sign-in.ts'
import { fillWinery } from '../support/winery.ts'

describe.skipIf(!hasServer)('whoever leaves while others work', () => {
  let deps: Deps
  beforeAll(async () => {
    deps = await makeTestDeps({ connection: await openDatabase() })
    await fillWinery(deps)
  })
  afterAll(() => closeDeps(deps))

  const nothingElse = { held: async () => [], handOver: async () => {} }
  const elsewhere = { actions: nothingElse, delegations: nothingElse }
  const leaves = (login: string, held = elsewhere) => deactivate(deps, held, 'admin', login)
  const joins = (login: string) => addTestPerson(deps, login, { posts: [['handler', 'dining']] })
  const somebodyWaits = () =>
    vi.waitFor(async () => {
      const waiting = await deps.db.execute(sql`select from pg_locks where not granted
        and database = (select oid from pg_database where datname = current_database())`)
      expect(rowsOf(waiting)).toHaveLength(1)
    })
  /** A place at which a transaction stops until it is let go on. */
  const stop = () => {
    const [reached, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const here = async () => {
      reached.resolve()
      await released.promise
    }
    return { here, reached: reached.promise, goOn: released.resolve }
  }

  const toDining = { ...payloads.open, category: 'service', amount: '900', department: 'dining' }
  it.each(['assign', 'open'])('stays while a case is just being given to them (%s)', async how => {
    const login = `given.${how}`
    await joins(login)
    const number = await caseInState(deps, 'investigate.inquire')
    const { here: answer, reached, goOn } = stop()
    const giving =
      how === 'assign'
        ? changeCase(deps, number, { type: 'assign', handler: login }, { login: 'head.dining' }, { answer })
        : openCase(deps, { ...toDining, handler: login }, { login: 'rep' }, { answer })
    await reached
    const leaving = Promise.allSettled([leaves(login)])
    await Promise.race([leaving, somebodyWaits()])
    goOn()
    await giving
    expect(await leaving).toMatchObject([{ status: 'rejected', reason: { code: 'open-work' } }])
  })

  it('is given nothing more', async () => {
    await joins('leaving')
    const number = await caseInState(deps, 'investigate.inquire')
    const { here, reached, goOn } = stop()
    const held = () => here().then(() => [])
    const leaving = leaves('leaving', { ...elsewhere, actions: { ...nothingElse, held } })
    await reached
    const event = { type: 'assign', handler: 'leaving' }
    const assigning = Promise.allSettled([changeCase(deps, number, event, { login: 'head.dining' })])
    await Promise.race([assigning, somebodyWaits()])
    goOn()
    await leaving
    expect(await assigning).toMatchObject([{ status: 'rejected', reason: { rule: 'no-such-person' } }])
  })

  it('has to try again when the cases cannot be held still, so that nobody else waits for long', async () => {
    await joins('patient')
    const { here, reached, goOn } = stop()
    const keeping = deps.db.transaction(async tx => {
      await tx.execute(sql`lock table cases in share update exclusive mode`)
      await here()
    })
    await reached
    await expect(leaves('patient')).rejects.toMatchObject({ status: 503, code: 'cases-busy' })
    goOn()
    await keeping
    await leaves('patient')
  })

  it('closes no department into which a case is just going', async () => {
    const bar = { code: 'bar', nameZh: '酒吧', nameEn: 'Bar', kind: 'department', parent: 'hospitality' } as const
    await deps.db.insert(departments).values(bar)
    const number = await caseInState(deps, 'register')
    const { here: answer, reached, goOn } = stop()
    const event = { type: 'dispatch', department: 'bar' }
    const dispatching = changeCase(deps, number, event, { login: 'rep' }, { answer })
    await reached
    const closing = Promise.allSettled([closeDepartment(deps, 'admin', 'bar')])
    await Promise.race([closing, somebodyWaits()])
    goOn()
    await dispatching
    expect(await closing).toMatchObject([{ status: 'rejected', reason: { code: 'department-in-use' } }])
  })

  it('leaves a database that verifies', async () => {
    expect(await verifyAll(deps.db)).toBeNull()
  })
})
