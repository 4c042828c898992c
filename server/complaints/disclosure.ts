import { eq } from 'drizzle-orm'
import { complaints, disclosures } from '../../db/schema.ts'
import type { Deps } from '../deps.ts'
import { visibleCase } from './visible-case.ts'

/** The customer's phone and address in full; who asked is put on record first. Undefined without sight of the case. */
export async function disclose(deps: Deps, number: string, login: string) {
  const found = await visibleCase(deps, number, login)
  if (!found) return undefined
  return deps.db.transaction(async tx => {
    await tx.insert(disclosures).values({ caseId: found.id, person: login, at: deps.now().toISOString() })
    const [customer] = await tx
      .select({ phone: complaints.phone, email: complaints.email })
      .from(complaints)
      .where(eq(complaints.caseId, found.id))
    return customer
  })
}
