import { type Organisation, superiorsOf } from '../organisation/organisation.ts'
import type { WhyLeftOut } from './accepted.ts'
import type { Context } from './context.ts'

/** What of a case decides who must stay away from deciding it. */
type Concerned = Pick<Context, 'handler' | 'proposer' | 'respondent' | 'recused' | 'category' | 'conduct'>

/** People who must not decide on this case: handler, proposer, respondent, recused, superiors in a conduct complaint. */
export function excludedFromDeciding(context: Concerned, organisation: Organisation): string[] {
  const everybody = [
    context.handler,
    context.proposer,
    ...awayFrom(context),
    ...superiorsInConduct(context, organisation),
  ]
  return [...new Set(everybody)].filter(one => one !== null)
}

/** People who must not work on this case at all. */
export function awayFrom(context: Pick<Context, 'recused' | 'respondent'>): string[] {
  return [...context.recused, ...(context.respondent ? [context.respondent] : [])]
}

/** The department that answers for the case: where it was sent, before that where it was received. */
export function homeOf(context: Context): string {
  return context.department ?? context.registrarDepartment
}

/** Why somebody must not decide, the gravest reason first; undefined where nothing speaks against them. */
export function whyLeftOut(context: Context, organisation: Organisation, person: string): WhyLeftOut | undefined {
  const { respondent, recused, proposer, handler } = context
  if (person === respondent) return 'respondent'
  if (recused.includes(person)) return 'recused'
  if (superiorsInConduct(context, organisation).includes(person)) return 'superior'
  if (person === proposer) return 'proposer'
  return person === handler ? 'handler' : undefined
}

/** Of a complaint about a person's conduct: of the kind "service", or with listed conduct whatever its kind. */
function superiorsInConduct({ respondent, category, conduct = [] }: Concerned, organisation: Organisation): string[] {
  const isConduct = category === 'service' || conduct.length > 0
  return respondent !== null && isConduct ? superiorsOf(organisation, respondent) : []
}
