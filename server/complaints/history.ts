import type { Computed } from '../../workflows/complaint/accepted.ts'
import type { LimitKind } from '../../workflows/complaint/codes.ts'
import type { ComplaintEventType, EventOf } from '../../workflows/complaint/events.ts'
import { money } from '../web/helpers.ts'
import type { Names } from '../web/names.ts'
import type { PastEvent } from './case-events.ts'
import { type HistoryKind, kindOf } from './history-kinds.ts'
import { type HistoryWords, saidOf, type Told } from './history-sentences.ts'

/** One line of the history: who did what, and what they wrote. */
export interface HistoryLine {
  seq: number
  type: ComplaintEventType
  kind: HistoryKind
  at: string
  sentence: string
  quotes: string[]
  /** limits that were found overdue at this moment */
  missed: string
  /** who held a seat of the round and was left out of deciding, and why; or for which other seats a word counted */
  leftOut: string
  hash: string
}

/** An event as a line of the history. */
export function historyLine(event: PastEvent, words: HistoryWords): HistoryLine {
  const { seq, type, at, erased, hash } = event
  const base = { seq, type, at, hash, kind: kindOf(type) }
  if (event.withheld) return { ...base, sentence: words.t('history.withheld'), quotes: [], missed: '', leftOut: '' }
  return {
    ...base,
    sentence: erased ? erasedSentence(event, words) : sentenceOf(event, words),
    quotes: erased ? [] : quotesOf(event.fields, words),
    missed: missedOf(event.fields as unknown as Told & Partial<Rung>, words),
    leftOut: leftOutOf(event.fields as unknown as Told, words),
  }
}

function sentenceOf(event: PastEvent, words: HistoryWords): string {
  return words.t(`history.${event.type}`, { who: whoOf(event, words), ...saidOf(event, words) })
}

/** Without its personal part an event can only be named. */
function erasedSentence(event: PastEvent, words: HistoryWords): string {
  return words.t('history.erased', { who: whoOf(event, words), what: words.t(`codes.eventTypes.${event.type}`) })
}

function whoOf({ by, capacity }: PastEvent, { t, names }: HistoryWords): string {
  if (by === null || capacity === null) return t('history.clock')
  const person = { name: names.person(by), role: t(`codes.roles.${capacity.role}`) }
  const behalf = capacity.onBehalfOf
  return behalf ? t('history.whoFor', { ...person, behalf: names.person(behalf) }) : t('history.who', person)
}

/** What people wrote that no other part of the page keeps in its place in time. */
const quoted = [
  'reason',
  'levelReason',
  'summary',
  'opinion',
  'explanation',
  'result',
  'comment',
  'note',
  'text',
  'evidence',
]

function quotesOf(fields: PastEvent['fields'], { t, names }: HistoryWords): string[] {
  const { measures = [] } = fields as Partial<EventOf<'plan'>>
  const { files = [] } = fields as Partial<EventOf<'find'>>
  const proof =
    files.length > 0 ? [t('history.files', { count: files.length, files: files.join(t('history.and')) })] : []
  const lines = measures.map(({ kind, description, amount }, index) =>
    t(amount ? 'forms.measure.atAmount' : 'forms.measure.at', {
      number: index + 1,
      kind: t(`codes.measureKinds.${kind}`),
      description,
      amount: amount && money(amount),
    }),
  )
  const words = quoted.map(name => fields[name]).filter(value => typeof value === 'string')
  const { mentions = [] } = (fields.computed ?? {}) as Computed
  return [...lines, ...words.map(text => withNames(text, mentions, names)), ...proof]
}

/** Who was called by log-in is shown by name. */
function withNames(text: string, mentions: string[], names: Names): string {
  return [...mentions]
    .sort((one, other) => other.length - one.length)
    .reduce((said, login) => said.replaceAll(`@${login}`, `@${names.person(login)}`), text)
}

/** Which limit the clock reached, and how far. */
type Rung = Pick<EventOf<'deadline-reach'>, 'kind' | 'rung'>

/** What was found overdue then; not again what the sentence itself is about. */
function missedOf({ computed, kind, rung = 0 }: Told & Partial<Rung>, { t }: HistoryWords): string {
  const kinds: LimitKind[] = (computed.missed ?? []).map(one => one.kind).filter(one => rung < 100 || one !== kind)
  const limits = kinds.map(kind => t(`codes.limitKinds.${kind}`)).join(t('history.and'))
  return limits && t('history.missed', { limits })
}

function leftOutOf({ computed }: Told, { t, names }: HistoryWords): string {
  const people = (computed.leftOut ?? []).map(({ person, role, why }) =>
    t(`history.leftOutFor.${why}`, { person: names.person(person), role: t(`codes.roles.${role}`) }),
  )
  const roles = (computed.also ?? []).map(role => t(`codes.roles.${role}`)).join(t('history.and'))
  const left = people.length > 0 ? t('history.leftOut', { people: [...new Set(people)].join(t('history.and')) }) : ''
  const instead = computed.insteadOf && t('history.insteadOf', { role: t(`codes.roles.${computed.insteadOf}`) })
  const again = computed.reconsiders && t('history.reconsiders')
  return [left, roles && t('history.also', { roles }), instead, again].filter(Boolean).join(' ')
}
