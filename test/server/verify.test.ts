import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOf } from '../../db/client.ts'
import { cases, notices, secrets } from '../../db/schema.ts'
import { changeCase, openCase, reachDeadlines } from '../../server/cases/change-case.ts'
import { Refusal } from '../../server/cases/refusal.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import type { Deps } from '../../server/deps.ts'
import { closeDeps } from '../../server/open-deps.ts'
import { calendarsOf } from '../../workflows/calendar/calendars.ts'
import { complaint } from '../../workflows/complaint/complaint.ts'
import { offers, restored } from '../../workflows/decide.ts'
import { caseInState, happen } from '../support/case-in.ts'
import { hasServer, openDatabase } from '../support/databases.ts'
import { clockAt, makeTestDeps } from '../support/deps.ts'
import { park, wineryVersion } from '../support/organisation.ts'
import { payloads } from '../support/payloads.ts'
import { startProgram } from '../support/program.ts'
import { chosen, randomLife } from '../support/random-steps.ts'
import type { State } from '../support/stages.ts'
import { tampering } from '../support/tampering.ts'
import { fillWinery } from '../support/winery.ts'

const clock = clockAt()
let deps: Deps
beforeAll(async () => {
  deps = await makeTestDeps({ connection: await openDatabase(), clock })
  await fillWinery(deps)
})
afterAll(() => closeDeps(deps))

/** Lets chance act on the case that was opened last, through the door, with the escalation clock in between. */
async function playRandomly(seed: number) {
  const [life] = fc.sample(randomLife, { numRuns: 1, seed })
  const number = await caseInState(deps, life?.state as State)
  for (const draw of life?.steps ?? []) {
    clock.advance(draw.wait)
    while (await reachDeadlines(deps));
    const { by, body } = chosen(draw, await offersOf(number))
    const actor = by === null ? 'clock' : { login: by }
    await changeCase(deps, number, body, actor).catch(error => {
      if (!(error instanceof Refusal)) throw error
    })
  }
}

async function offersOf(number: string) {
  const [row] = await deps.db.select().from(cases).where(sql`number = ${number}`)
  const snapshot = restored(complaint, row?.snapshot)
  const at = deps.now().toISOString()
  return (actor: string) =>
    offers(complaint, snapshot, { actor, organisation: park, version: wineryVersion, calendars: calendarsOf(), at })
}

describe('verify names the first thing that was tampered with', () => {
  let number: string
  beforeAll(async () => {
    number = await caseInState(deps, 'close.closed')
  })

  it.each(tampering)('%s, after %s', async (where, statement, which = number) => {
    const undo = new Error('undone')
    const attempt = deps.db.transaction(async tx => {
      await tx.execute(sql`set local session_replication_role = replica`)
      for (const one of statement.split('; ')) await tx.execute(sql.raw(one.replaceAll('$', `'${number}'`)))
      expect(await verifyAll(tx)).toMatchObject({ number: which, where: expect.stringMatching(where) })
      throw undo
    })
    await expect(attempt).rejects.toBe(undo)
  })
})

describe('verify', () => {
  it('finds nothing after random lives', async () => {
    const seed = Date.now()
    for (let index = 0; index < 4; index++) await playRandomly(seed + index)
    expect(await verifyAll(deps.db), `seed ${seed}`).toBeNull()
  })

  it('knows a customer of several complaints by the newest e-mail, and leaves corrections to the complaint', async () => {
    const from = (email?: string) => ({ ...payloads.open, customer: { name: '赵先生', phone: '13800000088', email } })
    for (const email of ['old@example.com', 'new@example.com', undefined])
      await openCase(deps, from(email), { login: 'rep' })
    const { number: last } = await openCase(deps, from(), { login: 'rep' })
    await happen(deps, last, 'rep', 'amend', { fields: { name: '赵力', email: 'his@example.com' } })
    expect(await verifyAll(deps.db)).toBeNull()
  })

  it('counts every case that it has proven', async () => {
    let proven = 0
    await verifyAll(deps.db, done => {
      proven = done
    })
    expect(proven).toBe(await deps.db.$count(cases))
  })
})

describe('npm run verify', () => {
  const verify = (env: Record<string, string>) => startProgram(env, [], 'server/commands/verify.ts').ended()
  const inDatabase = () => ({ DATABASE_URL: deps.connection.databaseUrl ?? '' })

  it.skipIf(!hasServer)('reads, and leaves mail that waits, the queue and the secrets alone', async () => {
    await caseInState(deps, 'investigate.inquire')
    await deps.db.execute(sql`delete from pgboss.job`)
    await deps.db.delete(secrets)
    const waiting = await deps.db.$count(notices, sql`status = 'queued' and attempts = 0`)
    expect(waiting).toBeGreaterThan(0)
    expect(await verify({ ...inDatabase(), SMTP_URL: 'smtp://127.0.0.1:1' })).toEqual({ code: 0, said: '' })
    expect(await deps.db.$count(notices, sql`status = 'queued' and attempts = 0`)).toBe(waiting)
    expect(rowsOf(await deps.db.execute(sql`select from pgboss.job`))).toEqual([])
    expect(await deps.db.$count(secrets)).toBe(0)
  })

  it.skipIf(!hasServer)('says in one line when migrations are missing, and applies none', async () => {
    const kept = sql`select created_at from drizzle.__drizzle_migrations order by created_at`
    const before = rowsOf<{ created_at: string }>(await deps.db.execute(kept))
    const last = before.at(-1)?.created_at
    await deps.db.execute(sql`update drizzle.__drizzle_migrations set created_at = 0 where created_at = ${last}`)
    const { code, said } = await verify(inDatabase())
    const after = rowsOf(await deps.db.execute(kept))
    await deps.db.execute(sql`update drizzle.__drizzle_migrations set created_at = ${last} where created_at = 0`)
    expect(code).toBe(1)
    expect(said).toMatch(/^Redress cannot start: the database lacks 1 .+\n$/)
    expect(after).toHaveLength(before.length)
  })

  it('creates no database where there is none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'redress-verify-'))
    const { code, said } = await verify({ DATA_DIR: folder })
    expect(code).toBe(1)
    expect(said).toMatch(/^Redress cannot start: there is no database .+\n$/)
    expect(readdirSync(folder)).toEqual([])
    rmdirSync(folder)
  })
})
