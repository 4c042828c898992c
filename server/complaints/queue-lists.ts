import { stages } from '../../workflows/complaint/codes.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { answersForCases } from '../../workflows/organisation/roles.ts'
import { type Choice, choices } from '../web/choices.ts'
import type { Language, Translate } from '../web/i18n.ts'

/** What the conditions of the queue can be chosen from. */
export function queueLists(organisation: Organisation, language: Language, t: Translate) {
  return {
    stage: choices(stages, 'codes.stages', t),
    department: answeringDepartments(organisation, language),
    handler: handlers(organisation),
    sort: choices(['-receivedAt', 'receivedAt', 'dueAt'], 'queue.sorts', t),
    mine: choices(['handler', 'registrar'], 'queue.chips.mine', t),
    due: choices(['today', 'week'], 'queue.chips.due', t),
  }
}

/** Departments that can be given a complaint. */
export function answeringDepartments({ departments }: Organisation, language: Language): Choice[] {
  return departments
    .filter(answersForCases)
    .map(({ code, nameZh, nameEn }) => ({ value: code, label: language === 'en' ? nameEn : nameZh }))
}

const mostListed = 60

/** Who handles complaints; in a company with very many of them the list would be longer than the page. */
function handlers({ people, posts }: Organisation): Choice[] {
  const seated = new Set(posts.filter(post => post.role === 'handler' || post.role === 'head').map(post => post.person))
  const found = people.filter(one => one.active && seated.has(one.login))
  return found.length > mostListed ? [] : found.map(({ login, name }) => ({ value: login, label: name }))
}
