import { people } from '../../db/schema.ts'
import { syncPolicies } from '../cases/policies.ts'
import { loadOrganisation, playStories } from '../demo/load-demo.ts'
import { StartError } from '../start-error.ts'
import { showProgress } from './progress.ts'
import { withDeps } from './with-deps.ts'

await withDeps(async deps => {
  if ((await deps.db.$count(people)) > 0)
    throw new StartError('the demo needs an empty database, and this one has people')
  await syncPolicies(deps)
  await loadOrganisation(deps)
  await playStories(deps, showProgress)
})
