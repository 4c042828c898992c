import { fileURLToPath } from 'node:url'
import { drizzle as overPgliteDriver } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import { drizzle as overServerDriver } from 'drizzle-orm/postgres-js'
import { migrate as migrateServer } from 'drizzle-orm/postgres-js/migrator'
import { type Connection, openClient } from './client.ts'

const migrations = { migrationsFolder: fileURLToPath(new URL('migrations', import.meta.url)) }
const lockKey = 7_266_372

/** Brings the tables up to date. Nodes that start together on one server take turns. */
export async function migrate(connection: Connection): Promise<void> {
  if (connection.pglite) return migratePglite(overPgliteDriver({ client: connection.pglite }), migrations)
  if (!connection.databaseUrl) throw new Error('a connection is either PGlite or has a database URL')
  const client = openClient(connection.databaseUrl, 1)
  try {
    await client`select pg_advisory_lock(${lockKey})`
    await migrateServer(overServerDriver({ client }), migrations)
  } finally {
    await client.end()
  }
}
