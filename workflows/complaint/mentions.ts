import type { Organisation } from '../organisation/organisation.ts'

/** How many people one note can call. */
export const maxMentions = 10

export interface Mentions {
  /** log-ins of the active people who are named, each once, in the order of the text */
  people: string[]
  /** names that several people bear: these are called by log-in only */
  ambiguous: string[]
  /** words after an @ that are nobody's name */
  unknown: string[]
}

/**
 * Whom a note calls with `@name` or `@log-in`. The longest name counts, as Chinese goes on without a space after it;
 * a word that is no active person's name stays text, and its writer is told so. An @ inside a word, as in a mail address, calls nobody.
 */
export function mentionsIn(text: string, organisation: Organisation): Mentions {
  const active = organisation.people.filter(one => one.active)
  const found: Mentions = { people: [], ambiguous: [], unknown: [] }
  for (const { index } of text.matchAll(/(?<![A-Za-z0-9._@-])@/g)) {
    const rest = text.slice(index + 1)
    const login = longest(active.map(one => one.login).filter(one => startsWithLogin(rest, one)))
    const name = longest(active.map(one => one.name).filter(one => startsWithName(rest, one)))
    if (login !== undefined && login.length >= (name?.length ?? 0)) found.people.push(login)
    else if (name !== undefined) {
      const bearers = active.filter(one => one.name === name).map(one => one.login)
      if (bearers.length > 1) found.ambiguous.push(name)
      else found.people.push(...bearers)
    } else found.unknown.push(/^[\p{L}\p{N}._-]{0,20}/u.exec(rest)?.[0] ?? '')
  }
  const unknown = [...new Set(found.unknown)].filter(word => word !== '')
  return { people: [...new Set(found.people)], ambiguous: [...new Set(found.ambiguous)], unknown }
}

/** `@Li` does not begin `@Linda`. */
function startsWithName(rest: string, name: string): boolean {
  return rest.startsWith(name) && !/^[A-Za-z][A-Za-z]/.test(`${name.at(-1)}${rest.slice(name.length)}`)
}

function longest(candidates: string[]): string | undefined {
  return candidates.sort((one, other) => other.length - one.length)[0]
}

/** `@rep2` is not `@rep`; but a full stop may end the sentence after a log-in. */
function startsWithLogin(rest: string, login: string): boolean {
  return (
    rest.slice(0, login.length).toLowerCase() === login.toLowerCase() &&
    !/^(?:[A-Za-z0-9_-]|\.[A-Za-z0-9_-])/.test(rest.slice(login.length))
  )
}
