import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle as overPgliteDriver } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import { drizzle as overServerDriver } from 'drizzle-orm/postgres-js'
import { migrate as migrateServer } from 'drizzle-orm/postgres-js/migrator'
import { type Connection, type Database, openClient, rowsOf } from './client.ts'

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

/** How many migrations a database has not had yet. Only reads. */
export async function missingMigrations(db: Database): Promise<number> {
  const all = readMigrationFiles(migrations)
  const known = await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations') is not null as kept`)
  if (!rowsOf<{ kept: boolean }>(known)[0]?.kept) return all.length
  const found = await db.execute(sql`select max(created_at) as last from drizzle.__drizzle_migrations`)
  const last = Number(rowsOf<{ last: string | number | null }>(found)[0]?.last ?? 0)
  return all.filter(one => one.folderMillis > last).length
}
