import type { ReminderKind } from '../../workflows/corrective-action/codes.ts'
import type { Reminded } from '../../workflows/corrective-action/decide.ts'
import type { ActionMove } from '../../workflows/corrective-action/recalendar.ts'
import { calendarWords } from '../web/calendar-words.ts'
import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import { dayOf } from './forms.ts'
import type { PastEvent } from './queries.ts'

/** A file that proves something; `href` empty for whoever may not see its complaint. */
interface Proof {
  words: string
  href: string
}

/** What happened, in a sentence, with what was written then. */
export interface ActionLine {
  seq: number
  at: string
  sentence: string
  quotes: string[]
  files: Proof[]
}

interface Reading {
  names: Names
  t: Translate
  /** complaints that the reader may see */
  seen: readonly string[]
}

/** The record in sentences, the newest first. */
export function actionLines(events: PastEvent[], reading: Reading): ActionLine[] {
  return events.map(event => actionLine(event, reading)).reverse()
}

function actionLine(event: PastEvent, { names, t, seen }: Reading): ActionLine {
  const { seq, type, facts, at } = event
  const written = [facts.opinion, facts.reason, facts.evidence].filter(one => typeof one === 'string')
  return {
    ...{ seq, at, sentence: event.by === null ? clockSentence(event, names, t) : sentenceOf(event, names, t) },
    quotes: [...changedWords(type, facts, names, t), ...written],
    files: proofs(facts.files, seen, t),
  }
}

function sentenceOf({ type, facts, by, capacity }: PastEvent, names: Names, t: Translate): string {
  const outcome = typeof facts.outcome === 'string' ? `.${facts.outcome}` : ''
  const behalf = capacity?.onBehalfOf
  const who = behalf
    ? t('correctiveActions.onBehalf', { by: names.person(by), of: names.person(behalf) })
    : names.person(by)
  const people = { from: nameOf(facts.from, names), to: nameOf(facts.to, names) }
  return t(`correctiveActions.history.${type}${outcome}`, { by: who, complaint: facts.complaint, ...people })
}

/** What the clock did: whom it reminded of what, or which limit another calendar moved. */
function clockSentence({ type, facts }: PastEvent, names: Names, t: Translate): string {
  if (type === 'recalendar') {
    const { calendar, limit, from, to } = facts as unknown as { calendar: string } & ActionMove
    const moved = { limit: t(`codes.actionLimits.${limit}`), from: dateTime(from), to: dateTime(to) }
    const words = { calendar: calendarWords(calendar, t), ...moved }
    return t('correctiveActions.history.recalendar', { ...words, ...(from === to && { context: 'kept' }) })
  }
  const { kind, task, dueAt, people } = facts as unknown as { kind: ReminderKind } & Reminded
  const told = people.map(one => names.person(one)).join(t('history.and'))
  return t(`correctiveActions.history.remind.${kind}`, {
    task: t(`correctiveActions.tasks.${task}`),
    dueAt: dueAt ? dateTime(dueAt) : '',
    people: told || t('correctiveActions.nobody'),
  })
}

const nameOf = (login: unknown, names: Names) => (typeof login === 'string' ? names.person(login) : '')

/** What an adjustment changed. */
function changedWords(type: string, facts: PastEvent['facts'], names: Names, t: Translate): string[] {
  if (type !== 'adjust') return []
  const { owner, verifier, due } = facts as { owner?: string; verifier?: string; due?: string }
  const words = [
    owner && t('correctiveActions.changed.owner', { value: names.person(owner) }),
    verifier && t('correctiveActions.changed.verifier', { value: names.person(verifier) }),
    due && t('correctiveActions.changed.due', { value: dayOf(due) }),
  ]
  return [words.filter(Boolean).join(' · ')]
}

function proofs(files: unknown, seen: readonly string[], t: Translate): Proof[] {
  if (!Array.isArray(files)) return []
  return files.map((reference: string) => {
    const [number = '', file = ''] = reference.split('/')
    const href = seen.includes(number) ? `/complaints/${number}/files/${file}` : ''
    return { words: t('correctiveActions.file', { number, file }), href }
  })
}
