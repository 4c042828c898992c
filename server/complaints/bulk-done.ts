import type { Response } from 'express'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { answerTo } from '../web/errors.ts'
import type { Translate } from '../web/i18n.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { shortened } from '../web/shortened.ts'
import { type BulkAction, type ChosenCase, casesWith, type Outcome } from './bulk.ts'
import { unfitWords } from './bulk-fit.ts'
import { queueAt } from './queue-address.ts'

interface Result {
  number: string
  /** as far as the reader still sees it */
  about: ChosenCase | undefined
  summary: string
  done: boolean
  words: string
  /** the case can still be done: it moved on meanwhile, or needs something else filled in */
  again: boolean
}

declare module '../web/render.ts' {
  interface Views {
    'complaints/bulk-done': {
      title: string
      action: BulkAction
      query: string
      back: string
      results: Result[]
      changed: number
      failed: number
      again: number
    }
  }
}

/** The page that says of each case what came of it. */
export async function showOutcomes(
  deps: Deps,
  response: Response,
  { action, query }: { action: BulkAction; query: string },
  outcomes: Outcome[],
) {
  const { t } = response.locals
  const numbers = outcomes.map(one => one.number)
  const now = await casesWith(deps, await loadOrganisation(deps.db), personOf(response).login, numbers)
  const results = outcomes.map(one =>
    resultOf(
      one,
      now.find(({ number }) => number === one.number),
      action,
      t,
    ),
  )
  const changed = results.filter(one => one.done).length
  const again = results.filter(one => one.again).length
  render(response, 'complaints/bulk-done', {
    title: t(`queue.bulk.${action}.title`),
    ...{ action, query, back: queueAt(query), results, changed, failed: results.length - changed, again },
  })
}

/** Done, or the sentence of the rule that refused it. */
function resultOf(
  { number, refused }: Outcome,
  about: ChosenCase | undefined,
  action: BulkAction,
  t: Translate,
): Result {
  const summary = about ? summaryOf(about, t) : ''
  if (!refused) return { number, about, summary, done: true, words: t(`forms.${action}.done`), again: false }
  const { code, message, rule, fields } = answerTo(refused, t)
  const said = rule || !fields ? message : Object.values(fields).join(' ')
  const words = code === 'not-in-this-stage' && about ? unfitWords(action, about, t) : said
  return { number, about, summary, done: false, words, again: code === 'stale' || code === 'invalid' }
}

/** What a complaint is about, in one line. */
export const summaryOf = ({ category, beginning }: Pick<ChosenCase, 'category' | 'beginning'>, t: Translate): string =>
  [category && t(`codes.categories.${category}`), shortened(beginning, 40)].filter(Boolean).join(' · ')
