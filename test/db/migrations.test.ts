import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Connection, rowsOf, sqlState } from '../../db/client.ts'
import { migrate } from '../../db/migrate.ts'
import { databases, emptyTables } from '../support/databases.ts'

describe.each(databases)('the migrated tables on $name', ({ open }) => {
  let connection: Connection
  beforeAll(async () => {
    connection = await open()
  })
  afterAll(() => connection.close())

  it('are brought up to date a second time without any change', async () => {
    await migrate(connection)
    expect(await organisationVersion(connection)).toBe(1)
  })
})

async function organisationVersion({ db }: Connection): Promise<number> {
  const [row] = rowsOf<{ version: string }>(await db.execute(sql`select version from organisation_version`))
  return Number(row?.version)
}
