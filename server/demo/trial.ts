import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { demoPeople } from '../../db/demo/organisation.ts'
import { syncPolicies } from '../cases/policies.ts'
import type { Settings } from '../config.ts'
import { databaseFolder } from '../data-folder.ts'
import type { Deps } from '../deps.ts'
import { demoPassword, loadOrganisation, playStories } from './load-demo.ts'
import { playActions } from './play-actions.ts'

/** What `withDatabase` opens is closed again before the folder gets its name. */
type WithDatabase = (settings: Settings, work: (deps: Deps) => Promise<void>) => Promise<void>

/**
 * Fills a new trial database with the demo winery. It is built under another name and renamed when it is complete,
 * so an interrupted first start leaves nothing half loaded.
 */
export async function prepareTrial(
  settings: Settings,
  withDatabase: WithDatabase,
  progress: (done: number, all: number) => void,
): Promise<void> {
  const folder = databaseFolder(settings.dataDir)
  if (settings.databaseUrl || existsSync(folder)) return
  const building = join(settings.dataDir, 'building')
  rmSync(building, { recursive: true, force: true })
  mkdirSync(building)
  await withDatabase({ ...settings, dataDir: building }, async deps => {
    await syncPolicies(deps)
    await loadOrganisation(deps)
    await playActions(deps, await playStories(deps, progress))
  })
  renameSync(databaseFolder(building), folder)
  rmSync(building, { recursive: true, force: true })
}

/** The demo log-ins and their password, for the terminal. */
export const demoLogins = `${demoPeople.map(person => person.login).join(', ')} (password ${demoPassword})`
