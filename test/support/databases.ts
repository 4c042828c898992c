import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { is, sql } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { inject } from 'vitest'
import { type Connection, connect, openClient, overPglite } from '../../db/client.ts'
import * as schema from '../../db/schema.ts'

export interface TestDatabase {
  name: 'PGlite' | 'PostgreSQL'
  /** a migrated database of its own; closing the connection throws a server's one away */
  open(): Promise<Connection>
}

const pglite: TestDatabase = { name: 'PGlite', open: openPglite }
const server: TestDatabase = { name: 'PostgreSQL', open: openServerDatabase }

/** For `describe.each(databases)('… on $name', ({ open }) => …)`: the same tests on both. */
export const databases: TestDatabase[] = inject('serverUrl') ? [pglite, server] : [pglite]

/** For tests that need two connections: `describe.skipIf(!hasServer)`. */
export const hasServer = databases.includes(server)

/** One database for tests that do not care which: the server where there is one, being faster and smaller. */
export const openDatabase = (): Promise<Connection> => (hasServer ? server : pglite).open()

async function openPglite(): Promise<Connection> {
  const dump = await readFile(inject('pgliteTemplate'))
  return overPglite(await PGlite.create({ loadDataDir: new Blob([dump]) }))
}

async function openServerDatabase(): Promise<Connection> {
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  const databaseUrl = inject('serverUrl').replace(/[^/]+$/, name)
  await administer(`create database ${name} template template_redress`)
  const connection = await connect({ databaseUrl, dataDir: '' })
  return {
    ...connection,
    close: async () => {
      await connection.close()
      await administer(`drop database ${name} with (force)`)
    },
  }
}

async function administer(statement: string) {
  const client = openClient(inject('serverUrl'), 1)
  await client.unsafe(statement)
  await client.end()
}

/** Empties every table and the queues. The triggers that guard the event log sleep meanwhile. */
export async function emptyTables({ db }: Connection): Promise<void> {
  const names = Object.values(schema)
    .filter(value => is(value, PgTable))
    .map(table => getTableConfig(table).name)
    .filter(name => name !== 'organisation_version' && name !== 'secrets')
  await db.transaction(async tx => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql.raw(`truncate ${names.join(', ')} restart identity cascade`))
    await tx.execute(sql`delete from pgboss.job`)
    await tx.execute(sql`update organisation_version set version = version + 1`)
  })
}
