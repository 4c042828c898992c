import type { Response } from 'express'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { pathOf, withoutPerson } from '../../workflows/organisation/organisation.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import { standIns } from '../../workflows/organisation/stand-ins.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import type { Choice } from '../web/choices.ts'
import { answerTo } from '../web/errors.ts'
import { type Form, form, given } from '../web/forms.ts'
import type { Translate } from '../web/i18n.ts'
import { type Names, namesIn } from '../web/names.ts'
import { hasRole, personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import {
  byRole,
  type HandedOver,
  type Held,
  type HeldElsewhere,
  handOver,
  handOverForm,
  heldBy,
  isBusy,
  kept,
} from './hand-over.ts'
import { mostHandedOver, type OpenWork } from './open-work.ts'
import { existingPerson, type PersonRow } from './page.ts'

/** One thing that somebody has in their hands. */
interface Line {
  /** `case/TS-…`, `action/CA-…`, `delegation/3`: the name of its choice */
  place: string
  name: string
  /** where it can be looked at; empty for whoever may not */
  href: string
  what: string
  /** who may take it over; empty where that goes by role alone */
  successors: Choice[]
  /** who answers when nobody is named; empty where somebody has to be */
  otherwise: string
}

interface Result {
  name: string
  done: boolean
  words: string
}

declare module '../web/render.ts' {
  interface Views {
    'people/deactivate': {
      title: string
      somebody: PersonRow
      key: string
      form: Form
      lines: Line[]
      busy: boolean
      /** there is more than can be handed over at once */
      more: boolean
      everybody: Choice[]
      byRole: string
      kept: string
      /** what goes on by itself: each post, and who answers for it then */
      posts: { post: string; people: string }[]
      /** what came of a hand-over that was just asked for */
      results: Result[]
      succeeded: number
      failed: number
    }
  }
}

interface View {
  organisation: Organisation
  names: Names
  t: Translate
  login: string
  at: string
  seesCases: boolean
}

/** Asks once more; before that, whatever is in this person's hands is handed over. */
export async function showLeaving(
  deps: Deps,
  elsewhere: HeldElsewhere,
  response: Response,
  login: string,
  after: { results: HandedOver[]; typed: unknown } = { results: [], typed: {} },
): Promise<void> {
  const { t, language } = response.locals
  const somebody = await existingPerson(deps, login)
  const all = await loadOrganisation(deps.db)
  const at = deps.now().toISOString()
  const names = namesIn(all, language)
  const seesCases = hasRole(personOf(response), 'head', 'service-rep', 'service-head')
  const view = { organisation: withoutPerson(all, login), names, t, login, at, seesCases }
  const held = await heldBy(deps.db, elsewhere, login, at)
  const lines = linesOf({ ...held, cases: held.cases.slice(0, mostHandedOver) }, view)
  render(response, 'people/deactivate', {
    title: t('people.deactivate.heading', { name: somebody.name }),
    ...{ somebody, byRole, key: deps.random(), kept, form: form('hand-over', after.typed) },
    lines,
    busy: isBusy(held),
    more: held.cases.length > mostHandedOver,
    everybody: lines.some(one => one.successors.length > 0) ? colleagues(view) : [],
    posts: all.posts.filter(post => post.person === login).map(post => postLine(post, view)),
    results: after.results.map(one => resultOf(one, view)),
    succeeded: after.results.filter(one => !('refused' in one)).length,
    failed: after.results.filter(one => 'refused' in one).length,
  })
}

/** Hands over, and shows what came of each thing, with what is left. */
export async function takeHandOver(
  deps: Deps,
  elsewhere: HeldElsewhere,
  response: Response,
  login: string,
  body: unknown,
): Promise<void> {
  await existingPerson(deps, login)
  const chosen = handOverForm.parse(given(body))
  const results = await handOver(deps, elsewhere, personOf(response).login, login, chosen)
  await showLeaving(deps, elsewhere, response, login, {
    results,
    typed: results.some(one => 'refused' in one) ? body : {},
  })
}

function linesOf({ cases, actions, delegations }: Held, view: View): Line[] {
  const { t } = view
  return [
    ...cases.map(one => caseLine(one, view)),
    ...actions.map(({ id, parts }) => ({
      ...{ place: `action/${id}`, name: id, href: '', otherwise: '', successors: colleagues(view) },
      what: parts.map(part => t(`people.leaving.parts.${part}`)).join(t('policies.comma')),
    })),
    ...delegations.map(({ id, of, until }) => ({
      ...{ place: `delegation/${id}`, name: t('people.leaving.deputyOf', { name: of }), href: '' },
      what: t('people.leaving.until', { day: until.slice(0, 10) }),
      successors: colleagues(view),
      otherwise: t('people.leaving.nextLevel'),
    })),
  ]
}

function caseLine({ number, department, handles, asks }: OpenWork, view: View): Line {
  const { t, names, seesCases } = view
  const parts = [...(handles ? ['handler'] : []), ...asks.map(one => one.purpose)]
  const seats = handles ? [{ role: 'head' as const, department: department ?? '' }] : asks
  const people = seats.flatMap(({ role, department: where }) => answering(role, where, view))
  return {
    place: `case/${number}`,
    name: number,
    href: seesCases ? `/complaints/${number}` : '',
    what: [names.department(department), parts.map(part => t(`people.parts.${part}`)).join(t('policies.comma'))].join(
      ' · ',
    ),
    successors: handles ? colleagues(view, department ?? undefined) : [],
    otherwise: [...new Set(people)].join(t('policies.comma')),
  }
}

/** Who answers for a seat once this person has left. */
function answering(role: Role, department: string, { organisation, login, at, names }: View): string[] {
  return standIns(organisation, role, department, [login], at).map(one => names.person(one.person))
}

function postLine({ role, department }: { role: Role; department: string }, view: View) {
  const { t, names } = view
  return {
    post: `${names.department(department)} · ${t(`codes.roles.${role}`)}`,
    people: [...new Set(answering(role, department, view))].join(t('policies.comma')),
  }
}

/** Everybody who works here, or whoever has a post in or below a department. */
function colleagues({ organisation, names }: View, department?: string): Choice[] {
  const { people, posts } = organisation
  return people
    .filter(one => one.active)
    .flatMap(({ login, name }) => {
      const own = posts.filter(post => post.person === login && post.role !== 'auditor')
      const post = department ? own.find(one => pathOf(organisation, one.department).includes(department)) : own[0]
      return post ? [{ value: login, label: `${name} · ${names.department(post.department)}` }] : []
    })
}

/** Done, and by whom from now on, or the sentence of the rule that refused it. */
function resultOf({ kind, id, to, refused }: HandedOver, { t, names }: View): Result {
  const name = kind === 'delegation' ? t('people.leaving.delegation') : id
  const words = to ? t('people.leaving.doneTo', { name: names.person(to) }) : t('people.leaving.done')
  if (!refused) return { name, done: true, words }
  const { message, rule, fields } = answerTo(refused, t)
  return { name, done: false, words: rule || !fields ? message : Object.values(fields).join(' ') }
}
