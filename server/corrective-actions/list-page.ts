import type { Response } from 'express'
import { mayPropose } from '../../workflows/corrective-action/decide.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { sightOf } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { type Due, dueBadge } from '../web/due.ts'
import { namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import {
  type ActionPosition,
  countActions,
  type ListedAction,
  listActions,
  type ShownActions,
  shownActions,
} from './queries.ts'

interface Line extends Omit<ListedAction, 'dueAt'> {
  due: Due | null
}

declare module '../web/render.ts' {
  interface Views {
    'corrective-actions/list': {
      title: string
      filters: { key: ShownActions; label: string; count: string; current: boolean }[]
      lines: Line[]
      show: ShownActions
      mayPropose: boolean
      firstPage: string
      nextPage: string
    }
  }
}

const perPage = 50

/** The corrective actions that the reader may see, narrowed to what they want. */
export async function showActions(
  deps: Deps,
  response: Response,
  { show, after }: { show: ShownActions; after?: ActionPosition | undefined },
): Promise<void> {
  const { t, language } = response.locals
  const { login } = personOf(response)
  const now = deps.now()
  const at = now.toISOString()
  const organisation = await loadOrganisation(deps.db)
  const sight = sightOf(organisation, login, at)
  const names = namesIn(organisation, language)
  const [{ items, nextCursor }, counts] = await Promise.all([
    listActions(deps, sight, { show, after, limit: perPage }),
    countActions(deps, sight),
  ])
  render(response, 'corrective-actions/list', {
    title: t('correctiveActions.title'),
    filters: shownActions.map(key => ({
      key,
      label: t(`correctiveActions.show.${key}`),
      count: key === 'all' ? '' : String(counts[key]),
      current: key === show,
    })),
    lines: items.map(({ dueAt, ...line }) => ({
      ...line,
      owner: names.person(line.owner),
      verifier: names.person(line.verifier),
      waitsFor: line.waitsFor && names.person(line.waitsFor),
      due: dueAt ? dueBadge(dueAt, now, t) : null,
    })),
    show,
    mayPropose: mayPropose({ actor: login, at, organisation }),
    firstPage: after ? `/corrective-actions?show=${show}` : '',
    nextPage: nextCursor ? `/corrective-actions?show=${show}&cursor=${nextCursor}` : '',
  })
}
