import type { LimitKind } from '../../workflows/complaint/codes.ts'
import type { Computed } from '../../workflows/complaint/context.ts'
import type { ComplaintEventType, EventOf } from '../../workflows/complaint/events.ts'
import type { Notice } from '../../workflows/complaint/notices.ts'
import { sumOf } from '../../workflows/policy/money.ts'
import { calendarWords } from '../web/calendar-words.ts'
import { dateTime, money } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import type { PastEvent } from './case-events.ts'
import { type HistoryKind, kindOf } from './history-kinds.ts'

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

export interface HistoryWords {
  t: Translate
  names: Names
}

type Told = { computed: Computed; told: Notice[] }
type Params = Record<string, string | number | undefined>
type Sentence<T extends ComplaintEventType> = (
  event: EventOf<T> & Told & { by: string | null },
  words: HistoryWords,
) => Params

/** An event as a sentence. A sentence that depends on the outcome names it as `context`. */
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
  const tell = sentences[event.type] as ((fields: never, words: HistoryWords) => Params) | undefined
  const told = tell?.({ ...event.fields, by: event.by } as never, words)
  return words.t(`history.${event.type}`, { who: whoOf(event, words), ...told })
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

const sentences: { [T in ComplaintEventType]?: Sentence<T> } = {
  open: (event, { t }) => ({ name: event.customer.name, channel: t(`codes.channels.${event.channel}`) }),
  register: ({ category, amount, computed: { grading } }, { t }) => ({
    category: t(`codes.categories.${category}`),
    amount: amount ? money(amount) : t('case.record.amountUnknown'),
    level: t(`codes.levels.${grading?.level}`),
    proposed: t(`codes.levels.${grading?.proposed}`),
    context: grading?.level === grading?.proposed ? undefined : 'overridden',
  }),
  dispatch: ({ department, handler }, { names }) => ({
    department: names.department(department),
    ...(handler && { handler: names.person(handler), context: 'handler' }),
  }),
  settle: ({ method }, { t }) => ({ method: t(`codes.settleMethods.${method}`) }),
  assign: ({ handler }, { names }) => ({ handler: names.person(handler) }),
  transfer: ({ department }, { names }) => ({ department: names.department(department) }),
  arrive: ({ method }, { t }) => ({ method: t(`codes.attendMethods.${method}`) }),
  find: ({ causeCode, liability }, { t }) => ({
    causeCode: t(`codes.causeCodes.${causeCode}`),
    liability: t(`codes.liabilities.${liability}`),
  }),
  plan: ({ measures }) => ({ count: measures.length, sum: money(sumOf(measures.map(one => one.amount))) }),
  consent: ({ outcome, method }, { t }) => ({ context: outcome, method: t(`codes.consentMethods.${method}`) }),
  perform: ({ measure, paidAmount }) => ({
    measure,
    ...(paidAmount && { paid: money(paidAmount), context: 'paid' }),
  }),
  'call-back': ({ outcome, satisfaction }, { t }) => ({
    context: outcome,
    score: satisfaction ? t('history.score', { count: satisfaction }) : '',
  }),
  merge: ({ into }) => ({ into }),
  regrade: ({ level }, { t }) => ({ level: t(`codes.levels.${level}`) }),
  amend: ({ fields }, { t }) => ({
    fields: Object.keys(fields)
      .map(field => t(`forms.amend.fields-${field}`))
      .join(t('history.and')),
  }),
  pause: ({ reasonCode }, { t }) => ({ reason: t(`codes.pauseReasons.${reasonCode}`) }),
  resume: ({ by, computed: { capped } }) =>
    by === null && capped ? { context: 'capped', days: capped.days, at: dateTime(capped.at) } : {},
  extend: ({ kind, until }, { t }) => ({ limit: t(`codes.limitKinds.${kind}`), until: dateTime(until) }),
  'ask-extension': ({ kind, until }, { t }) => ({ limit: t(`codes.limitKinds.${kind}`), until: dateTime(until) }),
  'ask-recusal': ({ person }, { names }) => ({ person: names.person(person) }),
  'decide-recusal': ({ outcome }) => ({ context: outcome }),
  'end-recusal': ({ person, by }, { names }) => ({
    person: names.person(person),
    ...(person === by && { context: 'own' }),
  }),
  appeal: ({ against, person = null, by }, { names }) => {
    const own = against === 'penalty' && (person === null || person === by)
    return { context: own ? 'penalty_own' : against, person: names.person(person) }
  },
  'decide-appeal': ({ outcome, computed: { judged } }, { names }) =>
    judged?.person ? { context: `penalty_${outcome}`, person: names.person(judged.person) } : { context: outcome },
  contact: ({ method }, { t }) => ({ method: t(`codes.contactMethods.${method}`) }),
  note: ({ computed: { mentions = [] } }, { t, names }) => ({
    people: mentions.map(login => names.person(login)).join(t('history.and')),
    context: mentions.length > 0 ? 'mentioned' : 'plain',
  }),
  attach: ({ name, sha256 }) => ({ name, digest: sha256.slice(0, 12) }),
  recuse: ({ person, by }, { names }) => ({ person: names.person(person), ...(person === by && { context: 'own' }) }),
  externalise: ({ body }) => ({ body }),
  'hand-over': ({ from, to }, { names }) => ({
    person: names.person(from),
    ...(to && { successor: names.person(to), context: 'successor' }),
  }),
  recalendar: ({ calendar }, { t }) => ({ calendar: calendarWords(calendar, t) }),
  'deadline-reach': ({ kind, rung, told }, { t, names }) => {
    const people = [...new Set(told.map(notice => names.person(notice.to)))]
    const silent = people.length === 0 ? 'silent' : 'told'
    return {
      limit: t(`codes.limitKinds.${kind}`),
      rung,
      told: people.join(t('history.and')),
      context: rung >= 100 ? `late-${silent}` : silent,
    }
  },
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
