import { syncCalendars } from '../../server/cases/calendars.ts'
import { syncPolicies } from '../../server/cases/policies.ts'
import { loadOrganisation } from '../../server/demo/load-demo.ts'
import type { Deps } from '../../server/deps.ts'

/** The demo winery without complaints: its departments, people and policy. Everybody's password is `demoPassword`. */
export async function fillWinery(deps: Deps): Promise<void> {
  await syncPolicies(deps)
  await syncCalendars(deps)
  await loadOrganisation(deps)
}
