import { decidingRoles } from '../organisation/deputies.ts'
import type { Role } from '../organisation/roles.ts'
import { entriesOf, error, type LintFinding, repeated, unique, warning } from './lint-parts.ts'
import { isRising } from './order.ts'
import type { Policy } from './policy.ts'

/** Chains that nobody could walk to their end, or that ask nobody, or the lower seat for the greater sum. */
export function approvalFindings(policy: Policy): LintFinding[] {
  const { approval, levels } = policy
  const used = usedIn(policy)
  return [
    ...used.filter(role => !approval.order.includes(role)).map(role => error('step-without-place', `role:${role}`)),
    ...repeated(approval.order).map(role => error('place-twice', `role:${role}`)),
    ...used.filter(role => !approval.kindOf[role]).map(role => error('step-without-kind', `role:${role}`)),
    ...entriesOf(approval.kindOf)
      .filter(([, { kind }]) => kind === 'consent')
      .map(([role]) => error('step-of-customer', `role:${role}`)),
    ...levels.filter(one => !approval.byLevel[one.code]).map(one => error('level-without-chain', `level:${one.code}`)),
    ...neverDeciding(policy, used),
    ...purseFindings(policy),
    ...jointFindings(policy, used),
  ]
}

function usedIn({ approval, types }: Policy): Role[] {
  return unique([
    ...Object.values(approval.byLevel).flat(),
    ...approval.byMoney.flatMap(one => one.steps),
    ...types.flatMap(one => one.steps),
  ])
}

/** Who does the work, and who only watches, decides nothing. */
function neverDeciding({ approval }: Policy, used: Role[]): LintFinding[] {
  const { joint = [], pauseBy, extensionBy } = approval
  const named = unique([...used, ...joint.flatMap(one => one.roles), pauseBy, extensionBy])
  return named
    .filter(role => role !== undefined && !decidingRoles.has(role))
    .map(role => error('role-never-decides', `role:${role}`))
}

/** How much the seats of the line may decide; the others say their word beside them. */
const weights: Partial<Record<Role, number>> = { head: 1, 'service-head': 2, 'unit-leader': 2, director: 3, board: 4 }
const weightOf = (steps: Role[]) => Math.max(0, ...steps.map(role => weights[role] ?? 0))

/** The smallest sums may be spent without asking; a greater one that asks nobody was forgotten. */
function purseFindings({ approval: { byMoney } }: Policy): LintFinding[] {
  const bounds = byMoney.map(one => one.upTo)
  const name = (upTo: string | null) => `purse:${upTo ?? 'above'}`
  const finding = (index: number) => (index === 0 ? warning : error)
  return [
    ...(isRising(bounds) ? [] : [error('purses-not-rising', 'purses')]),
    ...(byMoney.length > 0 ? [] : [warning('no-purse', '')]),
    ...byMoney.flatMap(({ upTo, steps }, index) =>
      steps.length > 0 ? [] : [finding(index)('purse-without-step', name(upTo))],
    ),
    ...byMoney
      .filter(({ steps }, index) => steps.length > 0 && weightOf(steps) < weightOf(byMoney[index - 1]?.steps ?? []))
      .map(({ upTo }) => error('purse-decided-lower', name(upTo))),
  ]
}

function jointFindings({ approval: { joint = [] } }: Policy, used: Role[]): LintFinding[] {
  const together = unique(joint.flatMap(({ roles }) => roles))
  const groupsOf = (role: Role) => joint.filter(({ roles }) => roles.includes(role)).length
  const askedIn = (roles: Role[]) => unique(roles).filter(role => used.includes(role))
  return [
    ...joint.flatMap((one, index) => [
      ...repeated(one.roles).map(role => error('joint-role-twice', `joint:${index + 1} role:${role}`)),
      ...((one.quorum ?? 1) > unique(one.roles).length ? [error('joint-quorum-impossible', `joint:${index + 1}`)] : []),
      ...(askedIn(one.roles).length < 2 ? [error('joint-never-together', `joint:${index + 1}`)] : []),
    ]),
    ...together.filter(role => groupsOf(role) > 1).map(role => error('joint-role-in-two', `role:${role}`)),
    ...together.filter(role => !used.includes(role)).map(role => warning('joint-role-never-asked', `role:${role}`)),
  ]
}
