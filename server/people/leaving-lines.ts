import { type Organisation, type Post, pathOf, withoutPerson } from '../../workflows/organisation/organisation.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import { standIns } from '../../workflows/organisation/stand-ins.ts'
import type { Choice } from '../web/choices.ts'
import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import type { Held } from './hand-over.ts'
import type { OpenWork } from './open-work.ts'

/** One thing that somebody has in their hands. */
export interface LeavingLine {
  /** `case/TS-…`, `action/CA-…`, `delegation/3`: the name of its choice */
  place: string
  name: string
  /** where it can be looked at; empty for whoever may not */
  href: string
  what: string
  /** somebody takes it over by name; otherwise it goes by role alone */
  named: boolean
  /** who may be chosen for this alone */
  successors: Choice[]
  /** who answers when nobody is named; empty where somebody has to be */
  otherwise: string
}

/** The house without whoever leaves, as a reader sees it. What is asked of it again and again is found once. */
export interface HouseWithout {
  t: Translate
  names: Names
  /** cases are shown by their numbers alone to those who do not work on them */
  seesCases: boolean
  /** everybody who works here, or whoever has a post in or below a department */
  colleagues(department?: string): Choice[]
  /** the names of those who answer for a seat */
  answering(role: Role, department: string): string[]
}

/** More choices on a page nobody can look through, nor should a page carry them. */
const mostChoices = 6000

/** @param at UTC instant at which deputies are looked for */
export function houseWithout(
  all: Organisation,
  login: string,
  at: string,
  reading: Pick<HouseWithout, 't' | 'names' | 'seesCases'>,
): HouseWithout {
  const organisation = withoutPerson(all, login)
  const { names } = reading
  return {
    ...reading,
    colleagues: once((department = '') => colleaguesIn(organisation, names, department)),
    answering: once((role: Role, department: string) =>
      standIns(organisation, role, department, [login], at).map(one => names.person(one.person)),
    ),
  }
}

function once<A extends (string | undefined)[], R>(find: (...given: A) => R): (...given: A) => R {
  const found = new Map<string, R>()
  return (...given) => {
    const key = given.join(' ')
    const known = found.get(key) ?? find(...given)
    found.set(key, known)
    return known
  }
}

function colleaguesIn(organisation: Organisation, names: Names, department: string): Choice[] {
  const within = once((code: string) => department === '' || pathOf(organisation, code).includes(department))
  const seats = new Map<string, Post>()
  for (const post of organisation.posts) {
    const works = post.role !== 'auditor' && post.role !== 'admin'
    if (works && !seats.has(post.person) && within(post.department)) seats.set(post.person, post)
  }
  return organisation.people
    .filter(one => one.active)
    .flatMap(({ login, name }) => {
      const seat = seats.get(login)
      return seat ? [{ value: login, label: `${name} · ${names.department(seat.department)}` }] : []
    })
}

/**
 * Everything that is handed over, and who may take over for all of it. Where that would be too much to choose from, one
 * choice is made for all at once.
 */
export function leavingOf(held: Held, house: HouseWithout): { lines: LeavingLine[]; everybody: Choice[] } {
  const lines = linesOf(held, house)
  const everybody = takersOf(lines, house)
  const choices = lines.reduce((sum, line) => sum + line.successors.length, 0)
  return { lines: choices > mostChoices ? lines.map(line => ({ ...line, successors: [] })) : lines, everybody }
}

/** Whoever can take over at least something, those who can take all first; of the others it says how much. */
function takersOf(lines: LeavingLine[], { t }: HouseWithout): Choice[] {
  const named = lines.filter(line => line.named)
  const taken = new Map<string, Choice & { count: number }>()
  for (const [successors, group] of Map.groupBy(named, line => line.successors)) {
    for (const one of successors)
      taken.set(one.value, { ...one, count: (taken.get(one.value)?.count ?? 0) + group.length })
  }
  const all = [...taken.values()].sort((one, other) => other.count - one.count)
  return all.map(({ value, label, count }) => ({
    value,
    label: count < named.length ? t('people.leaving.takes', { name: label, count, all: named.length }) : label,
  }))
}

function linesOf({ cases, actions, delegations }: Held, house: HouseWithout): LeavingLine[] {
  const { t, colleagues } = house
  return [
    ...cases.map(one => caseLine(one, house)),
    ...actions.map(({ id, parts }) => ({
      ...{ place: `action/${id}`, name: id, href: '', otherwise: '', named: true, successors: colleagues() },
      what: parts.map(part => t(`people.leaving.parts.${part}`)).join(t('policies.comma')),
    })),
    ...delegations.map(({ id, of, until }) => ({
      ...{ place: `delegation/${id}`, name: t('people.leaving.deputyOf', { name: of }), href: '' },
      what: t('people.leaving.until', { day: dateTime(until).slice(0, 10) }),
      ...{ named: true, successors: colleagues(), otherwise: t('people.leaving.nextLevel') },
    })),
  ]
}

function caseLine({ number, department, handles, asks }: OpenWork, house: HouseWithout): LeavingLine {
  const { t, names, seesCases, colleagues, answering } = house
  const parts = [...(handles ? ['handler'] : []), ...asks.map(one => one.purpose)]
  const seats = handles ? [{ role: 'head' as const, department: department ?? '' }] : asks
  const people = seats.flatMap(seat => answering(seat.role, seat.department))
  const words = parts.map(part => t(`people.parts.${part}`)).join(t('policies.comma'))
  return {
    ...{ place: `case/${number}`, name: number, href: seesCases ? `/complaints/${number}` : '', named: handles },
    what: `${names.department(department)} · ${words}`,
    successors: handles ? colleagues(department ?? undefined) : [],
    otherwise: [...new Set(people)].join(t('policies.comma')),
  }
}

/** What goes on by itself: a post, and who answers for it then. */
export function postLine({ role, department }: Post, { t, names, answering }: HouseWithout) {
  return {
    post: `${names.department(department)} · ${t(`codes.roles.${role}`)}`,
    people: [...new Set(answering(role, department))].join(t('policies.comma')),
  }
}
