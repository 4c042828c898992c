import { type Connection, connect, sqlState } from '../db/client.ts'
import { migrate } from '../db/migrate.ts'
import type { Settings } from './config.ts'
import { databaseFolder } from './data-folder.ts'
import type { Deps, World } from './deps.ts'
import { startJobs } from './jobs/jobs.ts'
import { sessionSecret } from './session-secret.ts'
import { StartError } from './start-error.ts'

/** Database → migrations → jobs. The caller holds the data folder's lock and closes with `closeDeps`. */
export async function openDeps(settings: Settings, world: World): Promise<Deps> {
  const connection = await openDatabase(settings)
  await migrate(connection)
  return depsOver(connection, settings, world)
}

/** The same over a database that is open and migrated. */
export async function depsOver(connection: Connection, settings: Settings, world: World): Promise<Deps> {
  const config = { ...settings, sessionSecret: await sessionSecret(connection.db, settings, world.random) }
  const deps = { ...world, connection, db: connection.db, config }
  return { ...deps, jobs: await startJobs(deps) }
}

export async function closeDeps(deps: Deps): Promise<void> {
  await deps.jobs.stop()
  await deps.connection.close()
}

/** The configured database, as it is. */
export async function openDatabase({ databaseUrl, dataDir }: Settings): Promise<Connection> {
  try {
    return await connect({ databaseUrl, dataDir: databaseFolder(dataDir) })
  } catch (error) {
    const reason = sqlState(error).code ?? ''
    const where = databaseUrl ? `DATABASE_URL (${new URL(databaseUrl).host})` : dataDir
    throw new StartError(`The database at ${where} cannot be used: ${reason} ${(error as Error).message}`.trim())
  }
}
