import { roles } from '../../workflows/organisation/roles.ts'
import type { Choice } from '../web/choices.ts'
import type { Language } from '../web/i18n.ts'
import type { departmentsForPage, peopleForPage, postsForPage } from './queries.ts'

type Department = Awaited<ReturnType<typeof departmentsForPage>>[number]
type PersonRow = Awaited<ReturnType<typeof peopleForPage>>[number]
type PostRow = Awaited<ReturnType<typeof postsForPage>>[number]

/** More names in one post make the tree hard to read; they stand in the list below. */
const mostHolders = 12

interface Holder {
  login: string
  name: string
}

/** A department, and who holds which post in it. */
export interface Branch {
  code: string
  name: string
  kind: Department['kind']
  depth: number
  /** `more`: holders that are not listed */
  posts: { role: string; holders: Holder[]; more: number }[]
}

/** The active departments from the top, each after its parent, with the active people who hold posts there. */
export function treeOf(
  departments: Department[],
  posts: PostRow[],
  everybody: PersonRow[],
  language: Language,
): Branch[] {
  const ofDepartment = Map.groupBy(posts, one => one.department)
  const active = new Map(everybody.filter(one => one.active).map(one => [one.login, one]))
  return branches(departments, language).map(branch => ({
    ...branch,
    posts: holders(ofDepartment.get(branch.code) ?? [], active),
  }))
}

export const closedOf = (departments: Department[], language: Language): Choice[] =>
  departments.filter(one => !one.active).map(one => ({ value: one.code, label: nameOf(one, language) }))

type Named = Pick<Department, 'code' | 'nameZh' | 'nameEn'>

const nameOf = ({ nameZh, nameEn }: Named, language: Language) => (language === 'en' ? nameEn : nameZh)

export const namesOf = (departments: Named[], language: Language) =>
  new Map(departments.map(department => [department.code, nameOf(department, language)]))

export const departmentChoices = (departments: Department[], language: Language): Choice[] =>
  branches(departments, language).map(({ code, name, depth }) => ({
    value: code,
    label: `${'　'.repeat(depth)}${name}`,
  }))

/** The tree from the top, each department after its parent. */
function branches(departments: Department[], language: Language, parent: string | null = null, depth = 0): Branch[] {
  return departments
    .filter(department => department.active && department.parent === parent)
    .flatMap(department => [
      { code: department.code, name: nameOf(department, language), kind: department.kind, depth, posts: [] },
      ...branches(departments, language, department.code, depth + 1),
    ])
}

/** Who holds which post of a department, in the order of the roles. */
function holders(here: PostRow[], active: Map<string, PersonRow>): Branch['posts'] {
  const byRole = Map.groupBy(here, post => post.role)
  return roles.flatMap(role => {
    const held = byRole.get(role)
    if (!held) return []
    const people = held.flatMap(({ person }) => active.get(person) ?? [])
    const shown = people.slice(0, mostHolders).map(({ login, name }) => ({ login, name }))
    return [{ role, holders: shown, more: people.length - shown.length }]
  })
}
