import type { Response } from 'express'
import type { Deps } from '../deps.ts'
import type { Translate } from '../web/i18n.ts'
import { wordsUnder } from '../web/level-words.ts'
import { type Names, namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import type { CaseView, ShownCase } from './case-view.ts'
import type { ChoiceFacts } from './choice-facts.ts'

/** What a line of the record is made from. */
export interface RecordFacts {
  view: CaseView
  names: Names
  t: Translate
}

/** What the words and choices on the page of a case are made from, for its reader. */
export function factsFor(deps: Deps, response: Response, found: ShownCase<object>): ChoiceFacts {
  const { language } = response.locals
  const { view, context, organisation, version } = found
  const t = wordsUnder(version.policy, response.locals.t, language)
  const names = namesIn(organisation, language)
  const at = deps.now().toISOString()
  const { login } = personOf(response)
  return { view, context, organisation, policy: version.policy, names, t, language, login, at }
}
