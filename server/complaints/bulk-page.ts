import type { Request, Response } from 'express'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import type { Choice } from '../web/choices.ts'
import { answerTo } from '../web/errors.ts'
import { type Form, form, given } from '../web/forms.ts'
import type { Translate } from '../web/i18n.ts'
import { type Names, namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import {
  type BulkAction,
  type ChosenCase,
  casesWith,
  changeEach,
  chosenCases,
  chosenForm,
  confirmedForm,
  mostAtOnce,
  possibleHandlers,
} from './bulk.ts'
import { showOutcomes, summaryOf } from './bulk-done.ts'
import { fitting, unfitWords } from './bulk-fit.ts'
import { sendExport, sendWorkbook } from './export.ts'
import { listComplaints } from './list.ts'
import { addressOf, filterOf, queueAt } from './queue-address.ts'
import { answeringDepartments } from './queue-lists.ts'

interface ChosenLine extends Pick<ChosenCase, 'number' | 'level' | 'levelName' | 'stage' | 'state' | 'customerName'> {
  value: string
  /** what the complaint is about */
  summary: string
  /** why it cannot be done with this case; empty when it can */
  unfit: string
  department: string
  handler: string
}

declare module '../web/render.ts' {
  interface Views {
    'complaints/bulk': {
      title: string
      action: BulkAction | 'export'
      query: string
      back: string
      key: string
      form: Form
      lines: ChosenLine[]
      /** cases that stay as they are, and why */
      unfit: ChosenLine[]
      lists: { handler: Choice[]; department: Choice[] }
      /** said when the list had more cases than can be changed at once */
      capped: string
    }
  }
}

/** Takes the cases that were chosen on the queue: exports them, or asks once more before they are changed. */
export async function takeChosen(deps: Deps, request: Request, response: Response): Promise<void> {
  const chosen = chosenForm.parse(given(request.body))
  const { action } = chosen
  if (action === 'export') return exportChosen(deps, response, chosen)
  const organisation = await loadOrganisation(deps.db)
  const { cases, more } = await chosenCases(deps, organisation, personOf(response).login, chosen)
  if (cases.length === 0) response.status(422)
  await showChosen(deps, response, { ...chosen, action }, cases, more)
}

/** Changes the cases that were confirmed, and shows what came of each. */
export async function takeConfirmed(deps: Deps, request: Request, response: Response): Promise<void> {
  const sent = confirmedForm.parse(given(request.body))
  const { login } = personOf(response)
  try {
    await showOutcomes(deps, response, sent, await changeEach(deps, login, sent))
  } catch (error) {
    const refused = answerTo(error, response.locals.t)
    if (refused.status !== 422) throw error
    const numbers = sent.case.map(one => one.split(':')[0] ?? '')
    const cases = await casesWith(deps, await loadOrganisation(deps.db), login, numbers)
    response.status(422)
    await showChosen(deps, response, sent, cases, false, form('bulk', sent, refused))
  }
}

/** The ticked cases as a workbook, or the whole list when that was asked for; nothing ticked is nothing to export. */
async function exportChosen(deps: Deps, response: Response, chosen: ReturnType<typeof chosenForm.parse>) {
  const filter = filterOf(addressOf(chosen.query))
  if (chosen.all) return sendExport(deps, response, filter)
  if (chosen.case.length === 0)
    return void showChosen(deps, response.status(422), { ...chosen, action: 'export' }, [], false)
  const wanted = { sort: filter.sort, limit: mostAtOnce, numbers: chosen.case }
  const { items, organisation } = await listComplaints(deps, personOf(response).login, wanted)
  await sendWorkbook(deps, response, items, namesIn(organisation, response.locals.language))
}

async function showChosen(
  deps: Deps,
  response: Response,
  { action, query }: { action: BulkAction | 'export'; query: string },
  cases: ChosenCase[],
  more: boolean,
  typed = form('bulk'),
): Promise<void> {
  const { t, language } = response.locals
  const organisation = await loadOrganisation(deps.db)
  const names = namesIn(organisation, language)
  const { login } = personOf(response)
  // an export that comes here has no cases
  const fit = action === 'export' ? new Set() : await fitting(deps, organisation, login, action, cases)
  const unfitFor = (one: ChosenCase) => (action === 'export' || fit.has(one.number) ? '' : unfitWords(action, one, t))
  const all = cases.map(one => lineOf(one, names, unfitFor(one), t))
  render(response, 'complaints/bulk', {
    title: action === 'export' ? t('queue.bulk.export') : t(`queue.bulk.${action}.title`),
    ...{ action, query, back: queueAt(query), key: deps.random(), form: typed },
    lines: all.filter(one => !one.unfit),
    unfit: all.filter(one => one.unfit),
    lists: {
      handler: action === 'assign' ? possibleHandlers(cases, organisation, names) : [],
      department: action === 'transfer' ? answeringDepartments(organisation, language) : [],
    },
    capped: more ? t('queue.bulk.capped', { count: mostAtOnce }) : '',
  })
}

function lineOf(
  {
    number,
    revision,
    level,
    levelName,
    stage,
    state,
    customerName,
    department,
    handler,
    category,
    beginning,
  }: ChosenCase,
  names: Names,
  unfit: string,
  t: Translate,
) {
  const value = `${number}:${revision}`
  return {
    ...{ number, level, levelName, stage, state, customerName, value, unfit },
    summary: summaryOf({ category, beginning }, t),
    department: names.department(department),
    handler: names.person(handler),
  }
}
