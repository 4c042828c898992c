import { and, eq, sql } from 'drizzle-orm'
import { asks, cases } from '../../db/schema.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { blindTo, sightOf, visibleTo } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import type { Language } from '../web/i18n.ts'
import { namesIn } from '../web/names.ts'

/** As many as can be taken in, and stand below a note without scrolling. */
const shown = 6
/** More are not looked at: a longer beginning of the name finds the rest. */
const looked = 24

interface Reader {
  login: string
  language: Language
}

/**
 * Whom a note on this case can mention: active people who see it and whose name or log-in begins with `typed`, those
 * who have a part in it first. Undefined without sight of the case.
 */
export async function mentionable(deps: Deps, number: string, typed: string, reader: Reader) {
  const organisation = await loadOrganisation(deps.db)
  const at = deps.now().toISOString()
  const involved = await involvedIn(deps, number, organisation, reader.login, at)
  if (!involved) return undefined
  const found = candidates(organisation, typed.toLowerCase(), involved)
    .filter(one => one.login !== reader.login)
    .slice(0, looked)
  const blind = await blindTo(
    deps.db,
    organisation,
    at,
    number,
    found.map(one => one.login),
  )
  const names = namesIn(organisation, reader.language)
  return found
    .filter(one => !blind.includes(one.login))
    .slice(0, shown)
    .map(({ login, name }) => ({ login, name, unique: isUnique(organisation, name), department: departmentOf(login) }))

  function departmentOf(login: string): string {
    return names.department(organisation.posts.find(post => post.person === login)?.department ?? null)
  }
}

/** Handler, whoever is asked, registrar, then the department and those above it; undefined when the reader does not see the case. */
async function involvedIn(deps: Deps, number: string, organisation: Organisation, login: string, at: string) {
  const [row] = await deps.db
    .select({
      handler: cases.handler,
      registrar: cases.registrar,
      path: cases.path,
      asked: sql<string>`(select coalesce(string_agg(array_to_string(${asks.people}, ' '), ' '), '')
        from ${asks} where ${eq(asks.caseId, cases.id)})`,
    })
    .from(cases)
    .where(and(eq(cases.number, number), visibleTo(sightOf(organisation, login, at))))
  if (!row) return undefined
  const colleagues = organisation.posts.filter(post => row.path.includes(post.department)).map(post => post.person)
  return new Set([row.handler ?? '', ...row.asked.split(' '), row.registrar, ...colleagues])
}

function candidates({ people }: Organisation, typed: string, involved: ReadonlySet<string>) {
  const fits = (text: string) => text.toLowerCase().startsWith(typed)
  const order = [...involved]
  const rank = (login: string) => (involved.has(login) ? order.indexOf(login) : order.length)
  return people
    .filter(one => one.active && (fits(one.name) || fits(one.login)))
    .sort((one, other) => rank(one.login) - rank(other.login) || one.name.localeCompare(other.name))
}

/** A name that two people bear calls neither: their log-ins do. */
function isUnique({ people }: Organisation, name: string): boolean {
  return people.filter(one => one.active && one.name === name).length === 1
}
