import type { Response } from 'express'
import { stages } from '../../workflows/complaint/codes.ts'
import { type ComplaintEventType, personEventTypes } from '../../workflows/complaint/events.ts'
import { notePresence } from '../cases/presences.ts'
import type { Deps } from '../deps.ts'
import { type Guidance, guidanceOf } from '../web/guidance.ts'
import { dateTime } from '../web/helpers.ts'
import type { Language, Translate } from '../web/i18n.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { render } from '../web/render.ts'
import type { ActionGroup } from './actions.ts'
import { type Beside, besideSql } from './case-beside.ts'
import { type CorrectivePart, correctivePart } from './case-corrective.ts'
import * as course from './case-course.ts'
import type { Passage } from './case-events.ts'
import { factsFor } from './case-facts.ts'
import { fileLines } from './case-files.ts'
import { actionsFor, type GoneForm } from './case-forms.ts'
import { type Glance, glanceOf } from './case-glance.ts'
import { type HistoryPart, historyPart } from './case-history.ts'
import { planPart } from './case-plans.ts'
import * as record from './case-record.ts'
import { approvalRounds } from './case-rounds.ts'
import { type CaseView, type ShownCase, shownCase } from './case-view.ts'
import { changesIn, newsSince } from './changes.ts'
import type { ChoiceFacts } from './choice-facts.ts'
import { type DeadlineCards, deadlineCards } from './deadline-cards.ts'
import { type Look, looksAt } from './disclosures.ts'
import type { RefusedForm } from './open-form.ts'
import type { PresenceWords } from './presence.ts'
import { type StepperStage, stepperOf } from './stage-times.ts'

interface Customer {
  name: string
  phone: string
  email: string | null
  revealed: boolean
}

interface CasePage {
  title: string
  /** names levels as the case's policy does */
  t: Translate
  view: CaseView
  glance: Glance
  customer: Customer
  stepper: StepperStage[]
  deadlines: DeadlineCards
  presence: PresenceWords
  actionGroups: ActionGroup[]
  gone: GoneForm | undefined
  guidance: Guidance
  complaint: record.Fact[]
  grading: record.Fact[]
  findings: record.Fact[]
  closing: record.Fact[]
  outside: record.Fact[]
  plan: ReturnType<typeof planPart>
  rounds: ReturnType<typeof approvalRounds>
  contacts: ReturnType<typeof course.contactLines>
  followUps: ReturnType<typeof course.followUpLines>
  files: ReturnType<typeof fileLines>
  corrective: CorrectivePart
  /** parts of the record that are still to come, and what will stand there */
  awaited: record.Fact[]
  /** who saw the contact in full; for those who oversee that */
  looks: { lines: Look[] } | undefined
  history: HistoryPart
  /** asked for as a document: everything unfolded, and the print dialogue opens */
  printing: boolean
  printed: string
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
  /** the form that the address asks for */
  named?: ComplaintEventType | undefined
  /** `seq` of the case as the page of a stale form showed it */
  since?: number | undefined
  /** phone and address in full, this once */
  disclosed?: { phone: string; email: string | null }
  passage?: Partial<Passage>
  printing?: boolean
}

const historyLength = 50

/** The page of one complaint, for whoever may see it. @throws Problem 404 for everybody else */
export async function showCase(deps: Deps, response: Response, number: string, shown: Shown = {}): Promise<void> {
  const { login } = personOf(response)
  const passage = { kind: undefined, before: undefined, limit: historyLength, ...shown.passage }
  const found = await shownCase<Beside>(deps, number, login, besideSql(passage, login, deps.now()))
  if (!found) throw new Problem(404, 'not-found')
  const facts = factsFor(deps, response, found)
  const [back, looks] = await Promise.all([
    withChanges(deps, facts, found, shown),
    looksAt(deps, found, login, facts.names),
    notePresence(deps, found.rows.case.id, login, editedIn(shown.back)),
  ])
  render(response, 'complaints/case', {
    title: facts.t('case.title', { number }),
    t: facts.t,
    ...standingOf(facts, found, response.locals.language),
    ...actionsFor(facts, found.rows.present, { ...shown, back, key: deps.random() }),
    customer: customerOf(found.view, shown.disclosed),
    ...recordOf(facts, found.rows),
    corrective: correctivePart(facts, found.rows),
    looks,
    history: historyPart(number, found.rows, passage, { ...facts, mayRead: found.mayRead }),
    printing: shown.printing ?? false,
    printed: facts.t('case.print.by', { name: facts.names.person(login), at: dateTime(facts.at) }),
  })
}

/** For the sender of an accepted event who does not see the case any more (design.md §3). */
export function showPassedOn(response: Response, number: string, type: string): void {
  const { t } = response.locals
  render(response, 'complaints/passed-on', { title: t('case.passed-on.title'), number, done: t(`forms.${type}.done`) })
}

/** Where the case stands: the glance at the top. */
function standingOf(facts: ChoiceFacts, found: ShownCase<Beside>, language: Language) {
  const { view, policy, t, at } = facts
  return {
    view,
    glance: glanceOf(facts),
    stepper: stepperOf(view, found.rows.moves, at, t),
    deadlines: deadlineCards({ ...facts, found, policyName: policy.name[language] }),
    guidance: guidanceOf(
      policy,
      stages.find(one => one === view.stage),
      language,
    ),
  }
}

/** A stale form says what others did since it was made; when nobody else did anything, it was the sender, elsewhere. */
async function withChanges(deps: Deps, facts: ChoiceFacts, found: ShownCase<Beside>, { back, since }: Shown) {
  if (!back || since === undefined) return back
  const { rows, mayRead } = found
  const changes = changesIn(await newsSince(deps.db, rows.case.id, since, { login: facts.login, mayRead }), facts)
  const message = changes.length > 0 ? back.refused.message : facts.t('case.actions.staleOwn')
  return { ...back, refused: { ...back.refused, message }, changes }
}

const editedIn = (back: RefusedForm | undefined) => personEventTypes.find(type => type === back?.type) ?? null

function customerOf({ customer }: CaseView, disclosed: Shown['disclosed']): Customer {
  const { name, phone, email } = customer
  return disclosed ? { name, ...disclosed, revealed: true } : { name, phone, email, revealed: false }
}

function recordOf(facts: ChoiceFacts, rows: ShownCase<Beside>['rows']) {
  return {
    complaint: record.complaintFacts(facts),
    grading: record.gradingFacts(facts),
    findings: record.findingFacts(facts),
    closing: record.closingFacts(facts),
    outside: record.outsideFacts(facts),
    plan: planPart({ ...facts, rows }),
    rounds: approvalRounds({ ...facts, rows }),
    contacts: course.contactLines(facts),
    followUps: course.followUpLines(facts),
    awaited: course.awaitedParts(facts),
    files: fileLines(facts),
  }
}
