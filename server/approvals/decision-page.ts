import type { Response } from 'express'
import { regulatorAnswers } from '../../workflows/complaint/codes.ts'
import { minutesAreDue } from '../../workflows/complaint/policy-answers.ts'
import { type LevelRank, levelRankIn } from '../cases/level-names.ts'
import type { Deps } from '../deps.ts'
import { type Choice, choices } from '../web/choices.ts'
import { type Due, dueBadge, whyDue } from '../web/due.ts'
import { type Form, form } from '../web/forms.ts'
import type { Translate } from '../web/i18n.ts'
import { wordsUnder } from '../web/level-words.ts'
import { namesIn } from '../web/names.ts'
import { withDone } from '../web/paths.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { render } from '../web/render.ts'
import { behalfOf, type Facts, lastReturn, paidBefore, purseWords, type StepLine, stepLines } from './decision.ts'
import { showOvertaken, type Untaken } from './overtaken.ts'
import { type Plan, planOf } from './queries.ts'

interface DecisionPage {
  title: string
  /** names levels as the case's policy does */
  t: Translate
  number: string
  level: string | null
  rank: LevelRank | null
  department: string
  plan: Plan
  limit: string
  /** where the limit says why it is due when it is */
  why: string
  due: Due | null
  purse: ReturnType<typeof purseWords>
  round: number
  /** what was paid on the case in earlier rounds, in words */
  before: string
  returned: ReturnType<typeof lastReturn>
  steps: StepLine[]
  /** approval, opinion … */
  step: string
  behalf: string
  revision: number
  /** makes a form that is sent twice count once */
  key: string
  approve: Form
  back: Form
  /** fields that the case's policy asks for beyond the usual ones */
  wanted: string[]
  /** of a meeting only: whether the regulator is told */
  regulator: Choice[]
  open: string
  ready: string[]
}

declare module '../web/render.ts' {
  interface Views {
    'approvals/decide': DecisionPage
  }
}

const readyReasons = ['cause', 'customer', 'sum', 'measures'] as const

/** One plan in front of whoever decides on it now; everybody else is shown the case. @throws Problem 404 without sight */
export async function showDecision(deps: Deps, response: Response, number: string, untaken?: Untaken): Promise<void> {
  const { language } = response.locals
  const { login } = personOf(response)
  const now = deps.now()
  const plan = await planOf(deps, number, login)
  if (untaken && !plan?.allowed.includes('approve')) return showOvertaken(response, plan, untaken)
  if (!plan) throw new Problem(404, 'not-found')
  if (!plan.allowed.includes('approve')) {
    return response.redirect(303, withDone(`/complaints/${number}`, 'nothing-to-decide'))
  }
  const t = wordsUnder(plan.policy, response.locals.t, language)
  const names = namesIn(plan.organisation, language)
  const facts: Facts = { plan, names, t, login, at: now.toISOString() }
  const { record, level, revision } = plan
  const { limit } = record
  const formOf = (type: string) =>
    form(type, untaken?.type === type ? untaken.typed : {}, untaken?.type === type ? untaken.refused : {})
  const steps = stepLines(facts)
  render(response, 'approvals/decide', {
    title: t('approvals.decide.title', { number }),
    t,
    ...{ number, level, revision, steps },
    rank: levelRankIn(plan.policy, level),
    department: names.department(plan.department),
    plan: record,
    limit: limit ? t(`codes.limitKinds.${limit.kind}`) : '',
    why: limit ? whyDue(number, limit.kind) : '',
    due: limit && dueBadge(limit.dueAt, now, t, limit.held),
    purse: purseWords(facts),
    round: plan.context.round,
    before: paidBefore(facts),
    returned: lastReturn(facts),
    step: steps.find(one => one.mine)?.kind ?? '',
    behalf: behalfOf(facts),
    key: deps.random(),
    approve: formOf('approve'),
    back: formOf('return'),
    wanted: plan.policy.required.approve ?? [],
    regulator: minutesAreDue(plan.context) ? choices(regulatorAnswers, 'codes.regulatorAnswers', t) : [],
    open: untaken?.type ?? '',
    ready: readyReasons.map(reason => t(`approvals.ready.${reason}`)),
  })
}
