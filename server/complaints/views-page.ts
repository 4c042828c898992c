import type { Response } from 'express'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import type { Answer } from '../web/errors.ts'
import { type Form, form } from '../web/forms.ts'
import { namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { levelName } from './level-choices.ts'
import { addressOf, type QueueAddress, queueAt } from './queue-address.ts'
import { type Chip, chipsOf } from './queue-chips.ts'
import { loadDesk, type SavedView } from './saved-views.ts'

interface ViewLine {
  id: number
  name: string
  href: string
  chips: Chip[]
  owner: string
  form: Form
  /** the form that throws it away */
  removal: Form
}

/** A form that came back, with the view that it was for; what was typed, unless the view was to be thrown away. */
interface Back {
  id: number
  typed?: unknown
  refused: Answer
}

declare module '../web/render.ts' {
  interface Views {
    'complaints/views': { title: string; own: ViewLine[]; others: ViewLine[] }
    'complaints/new-view': { title: string; form: Form; query: string; back: string }
  }
}

/** One's own views, to be renamed, shared or thrown away, and those that others share. */
export async function showViews(deps: Deps, response: Response, back?: Back): Promise<void> {
  const { t, language } = response.locals
  const { login } = personOf(response)
  const { views, policies } = await loadDesk(deps, login)
  const organisation = await loadOrganisation(deps.db)
  const names = namesIn(organisation, language)
  const chips = (address: QueueAddress) => chipsOf(address, { t, names, level: levelName(policies, address, language) })
  const lines = views.map(view => ({
    ...{ id: view.id, name: view.name, href: queueAt(view.query) },
    chips: chips(addressOf(view.query)),
    owner: view.owner === login ? '' : names.person(view.owner),
    form: formOf(view, back?.typed ? back : undefined),
    removal: form(`removal-${view.id}`, {}, back?.id === view.id && !back.typed ? back.refused : {}),
  }))
  render(response, 'complaints/views', {
    title: t('queue.views.title'),
    own: lines.filter(one => !one.owner),
    others: lines.filter(one => one.owner),
  })
}

/** Asks for the name under which a list is kept. */
export function showNewView(
  response: Response,
  typed: { query?: unknown; [field: string]: unknown },
  refused?: Answer,
) {
  const query = typeof typed.query === 'string' ? typed.query : ''
  render(response, 'complaints/new-view', {
    title: response.locals.t('queue.views.new.title'),
    form: form('view', typed, refused),
    ...{ query, back: queueAt(query) },
  })
}

function formOf({ id, name, shared }: SavedView, back?: Back): Form {
  const mine = back?.id === id
  return form(`view-${id}`, mine ? back.typed : { name, shared: String(shared) }, mine ? back.refused : {})
}
