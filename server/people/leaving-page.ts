import type { Response } from 'express'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import type { Choice } from '../web/choices.ts'
import { answerTo } from '../web/errors.ts'
import { type Form, form, given } from '../web/forms.ts'
import { namesIn } from '../web/names.ts'
import { hasRole, personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import {
  byRole,
  type HandedOver,
  type HeldElsewhere,
  handOver,
  handOverForm,
  heldBy,
  isBusy,
  kept,
} from './hand-over.ts'
import { type HouseWithout, houseWithout, type LeavingLine, leavingOf, postLine } from './leaving-lines.ts'
import { mostHandedOver } from './open-work.ts'
import { existingPerson, type PersonRow } from './page.ts'

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
      lines: LeavingLine[]
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
  const house = houseWithout(all, login, at, { t, names, seesCases })
  const held = await heldBy(deps.db, elsewhere, login, at)
  const { lines, everybody } = leavingOf({ ...held, cases: held.cases.slice(0, mostHandedOver) }, house)
  render(response, 'people/deactivate', {
    title: t('people.deactivate.heading', { name: somebody.name }),
    ...{ somebody, byRole, key: deps.random(), kept, form: form('hand-over', after.typed) },
    lines,
    busy: isBusy(held),
    more: held.cases.length > mostHandedOver,
    everybody,
    posts: all.posts.filter(post => post.person === login).map(post => postLine(post, house)),
    results: after.results.map(one => resultOf(one, house)),
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

/** Done, and by whom from now on, or the sentence of the rule that refused it. */
function resultOf({ kind, id, to, refused }: HandedOver, { t, names }: HouseWithout): Result {
  const name = kind === 'delegation' ? t('people.leaving.delegation') : id
  const words = to ? t('people.leaving.doneTo', { name: names.person(to) }) : t('people.leaving.done')
  if (!refused) return { name, done: true, words }
  const { message, rule, fields } = answerTo(refused, t)
  return { name, done: false, words: rule || !fields ? message : Object.values(fields).join(' ') }
}
