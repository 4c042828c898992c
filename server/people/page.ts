import type { Response } from 'express'
import type { Post } from '../../workflows/organisation/organisation.ts'
import { departmentKinds, roles } from '../../workflows/organisation/roles.ts'
import type { Deps } from '../deps.ts'
import { isAdministrator } from '../web/administrators.ts'
import { type Choice, choices, languageChoices } from '../web/choices.ts'
import { type Form, form } from '../web/forms.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { render } from '../web/render.ts'
import { deputiesFor } from './deputies.ts'
import {
  delegationsAround,
  delegationsForPage,
  departmentsForPage,
  peopleForPage,
  personForPage,
  postsForPage,
} from './queries.ts'
import { type Branch, closedOf, departmentChoices, namesOf, treeOf } from './tree.ts'

export type PersonRow = NonNullable<Awaited<ReturnType<typeof personForPage>>>

interface PostLine {
  id: number
  role: string
  department: string
}

declare module '../web/render.ts' {
  interface Views {
    'people/list': {
      tree: Branch[]
      everybody: (PersonRow & { posts: PostLine[] })[]
      delegations: { delegator: string; delegate: string; role: string | null; department: string; endsAt: string }[]
      /** departments that are no more, for administrators */
      closed: Choice[]
      mayChange: boolean
    }
    'people/person': {
      title: string
      somebody: PersonRow
      posts: PostLine[]
      mayChange: boolean
      /** an administrator, of somebody with a post to hand over */
      mayDelegate: boolean
      post: Form
      password: Form
      details: Form
      delegation: Form
      delegations: Awaited<ReturnType<typeof delegationsAround>>
      languageChoices: Choice[]
      colleagues: Choice[]
      ownRoles: Choice[]
      roleChoices: Choice[]
      departmentChoices: Choice[]
    }
    'people/new': { form: Form; languageChoices: Choice[] }
    'people/new-department': { form: Form; kindChoices: Choice[]; departmentChoices: Choice[] }
  }
}

export async function showPeople(deps: Deps, response: Response): Promise<void> {
  const { language } = response.locals
  const [departments, everybody, posts, delegations] = await Promise.all([
    departmentsForPage(deps),
    peopleForPage(deps),
    postsForPage(deps),
    delegationsForPage(deps),
  ])
  const names = namesOf(departments, language)
  const mayChange = isAdministrator(response)
  const departmentNamed = (code: string | null) => (code ? (names.get(code) ?? code) : '')
  const ofPerson = Map.groupBy(posts, one => one.person)
  render(response, 'people/list', {
    tree: treeOf(departments, posts, everybody, language),
    everybody: everybody.map(person => ({
      ...person,
      posts: (ofPerson.get(person.login) ?? []).map(post => ({
        ...post,
        department: departmentNamed(post.department),
      })),
    })),
    delegations: delegations.map(delegation => ({ ...delegation, department: departmentNamed(delegation.department) })),
    closed: mayChange ? closedOf(departments, language) : [],
    mayChange,
  })
}

export async function showPerson(
  deps: Deps,
  response: Response,
  login: string,
  forms: { post?: Form; password?: Form; details?: Form } = {},
): Promise<void> {
  const { t, language } = response.locals
  const somebody = await existingPerson(deps, login)
  const [departments, posts, everybody, delegations] = await Promise.all([
    departmentsForPage(deps),
    postsForPage(deps),
    peopleForPage(deps),
    delegationsAround(deps, login),
  ])
  const mayChange = isAdministrator(response)
  const own = posts.filter(({ person }) => person === login)
  const names = namesOf(departments, language)
  const house = { departments, posts: posts as Post[] }
  render(response, 'people/person', {
    title: somebody.name,
    somebody,
    posts: own.map(post => ({ ...post, department: names.get(post.department) ?? post.department })),
    mayChange,
    mayDelegate: mayChange && somebody.active && own.length > 0,
    post: forms.post ?? form('post'),
    password: forms.password ?? form('password'),
    details: forms.details ?? form('person', somebody),
    delegation: form('delegation'),
    delegations,
    languageChoices: languageChoices(t),
    colleagues: deputiesFor(login, personOf(response).login, everybody, house),
    ownRoles: choices([...new Set(own.map(post => post.role))], 'codes.roles', t),
    roleChoices: choices(roles, 'codes.roles', t),
    departmentChoices: departmentChoices(departments, language),
  })
}

export function showNewPerson(response: Response, filled = form('person', { language: 'zh-CN' })): void {
  render(response, 'people/new', { form: filled, languageChoices: languageChoices(response.locals.t) })
}

export async function showNewDepartment(deps: Deps, response: Response, filled = form('department')): Promise<void> {
  const { t, language } = response.locals
  const kinds = departmentKinds.filter(kind => kind !== 'park')
  const departments = await departmentsForPage(deps)
  render(response, 'people/new-department', {
    form: filled,
    kindChoices: choices(kinds, 'codes.departmentKinds', t),
    departmentChoices: departmentChoices(departments, language),
  })
}

export async function existingPerson(deps: Deps, login: string): Promise<PersonRow> {
  const person = await personForPage(deps, login)
  if (!person) throw new Problem(404, 'not-found')
  return person
}
