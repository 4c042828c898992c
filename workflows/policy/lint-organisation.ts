import type { LimitKind } from '../complaint/codes.ts'
import { holdersOf, isInPlace, nextUp, type Organisation, seatOf } from '../organisation/organisation.ts'
import { answersForCases, type Role } from '../organisation/roles.ts'
import { standIns } from '../organisation/stand-ins.ts'
import { type LintFinding, warning } from './lint-parts.ts'
import type { Policy, Rung, Told } from './policy.ts'

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** Who is missing: seats that the policy asks or tells and that nobody holds, people whom no mail can reach. */
export function lintOrganisation(policy: Policy, organisation: Organisation): LintFinding[] {
  const departments = organisation.departments.filter(answersForCases).map(one => one.code)
  return [
    ...rolesOf(policy).flatMap(role => emptySeats(organisation, departments, role)),
    ...nobodyAbove(policy, organisation),
    ...tooFewTogether(policy, organisation, departments),
    ...unheard(policy, organisation, departments),
    ...organisation.people
      .filter(one => one.active && !address.test(one.email))
      .map(one => warning('person-without-address', `person:${one.login}`)),
    ...organisation.posts
      .filter(post => !isInPlace(organisation, post))
      .map(({ person, role, department }) =>
        warning('post-out-of-place', `person:${person} role:${role} department:${department}`),
      ),
    ...(departments.length > 0 ? [] : [warning('no-department', '')]),
  ]
}

/** Roles that decide, are told or do the work under this policy. */
function rolesOf({ approval, types }: Policy): Role[] {
  const asked = [
    ...Object.values(approval.byLevel).flat(),
    ...approval.byMoney.flatMap(one => [...one.steps, ...one.inform]),
    ...types.flatMap(one => [...one.steps, ...one.inform]),
  ]
  return [...new Set<Role>(['service-rep', 'service-head', 'head', ...asked])]
}

/** The highest seat of the line is not replaced by the next level up: other leaders decide instead (see `fourEyes`). */
function nobodyAbove(policy: Policy, organisation: Organisation): LintFinding[] {
  const decides = rolesOf(policy).some(role => role === 'director' || role === 'board')
  const above = holdersOf(organisation, seatOf(organisation, 'board', ''))
  return decides && above.length === 0 ? [warning('nobody-above', 'role:director')] : []
}

/** Seats that decide together although fewer people hold them than must agree: one word counts for several of them. */
function tooFewTogether({ approval }: Policy, organisation: Organisation, departments: string[]): LintFinding[] {
  return (approval.joint ?? []).flatMap(({ roles, rule, quorum = 1 }) => {
    const needed = { all: roles.length, any: 1, quorum }[rule]
    const holders = (code: string) => roles.flatMap(role => holdersOf(organisation, seatOf(organisation, role, code)))
    const short = departments.filter(code => new Set(holders(code)).size < needed)
    return short.map(code =>
      warning('joint-with-too-few', `department:${code} ${roles.map(one => `role:${one}`).join(' ')}`),
    )
  })
}

/** One finding for a role that nobody holds anywhere, else one for each department where its seat is empty. */
function emptySeats(organisation: Organisation, departments: string[], role: Role): LintFinding[] {
  const empty = departments.filter(code => holdersOf(organisation, seatOf(organisation, role, code)).length === 0)
  if (departments.length > 0 && empty.length === departments.length)
    return [warning('role-without-person', `role:${role}`)]
  return empty.map(code => warning('seat-without-person', `department:${code} role:${role}`))
}

/** Rungs that would tell nobody in some department. */
function unheard({ ladders }: Policy, organisation: Organisation, departments: string[]): LintFinding[] {
  const all = [...Object.entries(ladders.byKind), ['other', ladders.other]] as [LimitKind | 'other', Rung[]][]
  const silent = (rung: Rung, code: string) => rung.tell.every(told => !hears(organisation, told, code))
  return all.flatMap(([kind, rungs]) =>
    rungs
      .filter(rung => departments.some(code => silent(rung, code)))
      .map(rung => warning('rung-without-recipient', `limit:${kind} ${rung.percent}`)),
  )
}

/** Whether somebody hears of a rung: a holder, or whoever stands in for an empty seat (design.md §3 People). */
function hears(organisation: Organisation, told: Told, department: string): boolean {
  const head = seatOf(organisation, 'head', department)
  const roleOf: Record<Told, Role | undefined> = {
    actor: 'head',
    owner: 'head',
    head: 'head',
    'next-up': nextUp(organisation, head)?.role,
    'unit-leader': 'unit-leader',
    centre: 'service-head',
    director: 'director',
  }
  const role = roleOf[told]
  return role !== undefined && standIns(organisation, role, department, [], anyTime).length > 0
}

/** Delegations play no part: an absent holder is one nevertheless. */
const anyTime = '1970-01-01T00:00:00.000Z'
