import './node-version.ts'
import closeWithGrace from 'close-with-grace'
import { createApp, following } from './app.ts'
import { startRecalculating } from './calendars/recalculation.ts'
import { syncCalendars } from './cases/calendars.ts'
import { syncPolicies } from './cases/policies.ts'
import { startReindexing } from './cases/reindex.ts'
import { showProgress } from './commands/progress.ts'
import { explain, lockWhenEmbedded, openInto } from './commands/with-deps.ts'
import { forgetOldDrafts } from './complaints/drafts.ts'
import { readSettings, type Settings } from './config.ts'
import { actionReminders } from './corrective-actions/reminders.ts'
import { demoLogins, prepareTrial } from './demo/trial.ts'
import type { Deps } from './deps.ts'
import { startClock } from './escalations/clock.ts'
import { collectOrphans } from './files/orphans.ts'
import { startHousekeeping } from './housekeeping/housekeeping.ts'
import { takePort } from './port.ts'
import { runRehearsal } from './rehearsals/job.ts'
import { isUnused, setupCode } from './setup/code.ts'

/** Everything that must be closed, in the order it was opened; it is closed in the opposite order. */
const house = new AsyncDisposableStack()

const grace = closeWithGrace({ delay: 10_000, logger: console }, async ({ err }) => {
  if (err) explain(err)
  await house.disposeAsync()
})

try {
  await start()
} catch (error) {
  explain(error)
  // ends for want of anything to do: process.exit can wait for ever for a collection of garbage that is under way
  process.exitCode = 1
  grace.uninstall()
  await house.disposeAsync()
}

async function start(): Promise<void> {
  const settings = readSettings(process.env)
  lockWhenEmbedded(settings, house)
  const port = await takePort(settings)
  house.defer(() => port.close())
  await prepareTrial(settings, withDatabase, showProgress)
  const deps = await openInto(house, settings)
  await syncPolicies(deps)
  await syncCalendars(deps)
  const workers = [
    startClock(deps, [actionReminders]),
    startHousekeeping(deps, [collectOrphans, forgetOldDrafts]),
    startReindexing(deps),
    startRecalculating(deps, following),
  ]
  for (const worker of workers) house.defer(() => worker.stop())
  await deps.jobs.workOnRehearsals((id, stopping) => runRehearsal(deps, id, stopping))
  const app = createApp(deps)
  // before everything else: what is in flight still finds all that it needs
  house.defer(() => port.close())
  port.serve(app)
  if (!settings.databaseUrl) {
    say(`Trial database in ${settings.dataDir}; set DATABASE_URL for real use`)
    say(`Demo log-ins: ${demoLogins}`)
  }
  if (await isUnused(deps))
    say(`Nobody is here yet: ${settings.baseUrl}/setup opens with the code ${setupCode(deps.config)}`)
  say(`Redress is ready: ${settings.baseUrl}`)
}

/** A database that is open for one piece of work only. */
async function withDatabase(settings: Settings, work: (deps: Deps) => Promise<void>): Promise<void> {
  await using once = new AsyncDisposableStack()
  await work(await openInto(once, settings))
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
