import { complaint } from '../../workflows/complaint/complaint.ts'
import { offers, restored } from '../../workflows/decide.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { loadCalendars } from '../cases/calendars.ts'
import { parsedJson } from '../cases/parsed-json.ts'
import { policyAt } from '../cases/policies.ts'
import type { Deps } from '../deps.ts'
import type { Translate } from '../web/i18n.ts'
import type { BulkAction, ChosenCase } from './bulk.ts'

/**
 * Which of the chosen cases this person can do that with as they stand, as far as it does not depend on what the form
 * will say.
 * @returns their numbers
 */
export async function fitting(
  deps: Deps,
  organisation: Organisation,
  login: string,
  action: BulkAction,
  cases: ChosenCase[],
): Promise<ReadonlySet<string>> {
  const calendars = await loadCalendars(deps.db)
  const facts = { actor: login, organisation, calendars, at: deps.now().toISOString() }
  const fit = new Set<string>()
  for (const { number, snapshot, policy } of cases) {
    const version = await policyAt(deps.db, policy.code, policy.version)
    if (offers(complaint, restored(complaint, parsedJson(snapshot)), { ...facts, version }).includes(action))
      fit.add(number)
  }
  return fit
}

const notYet = ['receive', 'register']
const movable = ['investigate.attend', 'investigate.inquire', 'propose.draft']

/** Why a case is not to be done that with in its stage, and what to do instead. */
export function unfitWords(
  action: BulkAction,
  { stage, state }: Pick<ChosenCase, 'stage' | 'state'>,
  t: Translate,
): string {
  const inTime = action === 'assign' ? stage !== 'close' : movable.includes(state)
  const when = notYet.includes(stage) ? 'notYet' : inTime ? 'notYours' : 'past'
  return t(`queue.bulk.unfit.${action}.${when}`, { state: t(`codes.states.${state}`) })
}
