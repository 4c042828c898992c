import '../node-version.ts'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { inspect } from 'node:util'
import { missingMigrations } from '../../db/migrate.ts'
import { readSettings, type Settings } from '../config.ts'
import { databaseFolder, lockDataFolder } from '../data-folder.ts'
import type { Deps } from '../deps.ts'
import { loggedError, openLog } from '../log.ts'
import { closeDeps, openDatabase, openDeps } from '../open-deps.ts'
import { StartError } from '../start-error.ts'

/** Runs one command over the configured database: `withDeps(async deps => …)` is the whole of its start and end. */
export async function withDeps(command: (deps: Deps) => Promise<void>): Promise<void> {
  await housed(async (house, settings) => {
    lockWhenEmbedded(settings, house)
    await command(await openInto(house, settings))
  })
}

/** The same for a command that only reads: it creates and migrates nothing, starts no jobs and sends no mail. */
export async function withDatabase(command: (reading: Reading) => Promise<void>): Promise<void> {
  await housed(async (house, config) => {
    if (!config.databaseUrl && !existsSync(databaseFolder(config.dataDir)))
      throw new StartError(`there is no database in ${config.dataDir}`)
    lockWhenEmbedded(config, house)
    const { db, close } = await openDatabase(config)
    house.defer(close)
    const missing = await missingMigrations(db)
    if (missing > 0)
      throw new StartError(`the database lacks ${missing} migrations of this version; starting the server applies them`)
    await command({ db, config })
  })
}

/** What a command that only reads works with. */
type Reading = Pick<Deps, 'db'> & { config: Settings }

async function housed(run: (house: AsyncDisposableStack, settings: Settings) => Promise<void>): Promise<void> {
  const house = new AsyncDisposableStack()
  try {
    await run(house, readSettings(process.env))
  } catch (error) {
    explain(error)
  } finally {
    await house.disposeAsync()
  }
}

/** Only PGlite is locked: any number of processes may share a server. */
export function lockWhenEmbedded({ databaseUrl, dataDir }: Settings, house: AsyncDisposableStack): void {
  if (!databaseUrl) house.defer(lockDataFolder(dataDir))
}

/** Opens the database and the jobs, to be closed with the house; the real clock and real chance come in here. */
export async function openInto(house: AsyncDisposableStack, settings: Settings): Promise<Deps> {
  const deps = await openDeps(settings, {
    now: () => new Date(),
    random: () => randomBytes(16).toString('hex'),
    log: openLog(settings.logLevel),
  })
  house.defer(() => closeDeps(deps))
  return deps
}

/** One line for what the operator can put right, everything for what only a programmer can. */
export function explain(error: unknown): void {
  const expected = error instanceof StartError
  process.stderr.write(`${expected ? `Redress cannot start: ${error.message}` : inspect(loggedError(error))}\n`)
  process.exitCode = 1
}
