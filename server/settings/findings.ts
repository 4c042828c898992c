import { complaintMachine } from '../../workflows/complaint/machine.ts'
import { lintPolicy } from '../../workflows/policy/lint.ts'
import { lintCalendar, lintStages } from '../../workflows/policy/lint-house.ts'
import { lintOrganisation } from '../../workflows/policy/lint-organisation.ts'
import type { LintFinding } from '../../workflows/policy/lint-parts.ts'
import type { PolicyVersion } from '../../workflows/policy/policy.ts'
import { loadCalendars } from '../cases/calendars.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { versionsInForce } from '../cases/policies-in-force.ts'
import type { Deps } from '../deps.ts'

/** A finding with where it comes from. */
export interface HouseFinding extends LintFinding {
  of: 'program' | 'calendar' | 'organisation' | 'policy'
  /** the versions in force that it is about; empty when it is about none of them */
  versions: PolicyVersion[]
}

/** All that is wrong, or missing, with what cases are judged by at this moment. */
export async function houseFindings({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<HouseFinding[]> {
  const at = now().toISOString()
  const organisation = await loadOrganisation(db)
  const versions = await versionsInForce(db, at)
  const { inForce } = await loadCalendars(db)
  return [
    ...lintStages(complaintMachine).map(one => ({ ...one, of: 'program' as const, versions: [] })),
    ...lintCalendar(inForce, at).map(one => ({ ...one, of: 'calendar' as const, versions: [] })),
    ...together(
      versions.flatMap(version => found(version, 'organisation', lintOrganisation(version.policy, organisation))),
    ),
    ...versions.flatMap(version => found(version, 'policy', lintPolicy(version.policy))),
  ]
}

const found = (version: PolicyVersion, of: HouseFinding['of'], findings: LintFinding[]): HouseFinding[] =>
  findings.map(one => ({ ...one, of, versions: [version] }))

/** Several policies miss the same person: that is one thing to put right. */
function together(findings: HouseFinding[]): HouseFinding[] {
  const byWords = Map.groupBy(findings, one => `${one.rule} ${one.about}`)
  return [...byWords.values()].map(same => ({
    ...(same[0] as HouseFinding),
    versions: same.flatMap(one => one.versions),
  }))
}
