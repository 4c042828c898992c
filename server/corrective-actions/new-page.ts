import type { Response } from 'express'
import { mayPropose } from '../../workflows/corrective-action/decide.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { sightOf } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import type { Choice } from '../web/choices.ts'
import { type Form, form } from '../web/forms.ts'
import { namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { planChoices, type RefusedForm } from './forms.ts'
import { findingsOf } from './queries.ts'

declare module '../web/render.ts' {
  interface Views {
    'corrective-actions/new': {
      title: string
      form: Form
      choices: Record<string, Choice[]>
      key: string
      mayPropose: boolean
    }
  }
}

/** The form of a proposal, filled in with what its complaints tell already. */
export async function showNewAction(
  deps: Deps,
  response: Response,
  complaints: string[],
  back?: RefusedForm,
): Promise<void> {
  const { t, language } = response.locals
  const { login } = personOf(response)
  const at = deps.now().toISOString()
  const organisation = await loadOrganisation(deps.db)
  const typed = back?.typed ?? (await filledFrom(deps, sightOf(organisation, login, at), complaints))
  render(response, 'corrective-actions/new', {
    title: t('correctiveActions.new.title'),
    form: form('propose', typed, back?.refused),
    choices: planChoices(organisation, namesIn(organisation, language), t),
    key: deps.random(),
    mayPropose: mayPropose({ actor: login, at, organisation }),
  })
}

async function filledFrom(deps: Deps, sight: ReturnType<typeof sightOf>, complaints: string[]) {
  const found = complaints.length > 0 ? await findingsOf(deps, sight, complaints) : []
  const rootCause = found.flatMap(one => one.root_cause ?? one.cause ?? []).join('\n')
  const correction = found.flatMap(one => one.result ?? []).join('\n')
  return { complaints: complaints.join(' '), rootCause, correction, effectDays: '30' }
}
