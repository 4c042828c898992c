import type { Response } from 'express'
import { awaited, type CorrectiveAction } from '../../workflows/corrective-action/action.ts'
import type { ActionState } from '../../workflows/corrective-action/codes.ts'
import { actionOffers } from '../../workflows/corrective-action/decide.ts'
import type { ActionEventType } from '../../workflows/corrective-action/events.ts'
import { loadCalendars } from '../cases/calendars.ts'
import { withLevelNames } from '../cases/level-names.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { sightOf } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { type Due, dueBadge } from '../web/due.ts'
import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import { type Names, namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { render } from '../web/render.ts'
import { type ActionDeadlineCards, actionDeadlineCards } from './deadline-cards.ts'
import { explainedDeadlines } from './deadlines.ts'
import { type ActionForm, actionForm, dayOf, eventChoices, filledIn, planChoices, type RefusedForm } from './forms.ts'
import { type ActionLine, actionLines } from './history.ts'
import { type FoundAction, filesOf, readAction, type SourceCase } from './queries.ts'

interface Fact {
  label: string
  value: string
  long: boolean
}

interface Step {
  state: ActionState
  at: string
  done: boolean
  current: boolean
}

declare module '../web/render.ts' {
  interface Views {
    'corrective-actions/show': {
      title: string
      action: CorrectiveAction
      steps: Step[]
      /** what comes next, who does it, by when; empty when it has ended */
      next: string
      due: Due | null
      deadlines: ActionDeadlineCards
      forms: ActionForm[]
      /** a form that came back and may not be sent any more */
      gone: string
      analysis: Fact[]
      people: Fact[]
      cases: Awaited<ReturnType<typeof withLevelNames<SourceCase>>>
      unseen: string
      history: ActionLine[]
    }
  }
}

/** One corrective action, for whoever may see it. @throws Problem 404 for everybody else */
export async function showAction(deps: Deps, response: Response, number: string, back?: RefusedForm): Promise<void> {
  const { t, language } = response.locals
  const { login } = personOf(response)
  const now = deps.now()
  const organisation = await loadOrganisation(deps.db)
  const found = await readAction(deps.db, sightOf(organisation, login, now.toISOString()), number)
  if (!found) throw new Problem(404, 'not-found')
  const { action, cases } = found
  const names = namesIn(organisation, language)
  const next = awaited(action)
  const facts = { actor: login, at: now.toISOString(), organisation }
  const offered = actionOffers(action, facts)
  const seen = cases.map(one => one.number)
  const files = await filesOf(deps.db, seen)
  render(response, 'corrective-actions/show', {
    title: t('correctiveActions.page.title', { number }),
    action,
    steps: stepsOf(found),
    next: nextWords(action, names, t),
    due: next?.dueAt ? dueBadge(next.dueAt, now, t) : null,
    deadlines: actionDeadlineCards(
      explainedDeadlines(found, { calendars: await loadCalendars(deps.db), organisation, at: now.toISOString() }),
      { effectDays: action.effectDays, now, names, t },
    ),
    forms: offered.map(type => ({
      ...{ type, number, revision: found.revision },
      form: type === back?.type ? actionForm(type, back.typed, back.refused) : actionForm(type, filledIn(type, action)),
      choices: eventChoices(type, planChoices(organisation, names, t), files, t),
      open: type === (back?.type ?? likely(offered)),
    })),
    gone: back && !offered.some(type => type === back.type) ? (back.refused.message ?? '') : '',
    analysis: analysisOf(action, t),
    people: peopleOf(action, names, t),
    cases: await withLevelNames(deps.db, cases),
    unseen: cases.length < action.complaints.length ? String(action.complaints.length - cases.length) : '',
    history: actionLines(found.events, { names, t, seen }),
  })
}

/** The form that stands open: what moves it on. To withdraw, to add a complaint, to adjust are there when wanted. */
function likely(offered: ActionEventType[]): ActionEventType | undefined {
  return offered.find(type => type !== 'withdraw' && type !== 'link' && type !== 'adjust')
}

const path: ActionState[] = ['proposed', 'approved', 'in-progress', 'implemented', 'verified', 'closed']

/** The way it goes, with the instant at which it last came to each state of this round. */
function stepsOf({ action, events }: FoundAction): Step[] {
  const ended = action.state === 'ineffective' || action.state === 'withdrawn'
  const way = ended ? [...path.slice(0, action.state === 'withdrawn' ? 1 : -1), action.state] : path
  const present = way.indexOf(action.state)
  return way.map((state, index) => {
    const entered = index <= present ? events.findLast(one => one.to === state && one.from !== state) : undefined
    return { state, at: entered?.at ?? '', done: index < present, current: index === present }
  })
}

function nextWords(action: CorrectiveAction, names: Names, t: Translate): string {
  const next = awaited(action)
  if (!next) return ''
  const who = next.person ? names.person(next.person) : t('correctiveActions.approvers')
  const from = action.state === 'verified' && action.effectFrom ? dayOf(action.effectFrom) : ''
  return t(`correctiveActions.next.${next.task}`, { who, from })
}

function facts(given: [label: string, value: string | null, long?: 'long'][], t: Translate): Fact[] {
  return given.flatMap(([label, value, long]) =>
    value ? [{ label: t(`correctiveActions.fields.${label}`), value, long: long === 'long' }] : [],
  )
}

function analysisOf(action: CorrectiveAction, t: Translate): Fact[] {
  return facts(
    [
      ['cause', t(`codes.causeKinds.${action.cause}`)],
      ['rootCause', action.rootCause, 'long'],
      ['correction', action.correction, 'long'],
      ['corrective', action.corrective, 'long'],
      ['preventive', action.preventive, 'long'],
    ],
    t,
  )
}

function peopleOf(action: CorrectiveAction, names: Names, t: Translate): Fact[] {
  return facts(
    [
      ['owner', names.person(action.owner)],
      ['verifier', names.person(action.verifier)],
      ['proposer', names.person(action.proposer)],
      ['approver', action.approver && names.person(action.approver)],
      ['implementedAt', action.implementedAt && dateTime(action.implementedAt)],
      ['verifiedAt', action.verifiedAt && dateTime(action.verifiedAt)],
      ['effectDays', t('correctiveActions.days', { count: action.effectDays })],
      ['round', action.round > 1 ? String(action.round) : null],
    ],
    t,
  )
}
