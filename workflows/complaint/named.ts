import { type Organisation, pathOf } from '../organisation/organisation.ts'
import { answersForCases } from '../organisation/roles.ts'
import { awayFrom } from './away.ts'
import type { Context } from './context.ts'
import type { EventOf } from './events.ts'
import { type Finding, type RuleFacts, when } from './finding.ts'
import { maxMentions, mentionsIn } from './mentions.ts'

/** A code that is no working department's; nothing given is not wrong. */
export function unknownDepartment(organisation: Organisation, code: string | undefined, field: string): Finding | null {
  const known = organisation.departments.some(one => one.code === code && one.active)
  return when(code !== undefined && !known, 'no-such-department', field)
}

/** A log-in that is nobody's who works here; nothing given is not wrong. */
export function unknownPerson(organisation: Organisation, login: string | undefined, field: string): Finding | null {
  const known = organisation.people.some(one => one.login === login && one.active)
  return when(login !== undefined && !known, 'no-such-person', field)
}

/** A department that answers for no cases: units and the park only lead. */
export function notDispatchable(organisation: Organisation, code: string): Finding | null {
  const department = organisation.departments.find(one => one.code === code && one.active)
  if (!department) return { rule: 'no-such-department', field: 'department' }
  return when(!answersForCases(department), 'not-a-department', 'department')
}

/** Why somebody cannot handle the case in that department: unknown, from elsewhere, or a party to it. */
export function handlerFindings({ context, organisation }: RuleFacts, department: string, login: string | undefined) {
  if (login === undefined) return []
  const posts = organisation.posts.filter(post => post.person === login)
  const inside = posts.some(post => pathOf(organisation, post.department).includes(department))
  const away = awayFrom(context).includes(login)
  return [
    unknownPerson(organisation, login, 'handler') ?? when(!inside, 'not-in-department', 'handler'),
    when(away, 'own-matter', 'handler'),
  ]
}

/** A number that no file of this case has. */
export function unknownFile(context: Context, files: number[] = []): Finding | null {
  return when(
    files.some(number => number > (context.files ?? 0)),
    'unknown-file',
    'files',
  )
}

/** Why a note cannot call those whom it names with @ (see mentions.ts); an @ before a word that is nobody is only text. */
export function mentionFindings({ organisation, blind = [] }: RuleFacts, event: EventOf<'note'>): (Finding | null)[] {
  const { people, ambiguous } = mentionsIn(event.text, organisation)
  const nameOf = (login: string) => organisation.people.find(one => one.login === login)?.name ?? login
  const named = (rule: string, names: string[]) =>
    names.length > 0 ? { rule, field: 'text', about: names.join(' ') } : null
  return [
    named('mention-ambiguous', ambiguous),
    when(people.length > maxMentions, 'too-many-mentions', 'text'),
    named('mention-without-sight', blind.map(nameOf)),
  ]
}
