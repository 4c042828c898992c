import { answersForCases } from '../../workflows/organisation/roles.ts'
import type { Choice } from '../web/choices.ts'
import type { CaseView } from './case-view.ts'
import type { ChoiceFacts } from './choice-facts.ts'

/** Departments that can be given a complaint. */
export function sendable({ organisation }: ChoiceFacts) {
  return organisation.departments.filter(answersForCases)
}

export function departmentsToSend(facts: ChoiceFacts): Choice[] {
  return sendable(facts).map(({ code }) => ({ value: code, label: facts.names.department(code) }))
}

/** Active people with a post in some departments, but for those who must stay away from the case. */
export function staff({ organisation, names, view }: ChoiceFacts, inside: (department: string) => boolean): Choice[] {
  const active = new Map(organisation.people.filter(one => one.active).map(one => [one.login, one.name]))
  const away = new Set([...view.recused, view.respondent])
  const seats = organisation.posts.filter(
    post => active.has(post.person) && !away.has(post.person) && inside(post.department),
  )
  const labels = new Map(
    seats.map(post => [post.person, `${active.get(post.person)} · ${names.department(post.department)}`]),
  )
  return [...labels]
    .map(([value, label]) => ({ value, label }))
    .sort((one, other) => one.label.localeCompare(other.label))
}

/** The departments that have a part in the case. */
export function concerned({ path, respondentDepartment }: CaseView): string[] {
  return [...path, ...(respondentDepartment ? [respondentDepartment] : [])]
}

/** Whoever leads where the case is, and whoever has a part in it: for a recusal of somebody else. */
export function concernedPeople(facts: ChoiceFacts): Choice[] {
  const { view, names, login } = facts
  const inLine = staff(facts, department => view.path.includes(department))
  const away = [...view.recused, view.respondent, login]
  const involved = [view.handler, view.registrar, ...view.asks.flatMap(ask => ask.people)].filter(one => one !== null)
  const others = [...new Set(involved)].filter(one => !inLine.some(({ value }) => value === one))
  const all = [...inLine, ...others.map(value => ({ value, label: names.person(value) }))]
  return all.filter(({ value }) => !away.includes(value))
}
