import type { Response } from 'express'
import type { Deps } from '../deps.ts'
import { wordsUnder } from '../web/level-words.ts'
import { namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import type { ShownCase } from './case-view.ts'
import type { ChoiceFacts } from './choice-facts.ts'

/** What the words and choices on the page of a case are made from, for its reader. */
export function factsFor(deps: Deps, response: Response, found: ShownCase<object>): ChoiceFacts {
  const { language } = response.locals
  const { view, organisation, version } = found
  const t = wordsUnder(version.policy, response.locals.t, language)
  const names = namesIn(organisation, language)
  const at = deps.now().toISOString()
  return { view, organisation, policy: version.policy, names, t, language, login: personOf(response).login, at }
}
