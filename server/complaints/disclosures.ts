import { desc, eq, or } from 'drizzle-orm'
import { disclosures } from '../../db/schema.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import { capacitiesOf } from '../../workflows/organisation/stand-ins.ts'
import { iso } from '../cases/instant.ts'
import type { Deps } from '../deps.ts'
import type { Names } from '../web/names.ts'
import type { ShownCase } from './case-view.ts'

/** Somebody saw the customer's contact in full. */
export interface Look {
  person: string
  at: string
  /** beside a complaint that was being logged, by what is known of the customer */
  logging: boolean
}

/** They answer for how personal data is used; administrators have no part in cases. */
const overseers: ReadonlySet<Role> = new Set(['auditor', 'service-head', 'director'])

/** Who saw the contact of a case in full, the latest first; undefined for whoever does not oversee that. */
export async function looksAt(
  deps: Deps,
  { rows, organisation }: ShownCase<object>,
  login: string,
  names: Names,
): Promise<{ lines: Look[] } | undefined> {
  if (!oversees(organisation, login, deps.now().toISOString())) return undefined
  const { customerId } = rows.complaint
  const ofCase = eq(disclosures.caseId, rows.case.id)
  const found = await deps.db
    .select({ person: disclosures.person, at: disclosures.at, customerId: disclosures.customerId })
    .from(disclosures)
    .where(customerId === null ? ofCase : or(ofCase, eq(disclosures.customerId, customerId)))
    .orderBy(desc(disclosures.id))
    .limit(200)
  const lines = found.map(one => ({
    person: names.person(one.person),
    at: iso(one.at),
    logging: one.customerId !== null,
  }))
  return { lines }
}

const oversees = (organisation: Organisation, login: string, at: string) =>
  capacitiesOf(organisation, login, at).some(({ role }) => overseers.has(role))
