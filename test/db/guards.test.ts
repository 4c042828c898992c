import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Connection, rowsOf, sqlState } from '../../db/client.ts'
import { caseEvents, departments, disclosures, people } from '../../db/schema.ts'
import { databases, emptyTables } from '../support/databases.ts'
import { insertCase } from '../support/notices.ts'

const refused = { code: '23001' }

describe.each(databases)('the event log on $name', ({ open }) => {
  let connection: Connection
  const attempt = (statement: string) => connection.db.execute(sql.raw(statement)).catch(sqlState)

  beforeAll(async () => {
    connection = await open()
  })
  beforeEach(async () => {
    await emptyTables(connection)
    await insertEvent(connection, await insertCase(connection.db))
  })
  afterAll(() => connection.close())

  it('refuses to change, remove or clear what happened', async () => {
    expect(await attempt(`update case_events set facts = '{}'`)).toMatchObject(refused)
    expect(await attempt(`update case_events set personal = '{"phone":"1"}'`)).toMatchObject(refused)
    expect(await attempt('delete from case_events')).toMatchObject(refused)
    expect(await attempt('truncate case_events')).toMatchObject(refused)
  })

  it('lets a person be erased, but not the digest that proves what was there', async () => {
    const erase = 'update case_events set personal = null, salt = null'
    expect(await attempt(`${erase}, personal_digest = null`)).toMatchObject(refused)
    expect(await attempt('update case_events set personal = null')).toMatchObject(refused)
    await connection.db.execute(sql.raw(erase))
    const [event] = await connection.db.select().from(caseEvents)
    expect(event).toMatchObject({ personal: null, salt: null, personalDigest: 'digest' })
  })
})

describe.each(databases)('who saw a phone in full, on $name', ({ open }) => {
  it('stays written', async () => {
    const connection = await open()
    const attempt = (statement: string) => connection.db.execute(sql.raw(statement)).catch(sqlState)
    const caseId = await insertCase(connection.db)
    await connection.db.insert(disclosures).values({ caseId, person: 'rep', at: '2026-11-21T02:00:00.000Z' })
    expect(await attempt(`update disclosures set person = 'rep2'`)).toMatchObject(refused)
    expect(await attempt('delete from disclosures')).toMatchObject(refused)
    expect(await attempt('truncate disclosures')).toMatchObject(refused)
    expect(await connection.db.select({ person: disclosures.person }).from(disclosures)).toEqual([{ person: 'rep' }])
    await connection.close()
  })
})

describe.each(databases)('the version of the organisation on $name', ({ open }) => {
  let connection: Connection
  beforeAll(async () => {
    connection = await open()
  })
  afterAll(() => connection.close())

  const version = async () => {
    const [row] = rowsOf<{ version: string }>(
      await connection.db.execute(sql`select version from organisation_version`),
    )
    return Number(row?.version)
  }

  it('rises with every change of departments and people', async () => {
    const { db } = connection
    const before = await version()
    await db.insert(departments).values({ code: 'dining', nameZh: '餐饮客房部', nameEn: 'Dining', kind: 'department' })
    const afterInsert = await version()
    await db.update(departments).set({ active: false }).where(eq(departments.code, 'dining'))
    const afterUpdate = await version()
    await db.delete(people)
    expect(before).toBeLessThan(afterInsert)
    expect(afterInsert).toBeLessThan(afterUpdate)
    expect(afterUpdate).toBeLessThan(await version())
  })

  it('has one row only', async () => {
    const second = connection.db.execute(sql`insert into organisation_version (id, version) values (2, 1)`)
    expect(await second.catch(sqlState)).toMatchObject({
      code: '23514',
      constraint: 'organisation_version_single_row',
    })
  })
})

function insertEvent({ db }: Connection, caseId: number) {
  return db.insert(caseEvents).values({
    caseId,
    seq: 1,
    type: 'open',
    facts: { channel: 'phone' },
    personal: { phone: '13800000001' },
    salt: 'salt',
    personalDigest: 'digest',
    by: 'rep',
    at: '2026-11-21T02:00:00.000Z',
    to: 'receive',
    stateDigest: '',
    rulesVersion: '1',
    prevHash: '',
    hash: '',
  })
}
