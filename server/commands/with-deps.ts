import '../node-version.ts'
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { readSettings, type Settings } from '../config.ts'
import { lockDataFolder } from '../data-folder.ts'
import type { Deps } from '../deps.ts'
import { closeDeps, openDeps } from '../open-deps.ts'
import { StartError } from '../start-error.ts'

/** Runs one command over the configured database: `withDeps(async deps => …)` is the whole of its start and end. */
export async function withDeps(command: (deps: Deps) => Promise<void>): Promise<void> {
  const house = new AsyncDisposableStack()
  try {
    const settings = readSettings(process.env)
    lockWhenEmbedded(settings, house)
    await command(await openInto(house, settings))
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
    log: pino({ level: settings.logLevel, redact: ['req.headers.cookie', 'req.headers.authorization', '*.password'] }),
  })
  house.defer(() => closeDeps(deps))
  return deps
}

/** One line for what the operator can put right, everything for what only a programmer can. */
export function explain(error: unknown): void {
  const expected = error instanceof StartError
  process.stderr.write(`${expected ? `Redress cannot start: ${error.message}` : (error as Error).stack}\n`)
  process.exitCode = 1
}
