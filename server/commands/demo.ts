import { parseArgs } from 'node:util'
import { people } from '../../db/schema.ts'
import { syncPolicies } from '../cases/policies.ts'
import { loadOrganisation, playStories } from '../demo/load-demo.ts'
import { playActions } from '../demo/play-actions.ts'
import { playGenerated } from '../demo/play-generated.ts'
import { StartError } from '../start-error.ts'
import { showProgress } from './progress.ts'
import { withDeps } from './with-deps.ts'

await withDeps(async deps => {
  const count = wantedComplaints()
  if ((await deps.db.$count(people)) > 0)
    throw new StartError('the demo needs an empty database, and this one has people')
  await syncPolicies(deps)
  await loadOrganisation(deps)
  await playActions(deps, await playStories(deps, showProgress))
  await playGenerated(deps, count, showProgress)
})

/** `--complaints n`: so many more than those whose stories are written. */
function wantedComplaints(): number {
  const { values } = parseArgs({ options: { complaints: { type: 'string', default: '0' } } })
  if (!/^\d{1,6}$/.test(values.complaints)) throw new StartError('--complaints takes a number up to 999999')
  return Number(values.complaints)
}
