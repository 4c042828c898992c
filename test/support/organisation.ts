import { demoDelegations, demoDepartments, demoPeople, demoPosts } from '../../db/demo/organisation.ts'
import type { Organisation, Post } from '../../workflows/organisation/organisation.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import type { PolicyVersion } from '../../workflows/policy/policy.ts'

/** The demo winery as the rules see it. */
export const park: Organisation = {
  version: 1,
  departments: demoDepartments.map(department => ({ ...department, active: true })),
  people: demoPeople.map(person => ({ ...person, active: true })),
  posts: demoPosts.map(post => ({ ...post })),
  delegations: demoDelegations.map(delegation => ({ ...delegation })),
}

export const wineryVersion: PolicyVersion = { code: winery.code, version: 1, policy: winery }

/** The park with other posts: `without` takes a person's posts away, `posts` adds some. */
export function parkWith(change: { without?: string[]; posts?: Post[]; delegations?: Organisation['delegations'] }) {
  const posts = park.posts.filter(post => !change.without?.includes(post.person))
  const newcomers = (change.posts ?? []).filter(post => !park.people.some(one => one.login === post.person))
  const people = newcomers.map(({ person }) => ({
    login: person,
    name: person,
    email: `${person}@example.test`,
    language: 'en' as const,
    active: true,
  }))
  return {
    ...park,
    people: [...park.people, ...people],
    posts: [...posts, ...(change.posts ?? [])],
    delegations: [...park.delegations, ...(change.delegations ?? [])],
  }
}

/** An absence with a named deputy, as `/account` would write it. */
export function absence(delegator: string, delegate: string, startsAt: string, endsAt: string) {
  return { delegator, delegate, role: null, department: null, startsAt, endsAt }
}
