import { and, eq, sql } from 'drizzle-orm'
import { cases } from '../../db/schema.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { openTo, sightOf } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'

/** The case of that number when this person may see it, with the organisation that says so. */
export async function visibleCase(deps: Deps, number: string, login: string) {
  const organisation = await loadOrganisation(deps.db)
  const sight = sightOf(organisation, login, deps.now().toISOString())
  const [row] = await deps.db
    .select({ id: cases.id, department: cases.department, path: cases.path, judges: judges(login) })
    .from(cases)
    .where(and(eq(cases.number, number), openTo(sight)))
  return row && { ...row, organisation }
}

/** An appeal on the case waits for this person's decision. */
const judges = (login: string) => sql<boolean>`exists (select from asks where asks.case_id = cases.id
  and asks.purpose = 'appeal' and asks.people @> array[${login}]::text[])`
