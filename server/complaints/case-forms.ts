import type { Response } from 'express'
import { type ComplaintEventType, personEventTypes } from '../../workflows/complaint/events.ts'
import type { Presence } from '../cases/presences.ts'
import type { Deps } from '../deps.ts'
import { conductName } from '../web/level-words.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { type TypedLine, typedLines } from '../web/typed-words.ts'
import { actionGroups } from './actions.ts'
import { factsFor } from './case-facts.ts'
import { planOf } from './case-plans.ts'
import { shownCase } from './case-view.ts'
import type { Change } from './changes.ts'
import type { ChoiceFacts } from './choice-facts.ts'
import { eventForm } from './forms.ts'
import { openForm, type RefusedForm } from './open-form.ts'
import { presenceWords } from './presence.ts'

/** A form that was asked for or came back, but may not be sent any more. */
export interface GoneForm {
  title: string
  message: string
  typed: TypedLine[]
  /** what others did meanwhile */
  changes: Change[]
}

interface Wanted {
  /** makes the form of this page count once */
  key: string
  /** a form that was refused */
  back?: RefusedForm | undefined
  /** the form that the address names */
  named?: ComplaintEventType | undefined
}

/** What the reader may do now, one form of it open, and who else is at it. */
export function actionsFor(facts: ChoiceFacts, present: Presence[], { key, back, named }: Wanted) {
  const presence = presenceWords(present, facts)
  const groups = actionGroups(facts, { key, busy: presence.forms, named }, back)
  return { presence, actionGroups: groups, gone: back ? goneForm(facts, back) : notOffered(facts, named) }
}

/** The form of one event by itself, for a page of the case that has it as a line. @throws Problem 404 without sight */
export async function showForm(deps: Deps, response: Response, number: string, name: string): Promise<void> {
  const type = eventNamed(name)
  const found = type && (await shownCase(deps, number, personOf(response).login))
  if (!found) throw new Problem(404, 'not-found')
  const facts = factsFor(deps, response, found)
  const gone = notOffered(facts, type)
  response.set('Cache-Control', 'no-store')
  if (gone) return void response.status(409).type('text').send(gone.message)
  const form = openForm(type, facts, { key: deps.random(), busy: '' })
  response.render('complaints/case/action', { layout: false, t: facts.t, ...form, plan: planOf(facts) })
}

/** What a person can send, by the name that stands in an address. */
export const eventNamed = (name: unknown): ComplaintEventType | undefined =>
  personEventTypes.find(type => type === name)

/** A form whose event is not offered any more cannot be shown; what was typed is. */
function goneForm({ view, t, names, policy, language }: ChoiceFacts, back: RefusedForm): GoneForm | undefined {
  if (view.allowed.some(type => type === back.type)) return undefined
  const { type, refused, changes = [] } = back
  const words = { t, names, conduct: (code: string) => conductName(policy, code, language) }
  return {
    title: t(`forms.${type}.title`),
    message: refused.rule === 'stale' ? t('case.actions.overtaken') : (refused.message ?? ''),
    typed: typedLines(eventForm(type, back.typed).values, `forms.${type}`, words),
    changes,
  }
}

/** An address may be older than the case. */
function notOffered({ view, t }: ChoiceFacts, named: ComplaintEventType | undefined): GoneForm | undefined {
  if (!named || view.allowed.includes(named)) return undefined
  const title = t(`forms.${named}.title`)
  return { title, message: t('case.actions.notOffered', { form: title }), typed: [], changes: [] }
}
