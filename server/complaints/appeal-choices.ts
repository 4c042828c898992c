import { appealTargets } from '../../workflows/complaint/codes.ts'
import { capacitiesOf } from '../../workflows/organisation/stand-ins.ts'
import { type Choice, choices } from '../web/choices.ts'
import type { ChoiceFacts, Lists } from './choice-facts.ts'

/** Against their own penalty those on whom one was laid; what the customer says of the outcome, the desk. */
export function appealable({ view, login, organisation, at, t }: ChoiceFacts): Choice[] {
  const isDesk = capacitiesOf(organisation, login, at).some(
    ({ role }) => role === 'service-rep' || role === 'service-head',
  )
  const may = {
    outcome: (isDesk || view.registrar === login) && !view.appeals.some(one => one.against === 'outcome'),
    penalty: view.penalties?.some(one => one.person === login) && !view.appeals.some(one => one.person === login),
  }
  return choices(
    appealTargets.filter(one => may[one]),
    'codes.appealTargets',
    t,
  )
}

/** Which appeal is decided, where several wait: the customer's is the one without a person. */
export function appealsToDecide({ view, names, t }: ChoiceFacts): Lists {
  const pending = view.appeals.filter(one => one.decidedAt === null)
  const person = pending.flatMap(one =>
    one.person === null ? [] : [{ value: one.person, label: names.person(one.person) }],
  )
  const several = pending.length > 1
  return {
    person: several ? person : [],
    customer: several
      ? choices(pending.some(one => one.person === null) ? ['outcome'] : [], 'codes.appealTargets', t)
      : [],
    penalty: choices(person.length > 0 ? ['penalty'] : [], 'codes.appealTargets', t),
  }
}
