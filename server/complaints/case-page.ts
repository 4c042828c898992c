import type { Response } from 'express'
import { type Level, stages } from '../../workflows/complaint/codes.ts'
import { rankOf } from '../../workflows/policy/grading.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { knownOrganisation } from '../cases/organisation.ts'
import { policyAt } from '../cases/policies.ts'
import type { Deps } from '../deps.ts'
import type { Language } from '../web/i18n.ts'
import { namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { render } from '../web/render.ts'
import { type Action, actionsOf, type RefusedForm } from './actions.ts'
import * as course from './case-course.ts'
import { latestEvents, nextRungs, stageEntries } from './case-events.ts'
import * as record from './case-record.ts'
import { type CaseView, caseView } from './case-view.ts'
import { type DeadlineCard, deadlineCards, type PastDeadline } from './deadline-cards.ts'
import type { ChoiceFacts } from './form-choices.ts'
import { eventForm } from './forms.ts'
import { type HistoryLine, historyLine } from './history.ts'

interface StepperStage {
  stage: string
  at: string | null
  current: boolean
  done: boolean
}

interface Customer {
  name: string
  phone: string
  email: string | null
  revealed: boolean
}

interface CasePage {
  title: string
  view: CaseView
  rank: { rank: number; of: number } | undefined
  customer: Customer
  owner: string
  department: string
  external: boolean
  stepper: StepperStage[]
  deadlines: { open: DeadlineCard[]; past: PastDeadline[] }
  actions: Action[]
  /** a form that came back, but may not be sent any more */
  gone: { message: string; typed: { label: string; value: string }[] } | undefined
  guidance: { do: string[]; dont: string[] }
  complaint: record.Fact[]
  grading: record.Fact[]
  findings: record.Fact[]
  closing: record.Fact[]
  outside: record.Fact[]
  plan: ReturnType<typeof course.planOf>
  rounds: ReturnType<typeof course.approvalRounds>
  contacts: ReturnType<typeof course.contactLines>
  followUps: ReturnType<typeof course.followUpLines>
  history: { lines: HistoryLine[]; total: number; complete: boolean }
}

declare module '../web/render.ts' {
  interface Views {
    'complaints/case': CasePage
    'complaints/passed-on': { title: string; number: string; done: string }
  }
}

interface Shown {
  /** a form that was refused */
  back?: RefusedForm
  /** phone and address in full, this once */
  disclosed?: { phone: string; email: string | null }
  allHistory?: boolean
}

const historyLength = 50
const everything = 100_000

/** The page of one complaint, for whoever may see it. @throws Problem 404 for everybody else */
export async function showCase(deps: Deps, response: Response, number: string, shown: Shown = {}): Promise<void> {
  const { login } = personOf(response)
  const [view, events, entries, rungs] = await Promise.all([
    caseView(deps, number, login),
    latestEvents(deps.db, number, shown.allHistory ? everything : historyLength),
    stageEntries(deps.db, number),
    nextRungs(deps.db, number),
  ])
  if (!view) throw new Problem(404, 'not-found')
  const facts = await factsFor(deps, response, view)
  const { t, names, policy } = facts
  const { language } = response.locals
  const actions = actionsOf(facts, deps.random, shown.back)
  render(response, 'complaints/case', {
    title: t('case.title', { number }),
    view,
    rank: view.level === null ? undefined : { rank: rankOf(policy, view.level as Level), of: policy.levels.length },
    customer: customerOf(view, shown.disclosed),
    owner: names.person(view.owner),
    department: names.department(view.department),
    external: view.external !== null && view.external.result === null,
    stepper: stepperOf(view, entries),
    deadlines: deadlineCards({ ...facts, policyName: policy.name[language], now: deps.now() }, rungs),
    actions,
    gone: goneForm(actions, facts, shown.back),
    guidance: guidanceOf(policy, view.stage, language),
    ...recordOf(facts),
    history: {
      lines: events.map(event => historyLine(event, { t, names })),
      total: view.seq,
      complete: events.length >= view.seq,
    },
  })
}

/** For the sender of an accepted event who does not see the case any more (design.md §3). */
export function showPassedOn(response: Response, number: string, type: string): void {
  const { t } = response.locals
  render(response, 'complaints/passed-on', { title: t('case.passed-on.title'), number, done: t(`forms.${type}.done`) })
}

async function factsFor(deps: Deps, response: Response, view: CaseView): Promise<ChoiceFacts> {
  const { t, language } = response.locals
  const organisation = await knownOrganisation(deps.db, deps.db)
  const { policy } = await policyAt(deps.db, view.policy.code, view.policy.version)
  const names = namesIn(organisation, language)
  return { view, organisation, policy, names, t, login: personOf(response).login, at: deps.now().toISOString() }
}

function customerOf({ customer }: CaseView, disclosed: Shown['disclosed']): Customer {
  const { name, phone, email } = customer
  return disclosed ? { name, ...disclosed, revealed: true } : { name, phone, email, revealed: false }
}

function stepperOf({ stage: present }: CaseView, entries: Map<string, string>): StepperStage[] {
  const reached = (stages as readonly string[]).indexOf(present)
  return stages.map((stage, index) => {
    const at = index <= reached ? (entries.get(stage) ?? null) : null
    return { stage, at, current: index === reached, done: index < reached && at !== null }
  })
}

function guidanceOf(policy: Policy, stage: string, language: Language) {
  const found = stages.find(one => one === stage)
  const guidance = found && policy.guidance[found]
  const words = (list: { 'zh-CN': string; en: string }[] = []) => list.map(line => line[language])
  return { do: words(guidance?.do), dont: words(guidance?.dont) }
}

function recordOf(facts: ChoiceFacts) {
  return {
    complaint: record.complaintFacts(facts),
    grading: record.gradingFacts(facts),
    findings: record.findingFacts(facts),
    closing: record.closingFacts(facts),
    outside: record.outsideFacts(facts),
    plan: course.planOf(facts),
    rounds: course.approvalRounds(facts),
    contacts: course.contactLines(facts),
    followUps: course.followUpLines(facts),
  }
}

/** A form whose event is not offered any more cannot be shown; what was typed is. */
function goneForm(actions: Action[], { t }: ChoiceFacts, back: RefusedForm | undefined): CasePage['gone'] {
  if (!back || actions.some(action => action.type === back.type)) return undefined
  const label = (input: string) =>
    t(`forms.${back.type}.${input.replaceAll(/\[\d+\]/g, '').replaceAll(/\[(\w+)\]/g, '-$1')}`)
  const typed = Object.entries(eventForm(back.type, back.typed).values).filter(([input]) => input !== 'was')
  return {
    message: back.refused.message ?? '',
    typed: typed.map(([input, value]) => ({ label: label(input), value: [value].flat().join(' ') })),
  }
}
