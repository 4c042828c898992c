import type { Computed } from '../../workflows/complaint/accepted.ts'
import type { ComplaintEventType, EventOf } from '../../workflows/complaint/events.ts'
import type { Notice } from '../../workflows/complaint/notice.ts'
import { sumOf } from '../../workflows/policy/money.ts'
import { calendarWords } from '../web/calendar-words.ts'
import { dateTime, money } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import type { PastEvent } from './case-events.ts'

export interface HistoryWords {
  t: Translate
  names: Names
}

export type Told = { computed: Computed; told: Notice[] }
type Said = Record<string, string | number | undefined>
type Sentence<T extends ComplaintEventType> = (
  event: EventOf<T> & Told & { by: string | null },
  words: HistoryWords,
) => Said

/** What the sentence of an event says beside who did it; one that depends on the outcome names it as `context`. */
export function saidOf(event: PastEvent, words: HistoryWords): Said | undefined {
  const tell = sentences[event.type] as ((fields: never, words: HistoryWords) => Said) | undefined
  return tell?.({ ...event.fields, by: event.by } as never, words)
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
